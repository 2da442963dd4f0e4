import { sql, type Transaction } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';
import type { Finding } from './verify-member.ts';

/** The states that a redemption may have, by the outcome of its hand-out. */
const fitting = {
  open: ['issued', 'reserved'],
  used: ['redeemed', 'reversed'],
  unused: ['cancelled', 'expired'],
} as const;

/** Checks that pools count correctly: codes, hand-outs, and their redemptions. */
export async function poolFindings(trx: Transaction<Tables>): Promise<Finding[]> {
  const found = (detail: string): Finding => ({ memberId: null, about: 'pool', detail });
  return [
    ...(await miscounts(trx)).map(found),
    ...(await misfits(trx)).map(found),
    ...(await codeless(trx)).map(found),
  ];
}

/**
 * Checks that a shard's codes are numbered without a gap as far as it says, and that as many are given out as it says.
 */
async function miscounts(trx: Transaction<Tables>): Promise<string[]> {
  const shards = await trx
    .selectFrom('pool_shards')
    .select(['pool_id', 'shard', 'loaded', 'handed'])
    .select((eb) =>
      eb
        .selectFrom('pool_codes')
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .whereRef('pool_codes.pool_id', '=', 'pool_shards.pool_id')
        .whereRef('pool_codes.shard', '=', 'pool_shards.shard')
        .whereRef('seq', '<=', 'loaded')
        .as('codes'),
    )
    .select((eb) =>
      eb
        .selectFrom('pool_handouts')
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .whereRef('pool_handouts.pool_id', '=', 'pool_shards.pool_id')
        .whereRef('pool_handouts.shard', '=', 'pool_shards.shard')
        .as('out'),
    )
    .select((eb) =>
      eb
        .selectFrom('pool_codes as spoiled')
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .whereRef('spoiled.pool_id', '=', 'pool_shards.pool_id')
        .whereRef('spoiled.shard', '=', 'pool_shards.shard')
        .where('spoiled.spoiled', '=', 1)
        .whereRef('spoiled.seq', '<=', 'handed')
        .as('passed'),
    )
    .execute();
  return shards.flatMap(({ pool_id, shard, loaded, handed, codes, out, passed }) => {
    const where = `pool ${pool_id} shard ${shard}`;
    return [
      ...(codes === loaded ? [] : [`${where}: ${loaded} loaded, ${codes} codes are there`]),
      ...((out ?? 0) + (passed ?? 0) === handed
        ? []
        : [`${where}: ${handed} handed out, ${out} hand-outs are there, ${passed} passed over`]),
    ];
  });
}

async function misfits(trx: Transaction<Tables>): Promise<string[]> {
  const rows = await trx
    .selectFrom('pool_handouts as handout')
    .leftJoin('redemptions as held', (join) =>
      join
        .onRef('held.member_id', '=', 'handout.member_id')
        .onRef('held.id', '=', 'handout.redemption_id'),
    )
    .select(['handout.redemption_id', 'outcome', 'state'])
    .where((eb) =>
      eb.or([
        eb('state', 'is', null),
        ...Object.entries(fitting).map(([outcome, states]) =>
          eb.and([
            eb('outcome', '=', outcome as keyof typeof fitting),
            eb('state', 'not in', states),
          ]),
        ),
      ]),
    )
    .execute();
  return rows.map(
    ({ redemption_id, outcome, state }) =>
      `the code of redemption ${redemption_id} is ${outcome}, the redemption ${state ?? 'not there'}`,
  );
}

/** Vouchers from a pool that have no code. */
async function codeless(trx: Transaction<Tables>): Promise<string[]> {
  const rows = await trx
    .selectFrom('redemptions')
    .leftJoin('pool_handouts as handout', (join) =>
      join
        .onRef('handout.member_id', '=', 'redemptions.member_id')
        .onRef('handout.redemption_id', '=', 'redemptions.id'),
    )
    .select('redemptions.id')
    .where('code_source', '=', 'pool')
    .where(sql`handout.redemption_id`, 'is', null)
    .execute();
  return rows.map(({ id }) => `redemption ${id} has no code out of its pool`);
}

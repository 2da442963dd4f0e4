import { type Kysely, sql } from 'kysely';
import type { HandoutOutcome } from '#domain/pool/settlement.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { PoolCodeRow, PoolHandoutRow, PoolRow } from '#server/storage/db/schema-pools.ts';
import type { Tx } from '#server/storage/db/store.ts';
import type { PoolPlace } from './pools.ts';

export async function addHandout(
  tx: Tx,
  place: PoolPlace,
  { memberId, redemptionId, endsAt }: { memberId: string; redemptionId: string; endsAt: number },
): Promise<void> {
  await tx.db
    .insertInto('pool_handouts')
    .values({
      member_id: memberId,
      redemption_id: redemptionId,
      pool_id: place.poolId,
      shard: place.shard,
      seq: place.seq,
      ends_at: endsAt,
      outcome: 'open',
      settled_by: null,
      use_key: null,
    })
    .execute();
}

/** The code of a redemption, and its symbology. */
export function handedCode(
  db: Kysely<Tables>,
  memberId: string,
  redemptionId: string,
): Promise<(Pick<PoolCodeRow, 'sealed'> & Pick<PoolRow, 'symbology'>) | undefined> {
  return db
    .selectFrom('pool_handouts as handout')
    .innerJoin('pools', 'pools.id', 'handout.pool_id')
    .innerJoin('pool_codes as code', (join) =>
      join
        .onRef('code.pool_id', '=', 'handout.pool_id')
        .onRef('code.shard', '=', 'handout.shard')
        .onRef('code.seq', '=', 'handout.seq'),
    )
    .select(['code.sealed', 'pools.symbology'])
    .where('handout.member_id', '=', memberId)
    .where('handout.redemption_id', '=', redemptionId)
    .executeTakeFirst();
}

export function handoutOf(
  db: Kysely<Tables>,
  memberId: string,
  redemptionId: string,
): Promise<PoolHandoutRow | undefined> {
  return db
    .selectFrom('pool_handouts')
    .selectAll()
    .where('member_id', '=', memberId)
    .where('redemption_id', '=', redemptionId)
    .executeTakeFirst();
}

/** A code that was found by its key: its place, and whom it went to, if anybody. */
export interface FoundCode {
  readonly place: PoolPlace;
  readonly pool: Pick<PoolRow, 'reward_id' | 'store_id'>;
  readonly handout: { readonly memberId: string; readonly redemptionId: string } | null;
  /** True: a till used it before anybody had it. */
  readonly spoiled: boolean;
}

/** The codes that count, each with its handout if it has one. Codes of an unfinished upload do not count yet. */
export const countedCodes = (db: Kysely<Tables>) =>
  db
    .selectFrom('pool_codes as code')
    .innerJoin('pool_shards as part', (join) =>
      join.onRef('part.pool_id', '=', 'code.pool_id').onRef('part.shard', '=', 'code.shard'),
    )
    .leftJoin('pool_handouts as handout', (join) =>
      join
        .onRef('handout.pool_id', '=', 'code.pool_id')
        .onRef('handout.shard', '=', 'code.shard')
        .onRef('handout.seq', '=', 'code.seq'),
    )
    .whereRef('code.seq', '<=', 'part.loaded');

/** @returns null where the code is in no pool */
export async function findCode(
  db: Kysely<Tables>,
  codeKeys: readonly string[],
): Promise<FoundCode | null> {
  const row = await countedCodes(db)
    .innerJoin('pools', 'pools.id', 'code.pool_id')
    .select(['code.pool_id', 'code.shard', 'code.seq', 'code.spoiled', 'reward_id', 'store_id'])
    .select(['handout.member_id', 'handout.redemption_id'])
    .where('code_key', 'in', codeKeys)
    .executeTakeFirst();
  if (!row) return null;
  const { member_id: memberId, redemption_id: redemptionId, reward_id, store_id } = row;
  return {
    place: { poolId: row.pool_id, shard: row.shard, seq: row.seq },
    pool: { reward_id, store_id },
    handout: memberId !== null && redemptionId !== null ? { memberId, redemptionId } : null,
    spoiled: row.spoiled === 1,
  };
}

export async function settleHandout(
  tx: Tx,
  row: Pick<PoolHandoutRow, 'member_id' | 'redemption_id'>,
  change: Pick<PoolHandoutRow, 'outcome' | 'settled_by' | 'use_key'>,
): Promise<void> {
  await tx.db
    .updateTable('pool_handouts')
    .set(change)
    .where('member_id', '=', row.member_id)
    .where('redemption_id', '=', row.redemption_id)
    .execute();
}

/** The hand-outs of a pool that a settlement up to a time finds open, the oldest first. */
export function openHandouts(
  db: Kysely<Tables>,
  poolId: number,
  endedBy: number,
  limit: number,
): Promise<Pick<PoolHandoutRow, 'member_id' | 'redemption_id'>[]> {
  return db
    .selectFrom('pool_handouts')
    .select(['member_id', 'redemption_id'])
    .where('pool_id', '=', poolId)
    .where('outcome', '=', 'open')
    .where('ends_at', '<=', endedBy)
    .orderBy('ends_at')
    .limit(limit)
    .execute();
}

/** How many hand-outs of a pool have ended by a time and are not settled. */
export async function openCount(
  db: Kysely<Tables>,
  poolId: number,
  endedBy: number,
): Promise<number> {
  const { count } = await db
    .selectFrom('pool_handouts')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('pool_id', '=', poolId)
    .where('outcome', '=', 'open')
    .where('ends_at', '<=', endedBy)
    .executeTakeFirstOrThrow();
  return count;
}

/** The stores with hand-outs of a pool that are not settled. */
export async function holdingStores(db: Kysely<Tables>, poolId: number): Promise<Set<string>> {
  const rows = await db
    .selectFrom('pool_handouts as handout')
    .innerJoin('redemptions', (join) =>
      join
        .onRef('redemptions.member_id', '=', 'handout.member_id')
        .onRef('redemptions.id', '=', 'handout.redemption_id'),
    )
    .select('redemptions.store_id')
    .distinct()
    .where('handout.pool_id', '=', poolId)
    .where('handout.outcome', '=', 'open')
    .execute();
  return new Set(rows.flatMap(({ store_id }) => (store_id === null ? [] : [store_id])));
}

/** How many hand-outs a settlement has shown to be unused. */
export async function returnedBy(db: Kysely<Tables>, settlementId: string): Promise<number> {
  const { count } = await db
    .selectFrom('pool_handouts')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('settled_by', '=', settlementId)
    .where('outcome', '=', 'unused')
    .executeTakeFirstOrThrow();
  return count;
}

export interface HandoutCounts {
  readonly outcome: HandoutOutcome;
  readonly count: number;
  /** How many of them have ended, so that only the settlement is missing. */
  readonly ended: number;
}

/** For an administrator who looks at a pool. It counts every hand-out, which is too slow for a hand-out itself. */
export function handoutCounts(
  db: Kysely<Tables>,
  poolId: number,
  at: number,
): Promise<HandoutCounts[]> {
  return db
    .selectFrom('pool_handouts')
    .select(['outcome', (eb) => eb.fn.countAll<number>().as('count')])
    .select(sql<number>`sum(case when ends_at <= ${at} then 1 else 0 end)`.as('ended'))
    .where('pool_id', '=', poolId)
    .groupBy('outcome')
    .execute();
}

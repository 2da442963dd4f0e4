import { sql, type Transaction } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';
import type { Finding } from './verify-member.ts';

/** Checks that points are where a discount's order says: a minted redemption ends only together with its order. */
export async function mintFindings(trx: Transaction<Tables>): Promise<Finding[]> {
  const rows = await trx
    .selectFrom('redemptions')
    .leftJoin('mint_orders', (join) =>
      join
        .onRef('mint_orders.member_id', '=', 'redemptions.member_id')
        .onRef('mint_orders.redemption_id', '=', 'redemptions.id'),
    )
    .select([
      ...(['redemptions.member_id', 'redemptions.id', 'redemptions.state'] as const),
      'mint_orders.state as order',
    ])
    .where('redemptions.code_source', '=', 'mint')
    .where((eb) =>
      eb.or([
        eb('mint_orders.state', 'is', null),
        sql<boolean>`(mint_orders.state = 'retired')
          <> (redemptions.state in ('cancelled', 'expired'))`,
        sql<boolean>`(mint_orders.state in ('closing', 'used'))
          <> (redemptions.state in ('redeemed', 'reversed'))`,
      ]),
    )
    .execute();
  return rows.map(({ member_id, id, state, order }) => ({
    memberId: member_id,
    about: 'redemption',
    detail: `redemption ${id} is ${state}, its discount ${order ?? 'was never ordered'}`,
  }));
}

import { type Kysely, sql } from 'kysely';
import type { LedgerEntryRow, MemberRow, Tables } from '#server/storage/db/schema.ts';
import type { MintConnectionRow, MintOrderRow } from '#server/storage/db/schema-mint.ts';
import type { PoolCodeRow } from '#server/storage/db/schema-pools.ts';
import type { IdempotencyKeyRow } from '#server/storage/db/schema-till.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** What is written anew under a turned key: read by its place, so that each slice is short and begins where one ended. */

/** Small enough that a slice holds the writer for some milliseconds. */
const sliceOf = 100;

/** Orders for discounts that are not over, and whose code a version derived each time. */
export const unsealedMintOrders = (db: Kysely<Tables>): Promise<MintOrderRow[]> =>
  db
    .selectFrom('mint_orders')
    .selectAll()
    .where('due_at', 'is not', null)
    .where('sealed_code', 'is', null)
    .execute();

/** The last order of a slice; the next one begins after it. */
export type MintOrderPlace = readonly [memberId: string, redemptionId: string];

/** Orders that are not over and keep their code: of one that is over nobody asks for it again. */
export const openSealedOrdersAfter = (
  db: Kysely<Tables>,
  [memberId, redemptionId]: MintOrderPlace,
): Promise<MintOrderRow[]> =>
  db
    .selectFrom('mint_orders')
    .selectAll()
    .where('due_at', 'is not', null)
    .where('sealed_code', 'is not', null)
    .where(sql<boolean>`(member_id, redemption_id) > (${memberId}, ${redemptionId})`)
    .orderBy('member_id')
    .orderBy('redemption_id')
    .limit(sliceOf)
    .execute();

export async function keepMintCode(tx: Tx, row: MintOrderRow, sealed_code: string): Promise<void> {
  await tx.db
    .updateTable('mint_orders')
    .set({ sealed_code })
    .where('member_id', '=', row.member_id)
    .where('redemption_id', '=', row.redemption_id)
    .execute();
}

export const mintConnections = (db: Kysely<Tables>): Promise<MintConnectionRow[]> =>
  db.selectFrom('mint_connections').selectAll().execute();

export type PoolCodePlace = readonly [poolId: number, shard: number, seq: number];

export const poolCodesAfter = (
  db: Kysely<Tables>,
  [poolId, shard, seq]: PoolCodePlace,
): Promise<PoolCodeRow[]> =>
  db
    .selectFrom('pool_codes')
    .selectAll()
    .where(sql<boolean>`(pool_id, shard, seq) > (${poolId}, ${shard}, ${seq})`)
    .orderBy('pool_id')
    .orderBy('shard')
    .orderBy('seq')
    .limit(sliceOf)
    .execute();

export async function rekeyPoolCode(
  tx: Tx,
  { pool_id, shard, seq }: PoolCodeRow,
  change: Pick<PoolCodeRow, 'code_key' | 'sealed'>,
): Promise<void> {
  await tx.db
    .updateTable('pool_codes')
    .set(change)
    .where('pool_id', '=', pool_id)
    .where('shard', '=', shard)
    .where('seq', '=', seq)
    .execute();
}

export type AnswerPlace = readonly [tillId: string, key: string];

export const keptAnswersAfter = (
  db: Kysely<Tables>,
  [tillId, key]: AnswerPlace,
): Promise<IdempotencyKeyRow[]> =>
  db
    .selectFrom('idempotency_keys')
    .selectAll()
    .where(sql<boolean>`(till_id, key) > (${tillId}, ${key})`)
    .orderBy('till_id')
    .orderBy('key')
    .limit(sliceOf)
    .execute();

export async function resealAnswer(tx: Tx, row: IdempotencyKeyRow, seal: string): Promise<void> {
  await tx.db
    .updateTable('idempotency_keys')
    .set({ seal })
    .where('till_id', '=', row.till_id)
    .where('key', '=', row.key)
    .execute();
}

export type Based = Pick<MemberRow, 'id' | 'chain_head' | 'chain_base'>;

/** Members with entries, by id. */
export const membersAfter = (db: Kysely<Tables>, id: string): Promise<Based[]> =>
  db
    .selectFrom('members')
    .select(['id', 'chain_head', 'chain_base'])
    .where('id', '>', id)
    .where('last_seq', '>', 0)
    .orderBy('id')
    .limit(sliceOf)
    .execute();

/** A member's chain, to be changed: the member is locked. */
export const chainOf = (tx: Tx, id: string): Promise<Based> =>
  tx.db
    .selectFrom('members')
    .select(['id', 'chain_head', 'chain_base'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();

export const linkedEntries = (db: Kysely<Tables>, memberId: string): Promise<LedgerEntryRow[]> =>
  db
    .selectFrom('ledger_entries')
    .selectAll()
    .where('member_id', '=', memberId)
    .orderBy('seq')
    .execute();

export async function keepBase(
  tx: Tx,
  { id, ...chain }: Pick<MemberRow, 'id' | 'chain_head' | 'chain_base'>,
): Promise<void> {
  await tx.db.updateTable('members').set(chain).where('id', '=', id).execute();
}

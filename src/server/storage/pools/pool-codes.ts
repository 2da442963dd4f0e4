import { type Kysely, sql } from 'kysely';
import { isPostgres } from '#server/storage/db/dialect.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { PoolCodeRow } from '#server/storage/db/schema-pools.ts';
import type { Tx } from '#server/storage/db/store.ts';
import type { PoolPlace } from './pools.ts';

export type NewCode = Omit<PoolCodeRow, 'spoiled'>;

/** A code's row when it is found by its key, and whether it was handed out. */
export type KnownCode = Pick<
  PoolCodeRow,
  'code_key' | 'pool_id' | 'shard' | 'seq' | 'upload_id' | 'line'
> & { readonly handed: number };

/** The codes that exist among these keys, in any pool. */
export function knownCodes(db: Kysely<Tables>, keys: readonly string[]): Promise<KnownCode[]> {
  return db
    .selectFrom('pool_codes')
    .innerJoin('pool_shards', (join) =>
      join
        .onRef('pool_shards.pool_id', '=', 'pool_codes.pool_id')
        .onRef('pool_shards.shard', '=', 'pool_codes.shard'),
    )
    .select(['code_key', 'pool_codes.pool_id', 'pool_codes.shard', 'seq', 'upload_id', 'line'])
    .select('handed')
    .where('code_key', 'in', listOf(db, keys))
    .execute();
}

/**
 * Adds codes that don't count yet. One statement with one parameter for all, because a million must be fast.
 * @returns how many; fewer than given if somebody else adds one of them at this moment
 */
export async function addCodes(tx: Tx, codes: readonly NewCode[]): Promise<number> {
  const json = JSON.stringify(codes);
  const { numAffectedRows = 0n } = await (isPostgres(tx.db)
    ? sql`insert into pool_codes (pool_id, shard, seq, code_key, sealed, upload_id, line)
        select pool_id, shard, seq, code_key, sealed, upload_id, line
        from json_to_recordset(${json}::json) as code (pool_id bigint, shard bigint, seq bigint,
          code_key text, sealed text, upload_id bigint, line bigint)
        on conflict (code_key) do nothing`
    : sql`insert into pool_codes (pool_id, shard, seq, code_key, sealed, upload_id, line)
        select value ->> 'pool_id', value ->> 'shard', value ->> 'seq', value ->> 'code_key',
          value ->> 'sealed', value ->> 'upload_id', value ->> 'line'
        from json_each(${json})`
  ).execute(tx.db);
  return Number(numAffectedRows);
}

/** @returns undefined where there is no code */
export function codeAt(
  db: Kysely<Tables>,
  { poolId, shard, seq }: PoolPlace,
): Promise<Pick<PoolCodeRow, 'sealed' | 'spoiled'> | undefined> {
  return db
    .selectFrom('pool_codes')
    .select(['sealed', 'spoiled'])
    .where('pool_id', '=', poolId)
    .where('shard', '=', shard)
    .where('seq', '=', seq)
    .executeTakeFirst();
}

/** Marks a code that the till has used before anybody had it: it must never be handed out. */
export async function spoilCode(tx: Tx, { poolId, shard, seq }: PoolPlace): Promise<void> {
  await tx.db
    .updateTable('pool_codes')
    .set({ spoiled: 1 })
    .where('pool_id', '=', poolId)
    .where('shard', '=', shard)
    .where('seq', '=', seq)
    .execute();
}

/**
 * Deletes codes of a shard that never counted, at most `limit`: the rest of an upload that was refused or killed.
 * @returns how many there were
 */
export async function removeUncounted(
  tx: Tx,
  { poolId, shard, loaded }: { poolId: number; shard: number; loaded: number },
  limit: number,
): Promise<number> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('pool_codes')
    .where('pool_id', '=', poolId)
    .where('shard', '=', shard)
    .where('seq', '>', loaded)
    .where('seq', '<=', (eb) =>
      eb
        .selectFrom('pool_codes as first')
        .select((inner) => inner(inner.fn.min('first.seq'), '+', limit - 1).as('last'))
        .where('first.pool_id', '=', poolId)
        .where('first.shard', '=', shard)
        .where('first.seq', '>', loaded),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** Many values as one parameter, so that the statement's text stays short and always the same. */
function listOf(db: Kysely<Tables>, values: readonly string[]) {
  const json = JSON.stringify(values);
  return isPostgres(db)
    ? sql<string>`(select json_array_elements_text(${json}::json))`
    : sql<string>`(select value from json_each(${json}))`;
}

import { type Kysely, sql } from 'kysely';
import { purgeSome } from '#server/storage/db/dialect.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { MergeAskRow } from '#server/storage/db/schema-merges.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** What a member who is about to merge has shown; undefined: nothing. */
export const mergeAskOf = (
  db: Kysely<Tables>,
  memberId: string,
): Promise<MergeAskRow | undefined> =>
  db.selectFrom('merge_asks').selectAll().where('member_id', '=', memberId).executeTakeFirst();

/** In the place of what they asked before. */
export async function putMergeAsk(tx: Tx, row: MergeAskRow): Promise<void> {
  const { member_id: _key, ...change } = row;
  await tx.db
    .insertInto('merge_asks')
    .values(row)
    .onConflict((conflict) => conflict.column('member_id').doUpdateSet(change))
    .execute();
}

export async function dropMergeAsk(tx: Tx, memberId: string): Promise<void> {
  await tx.db.deleteFrom('merge_asks').where('member_id', '=', memberId).execute();
}

/** Deletes some of those whose time is over at `at` (`purgeSome`). */
export const purgeMergeAsks = (tx: Tx, at: number): Promise<number> =>
  purgeSome(tx.db, 'merge_asks', sql`ends_at <= ${at}`);

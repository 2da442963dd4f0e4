import { type Kysely, sql } from 'kysely';
import { purgeSome } from '#server/storage/db/dialect.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { DeclinedMergeRow, MergeOfferRow } from '#server/storage/db/schema-merges.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** Notes the no of the member whose offer it is, in the place of what they said of the same two before. */
export async function putDeclinedMerge(
  tx: Tx,
  { member_id, with_id, ends_at }: MergeOfferRow,
  at: number,
): Promise<void> {
  await tx.db
    .insertInto('declined_merges')
    .values({ member_id, with_id, at, ends_at })
    .onConflict((row) => row.columns(['member_id', 'with_id']).doUpdateSet({ at, ends_at }))
    .execute();
}

/** The last no to a merge with this member, theirs or the other one's, until the time of that merge is over. */
export const declinedMergeOf = (
  db: Kysely<Tables>,
  memberId: string,
  at: number,
): Promise<DeclinedMergeRow | undefined> =>
  standing(db, at)
    .where((eb) => eb.or([eb('member_id', '=', memberId), eb('with_id', '=', memberId)]))
    .executeTakeFirst();

/** The last no to a merge of these two. */
export const declinedMergeOfTwo = (
  db: Kysely<Tables>,
  two: readonly [string, string],
  at: number,
): Promise<DeclinedMergeRow | undefined> =>
  standing(db, at).where('member_id', 'in', two).where('with_id', 'in', two).executeTakeFirst();

const standing = (db: Kysely<Tables>, at: number) =>
  db.selectFrom('declined_merges').selectAll().where('ends_at', '>', at).orderBy('at', 'desc');

/** Two that are one membership have said yes. */
export async function dropDeclinedBetween(tx: Tx, two: readonly [string, string]): Promise<void> {
  await tx.db
    .deleteFrom('declined_merges')
    .where('member_id', 'in', two)
    .where('with_id', 'in', two)
    .execute();
}

/** Deletes some of those whose time is over at `at` (`purgeSome`). */
export const purgeDeclinedMerges = (tx: Tx, at: number): Promise<number> =>
  purgeSome(tx.db, 'declined_merges', sql`ends_at <= ${at}`);

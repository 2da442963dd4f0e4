import type { Kysely } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';
import type { ReviewLinkRow, ReviewRow } from '#server/storage/db/schema-opinions.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** The review under an id of the shop's, of any member. */
export const reviewById = (db: Kysely<Tables>, id: string): Promise<ReviewRow | undefined> =>
  db.selectFrom('reviews').selectAll().where('review_id', '=', id).executeTakeFirst();

/** Whether a member's review of a product was taken before. */
export async function hasReviewed(
  db: Kysely<Tables>,
  memberId: string,
  product: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('reviews')
    .select('review_id')
    .where('member_id', '=', memberId)
    .where('product', '=', product)
    .where('outcome', '=', 'given')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** @returns whether it is new: an id is good once, whoever tries at once */
export async function addReview(tx: Tx, row: ReviewRow): Promise<boolean> {
  const added = await tx.db
    .insertInto('reviews')
    .values(row)
    .onConflict((conflict) => conflict.column('review_id').doNothing())
    .returning('review_id')
    .executeTakeFirst();
  return added !== undefined;
}

/** Notes what it gave, in the transaction that has added it. */
export async function noteOutcome(
  tx: Tx,
  { review_id, member_id }: Pick<ReviewRow, 'review_id' | 'member_id'>,
  outcome: Pick<ReviewRow, 'outcome' | 'points'>,
): Promise<void> {
  await tx.db
    .updateTable('reviews')
    .set(outcome)
    .where('member_id', '=', member_id)
    .where('review_id', '=', review_id)
    .execute();
}

export async function addReviewLink(tx: Tx, row: ReviewLinkRow): Promise<ReviewLinkRow> {
  await tx.db
    .insertInto('review_links')
    .values(row)
    .onConflict((conflict) => conflict.column('review_id').doNothing())
    .execute();
  return tx.db
    .selectFrom('review_links')
    .selectAll()
    .where('review_id', '=', row.review_id)
    .executeTakeFirstOrThrow();
}

export const reviewLink = (db: Kysely<Tables>, id: string): Promise<ReviewLinkRow | undefined> =>
  db.selectFrom('review_links').selectAll().where('id', '=', id).executeTakeFirst();

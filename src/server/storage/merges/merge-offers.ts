import { type Kysely, sql } from 'kysely';
import { purgeSome } from '#server/storage/db/dialect.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { MergeOfferRow } from '#server/storage/db/schema-merges.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** The merge that support has begun for a member; undefined: none, it is over, or the other one has theirs no more. */
export const mergeOfferOf = (
  db: Kysely<Tables>,
  memberId: string,
  at: number,
): Promise<MergeOfferRow | undefined> =>
  db
    .selectFrom('merge_offers as own')
    .innerJoin('merge_offers as other', (join) =>
      join
        .onRef('other.member_id', '=', 'own.with_id')
        .onRef('other.with_id', '=', 'own.member_id'),
    )
    .selectAll('own')
    .where('own.member_id', '=', memberId)
    .where('own.ends_at', '>', at)
    .executeTakeFirst();

/** In the place of what was begun for either of both before. The caller has locked both. */
export async function putMergeOffer(
  tx: Tx,
  { goesOnId, endsId, ...time }: MergeOfferOfTwo,
): Promise<void> {
  await dropMergeOffers(tx, [goesOnId, endsId]);
  await tx.db
    .insertInto('merge_offers')
    .values([
      { member_id: goesOnId, with_id: endsId, side: 'goes-on', ...time },
      { member_id: endsId, with_id: goesOnId, side: 'ends', ...time },
    ])
    .execute();
}

interface MergeOfferOfTwo extends Pick<MergeOfferRow, 'at' | 'ends_at'> {
  readonly goesOnId: string;
  readonly endsId: string;
}

/** Nothing is begun for these members any more, nor for those with whom it was. */
export async function dropMergeOffers(tx: Tx, memberIds: readonly string[]): Promise<void> {
  await tx.db
    .deleteFrom('merge_offers')
    .where((eb) => eb.or([eb('member_id', 'in', memberIds), eb('with_id', 'in', memberIds)]))
    .execute();
}

/** Ends this one for both of its members, and no other that was begun since. @returns false: it was over */
export async function endMergeOfferRows(tx: Tx, offer: MergeOfferRow): Promise<boolean> {
  const { member_id: memberId, with_id: withId, at } = offer;
  const { numDeletedRows } = await tx.db
    .deleteFrom('merge_offers')
    .where('member_id', 'in', [memberId, withId])
    .where('with_id', 'in', [memberId, withId])
    .where('at', '=', at)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Deletes some of those whose time is over at `at` (`purgeSome`). */
export const purgeMergeOffers = (tx: Tx, at: number): Promise<number> =>
  purgeSome(tx.db, 'merge_offers', sql`ends_at <= ${at}`);

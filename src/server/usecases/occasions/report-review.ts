import { isOn } from '#domain/earning/fitting.ts';
import { productKey } from '#domain/earning/goods.ts';
import { reviewRules } from '#domain/earning/survey.ts';
import { isAhead } from '#domain/purchase/till-clock.ts';
import { Refused } from '#domain/refusal.ts';
import { memberTopic } from '#server/storage/db/live.ts';
import type { ReviewRow } from '#server/storage/db/schema-opinions.ts';
import { addReview, hasReviewed, noteOutcome, reviewById } from '#server/storage/people/reviews.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { lockPresent } from '#server/usecases/ground/lock-present.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import { giveForOccasion } from '#server/usecases/points/give-for-occasion.ts';
import { tierOfMember } from '#server/usecases/standing/member-tier.ts';

/** What a review gave, and why it gave nothing. */
export type ReviewGave = Pick<ReviewRow, 'outcome' | 'points'>;

interface Reported {
  /** The shop's own, good once. */
  readonly reviewId: string;
  readonly memberId: string;
  /** A GTIN or the shop's own article number. */
  readonly product: string;
  readonly rating: number | null;
  readonly writtenAt: number;
}

/**
 * Gives for a review that was written elsewhere, once for each of a member's products, whatever it says. The same id
 * again answers the same. It counts when it arrives.
 * @throws Refused `review-none`, `review-early`, `time-ahead`, `id-taken` when the id is of another
 * member's or product's review
 */
export const reportReview = (context: Context, reported: Reported): Promise<ReviewGave> =>
  transact(context, (work) =>
    takeReview(work, { ...reported, product: productKey(reported.product), source: 'api' }),
  );

export interface Review extends Omit<Reported, 'product'> {
  /** As `productKey` spells it. */
  readonly product: string;
  readonly source: ReviewRow['source'];
}

/** Locks the member. @throws Refused as `reportReview` does */
export async function takeReview(work: Work, review: Review): Promise<ReviewGave> {
  const { reviewId, memberId, product, rating, writtenAt, source } = review;
  const { at } = work;
  const member = await lockPresent(work, memberId);
  const before = await takenBefore(work, review);
  if (before) return before;
  const rules = reviewRules(work.program).filter((rule) => isOn(rule, at));
  if (rules.length === 0) throw new Refused({ key: 'review-none' });
  if (isAhead(writtenAt, at)) throw new Refused({ key: 'time-ahead', now: at });
  if (writtenAt < member.joined_at) throw new Refused({ key: 'review-early' });
  const had = await hasReviewed(work.db, memberId, product);
  const isNew = await addReview(work, {
    review_id: reviewId,
    member_id: memberId,
    product,
    rating,
    written_at: writtenAt,
    source,
    outcome: had ? 'had' : 'limits',
    points: 0,
    at,
  });
  // Somebody else's request under this id has committed meanwhile.
  if (!isNew) return (await takenBefore(work, review)) ?? { outcome: 'limits', points: 0 };
  if (had) return { outcome: 'had', points: 0 };
  const { tier } = await tierOfMember(work, memberId);
  let points = 0;
  for (const rule of rules) {
    points += await giveForOccasion(work, {
      memberId,
      rule,
      occasion: product,
      storeId: null,
      tier,
    });
  }
  if (points === 0) return { outcome: 'limits', points };
  const own = { review_id: reviewId, member_id: memberId };
  await noteOutcome(work, own, { outcome: 'given', points });
  work.tell(memberTopic(memberId));
  return { outcome: 'given', points };
}

/** What this very review gave before. */
async function takenBefore(
  { db }: Work,
  { reviewId, memberId, product }: Review,
): Promise<ReviewGave | null> {
  const row = await reviewById(db, reviewId);
  if (!row) return null;
  if (row.member_id !== memberId || row.product !== product) throw new Refused({ key: 'id-taken' });
  return { outcome: row.outcome, points: row.points };
}

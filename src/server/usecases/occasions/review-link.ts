import { reviewAt } from '#contract/paths.ts';
import { isOn } from '#domain/earning/fitting.ts';
import { productKey } from '#domain/earning/goods.ts';
import { reviewRules } from '#domain/earning/survey.ts';
import { Refused } from '#domain/refusal.ts';
import type { ReviewLinkRow } from '#server/storage/db/schema-opinions.ts';
import { isErased } from '#server/storage/people/members.ts';
import { addReviewLink, reviewById, reviewLink } from '#server/storage/people/reviews.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { lockPresent } from '#server/usecases/ground/lock-present.ts';
import { makeShortToken } from '#server/usecases/ground/make-id.ts';
import { type ReadWork, readWork, transact } from '#server/usecases/ground/work.ts';
import { type ReviewGave, takeReview } from './report-review.ts';

/** For how many days a link gives, where nobody says it. */
export const usualLinkDays = 30;

const dayMs = 24 * 60 * 60_000;

interface Wish {
  /** The shop's own id of the review to come; the same again is the same link. */
  readonly reviewId: string;
  readonly memberId: string;
  /** A GTIN or the shop's own article number. */
  readonly product: string;
  /** 1 to 90. */
  readonly days: number;
}

/**
 * Makes a link that gives for one review, once. It carries an id and its signature, and nothing of the member.
 * @throws Refused `id-taken` when the id is of another member's or product's review
 */
export const makeReviewLink = (
  context: Context,
  { reviewId, memberId, product, days }: Wish,
): Promise<{ url: string; endsAt: number }> =>
  transact(context, async (work) => {
    await lockPresent(work, memberId);
    const wanted = { member_id: memberId, product: productKey(product) };
    const row = await addReviewLink(work, {
      review_id: reviewId,
      id: makeShortToken(context),
      ...wanted,
      made_at: work.at,
      ends_at: work.at + days * dayMs,
    });
    const known = (await reviewById(work.db, reviewId)) ?? row;
    const isSame = [row, known].every(
      (one) => one.member_id === memberId && one.product === wanted.product,
    );
    if (!isSame) throw new Refused({ key: 'id-taken' });
    const token = `${row.id}.${context.secrets.hash('review-link', row.id)}`;
    return { url: `${context.publicUrl}${reviewAt(token)}`, endsAt: row.ends_at };
  });

/** How a link stands for whoever opens it. */
export type ReviewLinkState =
  | { readonly state: 'ready' }
  | { readonly state: 'taken'; readonly gave: ReviewGave }
  /** Nothing gives for reviews now; it may later. */
  | { readonly state: 'none' }
  /** Too old, not ours, or its member has left. */
  | { readonly state: 'over' }
  /** Another member is signed in. */
  | { readonly state: 'other' };

/** @param viewer who is signed in; null: nobody */
export async function viewReviewLink(
  context: Context,
  token: string,
  viewer: string | null,
): Promise<ReviewLinkState> {
  const work = await readWork(context);
  return (await found(work, token, viewer)).shown;
}

/**
 * Gives for the review that a link stands for, once, to the member whom it was made for: also where nobody is signed in,
 * because it can't give to anybody else.
 * @throws Refused `review-link-over`, `review-link-other`, `review-none`, `review-early`
 */
export async function takeByLink(
  context: Context,
  token: string,
  viewer: string | null,
): Promise<ReviewGave> {
  const { row, shown } = await found(await readWork(context), token, viewer);
  if (shown.state === 'taken') return shown.gave;
  if (shown.state === 'other') throw new Refused({ key: 'review-link-other' });
  if (!row || shown.state === 'over') throw new Refused({ key: 'review-link-over' });
  return transact(context, (work) => {
    const { review_id: reviewId, member_id: memberId, product } = row;
    const written = { rating: null, writtenAt: work.at, source: 'link' } as const;
    return takeReview(work, { reviewId, memberId, product, ...written });
  });
}

async function found(
  { context, db, program, at }: ReadWork,
  token: string,
  viewer: string | null,
): Promise<{ row: ReviewLinkRow | null; shown: ReviewLinkState }> {
  const [id = '', signature = ''] = token.split('.');
  const isOurs = context.secrets.isHash('review-link', id, signature);
  const row = isOurs ? await reviewLink(db, id) : undefined;
  if (!row || (await isErased(db, row.member_id))) return { row: null, shown: { state: 'over' } };
  if (viewer !== null && viewer !== row.member_id) return { row, shown: { state: 'other' } };
  const taken = await reviewById(db, row.review_id);
  if (taken) {
    const { outcome, points } = taken;
    return { row, shown: { state: 'taken', gave: { outcome, points } } };
  }
  if (at >= row.ends_at) return { row, shown: { state: 'over' } };
  const gives = reviewRules(program).some((rule) => isOn(rule, at));
  return { row, shown: { state: gives ? 'ready' : 'none' } };
}

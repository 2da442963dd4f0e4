import { instantOf } from '#server/http/edge/instant.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { productOf } from '#server/usecases/members/fact-line.ts';
import { reportAnswer } from '#server/usecases/occasions/answer-survey.ts';
import { reportReview } from '#server/usecases/occasions/report-review.ts';
import { makeReviewLink, usualLinkDays } from '#server/usecases/occasions/review-link.ts';
import { memberIdNamed } from '#server/usecases/scan/find-named.ts';
import type { AdminHandlers } from './pool-files.ts';

/** Answers to surveys and reviews that came in elsewhere, and links that give for a review. */
export const opinions = (
  context: Context,
): Pick<AdminHandlers, 'surveyAnswers' | 'reviews' | 'reviewLinks'> => ({
  surveyAnswers: {
    post: async ({ body: { member, store, version, ...said } }) => {
      const memberId = await memberOf(context, member);
      const reported = { ...said, memberId, version: version ?? null, storeId: store ?? null };
      return { points: await reportAnswer(context, reported) };
    },
  },
  reviews: {
    post: async ({ body: { reviewId, member, rating, writtenAt, ...named } }) => {
      const reported = {
        reviewId,
        product: productOf(named),
        rating: rating ?? null,
        memberId: await memberOf(context, member),
        writtenAt: instantOf(writtenAt, '/writtenAt'),
      };
      return reportReview(context, reported);
    },
  },
  reviewLinks: {
    post: async ({ body: { reviewId, member, days = usualLinkDays, ...named } }) => {
      const product = productOf(named);
      const memberId = await memberOf(context, member);
      const { url, endsAt } = await makeReviewLink(context, { reviewId, memberId, product, days });
      return { url, until: new Date(endsAt).toISOString() };
    },
  },
});

/** @throws Refused `member-unknown` */
const memberOf = async (context: Context, member: string): Promise<string> =>
  memberIdNamed(await readWork(context), member);

import { reviewRules, surveyRules } from '#domain/earning/survey.ts';
import { Refused } from '#domain/refusal.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeId } from '#server/usecases/ground/make-id.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { answerSurvey } from '#server/usecases/occasions/answer-survey.ts';
import { reportReview } from '#server/usecases/occasions/report-review.ts';
import { Chance } from './chance.ts';

/** A member who may say something; everything by chance is made of the visit's name. */
interface Voice {
  readonly memberId: string;
  readonly visit: string;
}

/** Every third taps an answer under a reward that they used, where the program asks. @param next the next act's context */
export async function answerAfterUse(
  next: () => Context,
  { memberId, visit }: Voice,
  redemptionId: string,
): Promise<void> {
  const chance = new Chance(`${visit} answers`);
  if (!chance.oneIn(3)) return;
  const context = next();
  const [survey] = surveyRules((await readWork(context)).program);
  if (!survey) return;
  const { id, version } = survey;
  const answer = chance.pick(survey.answers).id;
  const tapped = { memberId, redemptionId, survey: id, version, answer };
  try {
    await answerSurvey(context, tapped);
  } catch (error) {
    // Who answered within the rule's days is not asked, so nobody taps.
    if (!(error instanceof Refused && error.refusal.key === 'survey-answered')) throw error;
  }
}

/** Some write about what they bought, where the program gives for it; the shop's system reports it. */
export async function reviewBought(
  next: () => Context,
  { memberId, visit }: Voice,
  product: string | undefined,
): Promise<void> {
  const chance = new Chance(`${visit} reviews`);
  if (product === undefined || !chance.oneIn(12)) return;
  const context = next();
  const { program, at } = await readWork(context);
  if (reviewRules(program).length === 0) return;
  const rating = 1 + chance.below(5);
  await reportReview(context, {
    reviewId: makeId(context),
    memberId,
    product,
    rating,
    writtenAt: at,
  });
}

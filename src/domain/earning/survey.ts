import { inOrder, type ReviewRule, type SurveyRule } from '#domain/program/earning-rule.ts';
import type { Program } from '#domain/program/program.ts';

const dayMs = 24 * 60 * 60_000;

/** For so long after a reward was used its page asks: people look again on the same day, or when they tidy up. */
export const askedForMs = 7 * dayMs;

/** An answer that a member gave to a survey. */
interface Answered {
  readonly version: number;
  readonly at: number;
}

/**
 * Whether a member may answer at an instant: once each version, or, where the rule names days, when so many lie between
 * this answer and any other of theirs, earlier or later, whatever its version.
 */
export const mayAnswer = (
  { version, everyDays }: Pick<SurveyRule, 'version' | 'everyDays'>,
  had: readonly Answered[],
  at: number,
): boolean =>
  everyDays === undefined
    ? had.every((one) => one.version !== version)
    : had.every((one) => Math.abs(at - one.at) >= everyDays * dayMs);

/**
 * Which of a member's answers it is. Where a version is answered once, the name has no number, so that it can't be given
 * for twice.
 * @param number counts a member's answers to the survey from 1
 */
export const answerNamed = (
  { version, everyDays }: Pick<SurveyRule, 'version' | 'everyDays'>,
  number: number,
): string => (everyDays === undefined ? `v${version}` : `v${version}/${number}`);

/** By what the answer under a used voucher comes: the same voucher is the same answer. */
export const sourceOfVoucher = (redemptionId: string): string => `voucher:${redemptionId}`;

/** In the order of the file: the first that a member can answer is asked. */
export const surveyRules = ({ earning = [] }: Pick<Program, 'earning'>): SurveyRule[] =>
  earning.filter((rule) => rule.kind === 'survey');

export const reviewRules = ({ earning = [] }: Pick<Program, 'earning'>): ReviewRule[] =>
  inOrder(earning.filter((rule) => rule.kind === 'review'));

import { isOn } from '#domain/earning/fitting.ts';
import {
  answerNamed,
  askedForMs,
  mayAnswer,
  sourceOfVoucher,
  surveyRules,
} from '#domain/earning/survey.ts';
import type { SurveyRule } from '#domain/program/earning-rule.ts';
import { Refused } from '#domain/refusal.ts';
import { memberTopic } from '#server/storage/db/live.ts';
import { addAnswer, answersOf } from '#server/storage/people/survey-answers.ts';
import { redemptionRow } from '#server/storage/vouchers/redemptions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { lockPresent } from '#server/usecases/ground/lock-present.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import { giveForOccasion } from '#server/usecases/points/give-for-occasion.ts';
import { tierOfMember } from '#server/usecases/standing/member-tier.ts';

/** One answer, as it is kept. */
interface Answer {
  readonly memberId: string;
  /** The rule's id. */
  readonly survey: string;
  /** Which version of the question was read; null: the one in force. */
  readonly version: number | null;
  readonly answer: string;
  /** By what it came (`SurveyAnswerRow`): the same again is the same answer. */
  readonly source: string;
  readonly storeId: string | null;
}

interface Tapped {
  readonly memberId: string;
  readonly redemptionId: string;
  readonly survey: string;
  readonly version: number;
  readonly answer: string;
}

/**
 * Keeps the answer that a member tapped under a used voucher, and gives for it. The same tap again changes nothing.
 * @returns its points; 0: the limits left nothing
 * @throws Refused `redemption-unknown`, `survey-over`, `survey-answered`
 */
export const answerSurvey = (context: Context, tapped: Tapped): Promise<number> =>
  transact(context, async (work) => {
    const { memberId, redemptionId } = tapped;
    await lockPresent(work, memberId);
    const voucher = await redemptionRow(work.db, memberId, redemptionId);
    if (!voucher) throw new Refused({ key: 'redemption-unknown' });
    const { used_at: usedAt, used_store_id: storeId } = voucher;
    if (voucher.state !== 'redeemed' || usedAt === null || work.at >= usedAt + askedForMs)
      throw new Refused({ key: 'survey-over' });
    return keepAnswer(work, { ...tapped, source: sourceOfVoucher(redemptionId), storeId });
  });

interface Reported {
  /** Made by the caller; good once for a member. */
  readonly id: string;
  readonly memberId: string;
  readonly survey: string;
  readonly version: number | null;
  readonly answer: string;
  readonly storeId: string | null;
}

/**
 * Keeps an answer that was given elsewhere, such as behind a mail's button. It counts when it arrives.
 * @returns its points; 0: the limits left nothing
 * @throws Refused `store-unknown`, `survey-over`, `survey-answered`, `request-invalid` for an answer
 * that the question has not, `id-taken` when the id brought another answer
 */
export const reportAnswer = (context: Context, reported: Reported): Promise<number> =>
  transact(context, async (work) => {
    const { id, memberId, storeId } = reported;
    await lockPresent(work, memberId);
    demandStore(work, storeId);
    return keepAnswer(work, { ...reported, source: `id:${id}` });
  });

/** @param storeId null: nobody said where. @throws Refused `store-unknown` */
export function demandStore({ program }: Work, storeId: string | null): void {
  if (storeId === null || program.stores.some(({ id }) => id === storeId)) return;
  throw new Refused({ key: 'store-unknown', store: storeId });
}

/**
 * Keeps an answer, whoever tells it. The caller has locked the member.
 * @throws Refused `survey-over`, `survey-answered`, `request-invalid`, `id-taken`
 */
export async function keepAnswer(work: Work, said: Answer): Promise<number> {
  const { memberId, survey, source, answer, storeId } = said;
  const all = await answersOf(work.db, memberId);
  // Of any survey: one voucher is asked about once, whichever question the program has by now.
  const before = all.find((one) => one.source === source);
  if (before) {
    if (before.rule_id === survey && before.answer === answer) return before.points;
    throw new Refused({ key: source.startsWith('id:') ? 'id-taken' : 'survey-answered' });
  }
  const rule = asked(work, said);
  const had = all.filter(({ rule_id }) => rule_id === survey);
  if (!mayAnswer(rule, had, work.at)) throw new Refused({ key: 'survey-answered' });
  const { tier } = await tierOfMember(work, memberId);
  const number = had.length + 1;
  const occasion = answerNamed(rule, number);
  const points = await giveForOccasion(work, { memberId, rule, occasion, storeId, tier });
  await addAnswer(work, {
    member_id: memberId,
    rule_id: survey,
    number,
    source,
    version: rule.version,
    answer,
    store_id: storeId,
    points,
    at: work.at,
  });
  work.tell(memberTopic(memberId));
  return points;
}

/** The rule that asks what was answered. */
function asked({ program, at }: Work, { survey, version, answer }: Answer): SurveyRule {
  const rule = surveyRules(program).find(({ id }) => id === survey);
  if (!rule || !isOn(rule, at) || (version !== null && version !== rule.version))
    throw new Refused({ key: 'survey-over' });
  if (rule.answers.some(({ id }) => id === answer)) return rule;
  const known = rule.answers.map(({ id }) => id).join(', ');
  const detail = `the answers are ${known}`;
  throw new Refused({ key: 'request-invalid', pointer: '/answer', detail });
}

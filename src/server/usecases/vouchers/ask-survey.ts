import type { Voucher } from '#contract/member.ts';
import { surveyApi } from '#contract/paths.ts';
import type { SurveyAsked } from '#contract/survey.ts';
import { isOn } from '#domain/earning/fitting.ts';
import { occasionPoints } from '#domain/earning/occasion.ts';
import { askedForMs, mayAnswer, sourceOfVoucher, surveyRules } from '#domain/earning/survey.ts';
import type { SurveyRule } from '#domain/program/earning-rule.ts';
import { textIn } from '#domain/program/text.ts';
import { everything } from '#i18n/everything.ts';
import { isLanguage } from '#i18n/language.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';
import { answersOf } from '#server/storage/people/survey-answers.ts';
import { totalsOf } from '#server/storage/purchases/earning-totals.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';
import { tierOfMember } from '#server/usecases/standing/member-tier.ts';

/** The question under a used voucher: the first of the file that its member can answer and that gives something; or thanks. */
export async function askSurvey(
  work: ReadWork,
  row: RedemptionRow,
  language: string,
): Promise<Pick<Voucher, 'survey'>> {
  const { db, program, at } = work;
  const { member_id: memberId, used_at: usedAt, used_store_id: storeId } = row;
  const rules = surveyRules(program).filter((rule) => isOn(rule, at));
  if (rules.length === 0 || usedAt === null || at >= usedAt + askedForMs) return {};
  const t = everything(isLanguage(language) ? language : 'en');
  const had = await answersOf(db, memberId);
  const here = had.find(({ source }) => source === sourceOfVoucher(row.id));
  if (here) {
    const { points } = here;
    return {
      survey: { thanks: points > 0 ? t('survey.thanks', { points }) : t('survey.thanks-only') },
    };
  }
  const open = rules.filter((rule) =>
    mayAnswer(
      rule,
      had.filter(({ rule_id }) => rule_id === rule.id),
      at,
    ),
  );
  if (open.length === 0) return {};
  const isForTiers = open.some(({ when }) => when.tiers);
  const tier = isForTiers ? (await tierOfMember(work, memberId)).tier : null;
  const inAll = await totalsOf(
    db,
    open.map(({ id }) => id),
  );
  const given = { toMember: new Map(), inAll };
  for (const rule of open) {
    const points = occasionPoints(rule, { at, storeId, tier }, given, program.timeZone);
    if (points > 0) return { survey: questionOf(rule, { points, language, id: row.id }) };
  }
  return {};
}

function questionOf(
  rule: SurveyRule,
  { points, language, id }: { points: number; language: string; id: string },
): SurveyAsked {
  const t = everything(isLanguage(language) ? language : 'en');
  return {
    id: rule.id,
    version: rule.version,
    question: textIn(rule.question, language),
    hint: t('survey.hint', { points }),
    answers: rule.answers.map((one) => ({ id: one.id, text: textIn(one.text, language) })),
    to: surveyApi.survey.replace(':redemptionId', id),
    over: t('survey.over'),
  };
}

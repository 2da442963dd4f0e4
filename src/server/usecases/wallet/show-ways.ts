import type { EarningWay } from '#contract/profile.ts';
import { limitOfMember } from '#domain/earning/room.ts';
import { type EarningRule, isOccasion } from '#domain/program/earning-rule.ts';
import { tierNameOf } from '#domain/program/gone.ts';
import { amountOff, type Program, storeOf, type Tier } from '#domain/program/program.ts';
import { rewardOf } from '#domain/program/reward.ts';
import { textIn } from '#domain/program/text.ts';
import { readableRate } from '#domain/values/currency.ts';
import { everything } from '#i18n/everything.ts';
import { formatOf } from '#i18n/format.ts';
import { isLanguage, type Language } from '#i18n/language.ts';
import { hoursIn } from '#server/usecases/vouchers/reward-terms.ts';

/** Whom a way to earn is told to. */
interface Reader {
  readonly program: Program;
  readonly tier: Tier;
  readonly language: string;
}

/** The words of the link to the ways to earn, so that the wallet's script need not carry them. */
export const waysLink = ({ earning = [], claims }: Program, language: string): { ways?: string } =>
  earning.length === 0 && !claims ? {} : { ways: wordsOf(language)('earning.link') };

const known = (language: string): Language => (isLanguage(language) ? language : 'en');

const wordsOf = (language: string) => everything(known(language));

const formatFor = ({ program, language }: Reader) => formatOf(known(language), program.timeZone);

/** What every purchase earns, at the reader's tier. */
export function usualWay(reader: Reader): EarningWay {
  const { program, tier, language } = reader;
  const rate = (program.pointsPerUnit * tier.rateHundredths) / 100;
  return {
    id: 'purchase',
    name: wordsOf(language)('earning.usual'),
    gives: perUnit(reader, rate),
    asks: [],
  };
}

/** A rule in words: what it gives, and what it asks. */
export const showWay = (rule: EarningRule, reader: Reader): Omit<EarningWay, 'progress'> => ({
  id: rule.id,
  name: textIn(rule.name, reader.language),
  gives: givesOf(rule, reader),
  asks: [...kindAsks(rule, reader), ...timeAsks(rule, reader), ...placeAsks(rule, reader)],
});

function perUnit(reader: Reader, perOne: number): string {
  const { rate, money } = readableRate(perOne, reader.program.currency);
  return wordsOf(reader.language)('earning.per-unit', {
    rate,
    money: formatFor(reader).money(money),
  });
}

function givesOf(rule: EarningRule, reader: Reader): string {
  const t = wordsOf(reader.language);
  if (rule.kind === 'stamps' && rule.reward) {
    const reward = rewardOf(reader.program, rule.reward.id);
    const name = reward ? textIn(reward.name, reader.language) : '';
    return t('earning.card-reward', { reward: name, count: rule.every });
  }
  if (rule.kind === 'stamps') {
    return t('earning.card', { points: rule.points, count: rule.every });
  }
  if (rule.kind === 'spend-goal' || isOccasion(rule)) {
    return t('earning.points', { points: rule.points });
  }
  const rate = rule.tierRate ? reader.tier.rateHundredths / 100 : 1;
  const { gives } = rule;
  switch (gives.give) {
    case 'points':
      return t('earning.points', { points: Math.floor(gives.points * rate) });
    case 'each':
      return t('earning.each', { points: Math.floor(gives.points * rate) });
    case 'per-unit':
      return perUnit(reader, (gives.tenThousandths * rate) / 10_000);
    case 'times':
      return t('earning.times', { times: gives.hundredths / 100 });
  }
}

function kindAsks(rule: EarningRule, { language }: Reader): string[] {
  const t = wordsOf(language);
  if (rule.kind === 'profile-step') return [t('earning.step')];
  if (rule.kind === 'survey') {
    const { everyDays: count } = rule;
    return [
      t('earning.survey'),
      count === undefined ? t('earning.step') : t('earning.survey-again', { count }),
    ];
  }
  if (rule.kind === 'check-in' || rule.kind === 'review') {
    const { perDay, perMember: often } = rule.limits;
    return [
      t(`earning.${rule.kind}`),
      ...(perDay === undefined ? [] : [t('limit.day', { count: perDay })]),
      ...(often ? [t(`limit.${often.every}`, { count: often.count })] : []),
    ];
  }
  if (rule.kind === 'newsletter')
    return [t(rule.doubleOptIn ? 'earning.newsletter-code' : 'earning.newsletter')];
  if (rule.kind === 'birthday') {
    const { afterDays: count } = rule;
    return [t('earning.birthday'), ...(count > 0 ? [t('earning.birthday-after', { count })] : [])];
  }
  if (rule.kind === 'spend-goal') return [t(`limit.${rule.every}`, { count: 1 })];
  if (rule.kind === 'first-purchase') return [t('earning.once')];
  const { perDay } = rule.limits;
  const often = limitOfMember(rule);
  return [
    ...(rule.kind === 'stamps' ? [t(`earning.card-${rule.counts}`)] : []),
    ...(perDay === undefined ? [] : [t('limit.day', { count: perDay })]),
    ...(often ? [t(`limit.${often.every}`, { count: often.count })] : []),
  ];
}

function timeAsks({ from, until, when }: EarningRule, reader: Reader): string[] {
  const t = wordsOf(reader.language);
  const format = formatFor(reader);
  const { days, hours } = when;
  // `until` is the first instant after it.
  const lastDay = until === undefined ? null : format.date(until - 1);
  return [
    ...spanAsks(t, from === undefined ? null : format.date(from), lastDay),
    ...(days
      ? [t('earning.days', { days: format.list(days.map((day) => t(`earning.${day}`))) })]
      : []),
    ...(hours ? [t('earning.between', hoursIn(known(reader.language), hours))] : []),
  ];
}

/** The first and the last day, in one sentence if there are both. */
function spanAsks(
  t: ReturnType<typeof wordsOf>,
  from: string | null,
  until: string | null,
): string[] {
  if (from !== null && until !== null) return [t('earning.between', { from, until })];
  if (from !== null) return [t('earning.from', { date: from })];
  return until === null ? [] : [t('earning.until', { date: until })];
}

function placeAsks({ when }: EarningRule, reader: Reader): string[] {
  const { program, language } = reader;
  const t = wordsOf(language);
  const format = formatFor(reader);
  const { minimumMinor, tiers, stores, channels } = when;
  const names = stores?.flatMap((id) => storeOf(program, id)?.name ?? []);
  return [
    ...(minimumMinor === undefined
      ? []
      : [t('earning.minimum', { money: format.money(amountOff(minimumMinor, program)) })]),
    ...(tiers
      ? [
          t('earning.tiers', {
            tiers: format.list(tiers.map((id) => tierNameOf(program, id, language))),
          }),
        ]
      : []),
    ...(names ? [t('earning.stores', { stores: format.list(names) })] : []),
    ...(channels?.length === 1 && channels[0] ? [t(`earning.${channels[0]}`)] : []),
  ];
}

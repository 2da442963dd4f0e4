import type { BeginningEarning } from '#contract/desk/desk-begin.ts';
import type { EarningRule } from '#domain/program/earning-rule.ts';
import type { Program } from '#domain/program/program.ts';
import { minorDigits } from '#domain/values/currency.ts';

/** What a program that was made of a template gives points for, as it is said before anybody joins. */
export function viewEarning(program: Program): BeginningEarning {
  const { pointsPerUnit, currency, welcomePoints, earning = [] } = program;
  // A template's points for a unit are 1, 2 or 5 times a power of ten: a part of a point is one for several units.
  const units = pointsPerUnit < 1 ? Math.round(1 / pointsPerUnit) : 1;
  const referral = earning.find(isKind('referral'));
  return {
    points: Math.round(pointsPerUnit * units),
    paid: { minor: units * 10 ** minorDigits(currency), currency },
    welcome: welcomePoints,
    birthday: earning.find(isKind('birthday'))?.points ?? null,
    inviting: referral
      ? {
          inviter: referral.inviterPoints,
          friend: referral.points,
          purchases: referral.purchases,
        }
      : null,
    cards: earning
      .filter(isKind('stamps'))
      .flatMap(({ name, points }) => (points > 0 ? [{ name, points }] : [])),
  };
}

const isKind =
  <K extends EarningRule['kind']>(kind: K) =>
  (rule: EarningRule): rule is Extract<EarningRule, { kind: K }> =>
    rule.kind === kind;

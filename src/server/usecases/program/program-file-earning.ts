import type { FileRule } from '#contract/program/earning-rules.ts';
import type { ProgramFile } from '#contract/program-file.ts';
import {
  type EarningRule,
  type Gift,
  usualReferral,
  usualRewardDays,
} from '#domain/program/earning-rule.ts';
import type { Program } from '#domain/program/program.ts';
import { readDecimal } from '#domain/values/money.ts';
import { limitsOf, type Path, questionOf, type Reader, whenOf } from './program-file-terms.ts';
import { instantOf } from './program-file-times.ts';

export type EarningSettings = Pick<Program, 'earning' | 'multipliedAtMostHundredths'>;

const saleGifts = ['points', 'points-per-unit', 'points-each', 'times'] as const;
const gifts = [...saleGifts, 'reward'] as const;
const own = [
  ...(['combines', 'tier-rate', 'stamps', 'counts', 'reward-days', 'spend', 'every'] as const),
  ...(['after-days', 'leap-day', 'fact', 'double-opt-in'] as const),
  ...(['inviter-points', 'purchases', 'within-days'] as const),
  ...(['question', 'answers', 'version', 'every-days'] as const),
] as const;
type Key = (typeof gifts)[number] | (typeof own)[number];

/** What each kind needs of its own: one of the gifts, and these keys; and which others it may have. */
const keysOf: Readonly<
  Record<
    FileRule['kind'],
    { gifts: readonly (typeof gifts)[number][]; needs?: readonly Key[]; may?: readonly Key[] }
  >
> = {
  purchase: { gifts: ['points-per-unit'], may: ['tier-rate'] },
  product: { gifts: saleGifts, may: ['combines', 'tier-rate'] },
  'bonus-period': { gifts: ['points', 'points-per-unit', 'times'], may: ['combines', 'tier-rate'] },
  'first-purchase': { gifts: ['points', 'times'], may: ['combines', 'tier-rate'] },
  act: { gifts: ['points'], may: ['tier-rate'] },
  stamps: { gifts: ['points', 'reward'], needs: ['stamps'], may: ['counts', 'reward-days'] },
  'spend-goal': { gifts: ['points'], needs: ['spend', 'every'] },
  referral: { gifts: ['points'], needs: ['inviter-points'], may: ['purchases', 'within-days'] },
  joining: { gifts: ['points'] },
  'profile-step': { gifts: ['points'], needs: ['fact'] },
  'check-in': { gifts: ['points'] },
  newsletter: { gifts: ['points'], needs: ['double-opt-in'] },
  survey: {
    gifts: ['points'],
    needs: ['question', 'answers'],
    may: ['version', 'every-days'],
  },
  review: { gifts: ['points'] },
  birthday: { gifts: ['points'], may: ['after-days', 'leap-day'] },
  apology: { gifts: ['points'] },
};

/** What a kind may ask and limit; kinds that are not here may all of it. */
const termsOf: Partial<
  Record<
    FileRule['kind'],
    {
      when: readonly (keyof NonNullable<FileRule['when']>)[];
      limits: readonly (keyof NonNullable<FileRule['limits']>)[];
    }
  >
> = {
  referral: { when: ['stores', 'channels', 'minimum'], limits: ['per-member', 'in-all'] },
  joining: { when: ['stores', 'days', 'hours'], limits: ['in-all', 'budget'] },
  birthday: { when: ['tiers'], limits: ['in-all', 'budget'] },
  'profile-step': { when: ['tiers'], limits: ['in-all', 'budget'] },
  'check-in': {
    when: ['tiers', 'stores', 'days', 'hours'],
    limits: ['per-day', 'per-member', 'in-all', 'budget'],
  },
  newsletter: { when: ['tiers'], limits: ['in-all', 'budget'] },
  survey: { when: ['tiers', 'stores'], limits: ['in-all', 'budget'] },
  review: { when: ['tiers'], limits: ['per-day', 'per-member', 'in-all', 'budget'] },
  apology: { when: [], limits: ['per-day', 'per-member', 'in-all', 'budget'] },
};

/** The ways to earn, in the domain's values; what the file leaves out has its default. */
export function earningSettings(file: ProgramFile, reader: Reader): EarningSettings {
  const cap = file['multiplied-at-most'];
  return {
    ...(file.earning && {
      earning: file.earning.map((rule, index) =>
        ruleOf(rule, ['earning', index], reader, file['time-zone']),
      ),
    }),
    ...(cap !== undefined && { multipliedAtMostHundredths: readDecimal(cap, 2) ?? 0 }),
  };
}

function ruleOf(rule: FileRule, path: Path, reader: Reader, timeZone: string): EarningRule {
  keyFaults(rule, path, reader);
  const common = {
    id: rule.id,
    name: reader.words(rule.name, [...path, 'name']),
    ...(rule.from !== undefined && { from: instantOf(rule.from, timeZone, 0) }),
    // People mean "through that day": it ends when the next day begins.
    ...(rule.until !== undefined && { until: instantOf(rule.until, timeZone, 1) }),
    when: whenOf(rule.when, [...path, 'when'], reader),
    limits: limitsOf(rule.limits),
  };
  const points = Number(rule.points ?? 1);
  const { kind } = rule;
  switch (kind) {
    case 'stamps':
      return {
        ...common,
        kind,
        every: Number(rule.stamps ?? 2),
        counts: rule.counts ?? 'purchases',
        ...(rule.reward === undefined
          ? { points }
          : {
              points: 0,
              reward: { id: rule.reward, days: Number(rule['reward-days'] ?? usualRewardDays) },
            }),
      };
    case 'spend-goal': {
      const goalMinor = reader.minor(rule.spend ?? '1', [...path, 'spend']);
      return { ...common, kind, goalMinor, every: rule.every ?? 'month', points };
    }
    case 'referral':
      return {
        ...common,
        kind,
        points,
        inviterPoints: Number(rule['inviter-points'] ?? 1),
        purchases: Number(rule.purchases ?? usualReferral.purchases),
        withinDays: Number(rule['within-days'] ?? usualReferral.withinDays),
      };
    case 'joining':
    case 'check-in':
    case 'review':
    case 'apology':
      return { ...common, kind, points };
    case 'profile-step':
      return { ...common, kind, points, fact: rule.fact ?? 'name' };
    case 'newsletter':
      return { ...common, kind, points, doubleOptIn: rule['double-opt-in'] === 'true' };
    case 'survey':
      return { ...common, kind, points, ...questionOf(rule, path, reader) };
    case 'birthday': {
      const afterDays = Number(rule['after-days'] ?? 30);
      return { ...common, kind, points, afterDays, leapDay: rule['leap-day'] ?? 'feb-28' };
    }
    default: {
      const tierRate = (rule['tier-rate'] ?? String(kind === 'purchase')) === 'true';
      return { ...common, kind, gives: giftOf(rule), combines: rule.combines ?? 'add', tierRate };
    }
  }
}

function keyFaults(rule: FileRule, path: Path, reader: Reader): void {
  const { gifts: wanted, needs = [], may = [] } = keysOf[rule.kind];
  for (const key of [...gifts, ...own]) {
    const goes = [...wanted, ...needs, ...may].includes(key);
    if (rule[key] !== undefined && !goes) {
      reader.fault([...path, key], `does not go with ${rule.kind}`);
    }
  }
  for (const key of needs) {
    if (rule[key] === undefined) {
      reader.fault([...path, key], `is missing: ${rule.kind} needs it`);
    }
  }
  const given = wanted.filter((key) => rule[key] !== undefined);
  if (given.length === 0) reader.fault(path, `gives nothing: it needs ${wanted.join(' or ')}`);
  const [, second] = given;
  if (second) reader.fault([...path, second], 'is a second gift: a rule gives one');
  if (rule.reward === undefined && rule['reward-days'] !== undefined && may.includes('reward-days'))
    reader.fault([...path, 'reward-days'], 'goes with reward only');
  termFaults(rule, path, reader);
  const { times } = rule;
  if (times === undefined && rule.combines !== undefined && may.includes('combines')) {
    reader.fault([...path, 'combines'], 'goes with times only');
  }
  if (times !== undefined && rule['tier-rate'] !== undefined) {
    reader.fault(
      [...path, 'tier-rate'],
      'does not go with times, which multiply what the tier gives',
    );
  }
}

function termFaults(rule: FileRule, path: Path, reader: Reader): void {
  const terms = termsOf[rule.kind];
  if (!terms) return;
  for (const part of ['when', 'limits'] as const) {
    const goes: readonly string[] = terms[part];
    for (const key of Object.keys(rule[part] ?? {})) {
      if (!goes.includes(key)) {
        reader.fault([...path, part, key], `does not go with ${rule.kind}`);
      }
    }
  }
}

function giftOf(rule: FileRule): Gift {
  const { points, times } = rule;
  const perUnit = rule['points-per-unit'];
  const each = rule['points-each'];
  if (times !== undefined) return { give: 'times', hundredths: readDecimal(times, 2) ?? 0 };
  if (perUnit !== undefined) {
    return { give: 'per-unit', tenThousandths: readDecimal(perUnit, 4) ?? 0 };
  }
  if (each !== undefined) return { give: 'each', points: Number(each) };
  return { give: 'points', points: Number(points ?? 0) };
}

import type { FileRule } from '#contract/program/earning-rules.ts';
import type {
  EarningConditions,
  EarningLimits,
  EarningRule,
  Gift,
  SaleRule,
} from '#domain/program/earning-rule.ts';
import { amountOf, goodsOf, hoursOf, momentOf, rateOf, wordsOf } from './file-values.ts';

interface Shop {
  readonly currency: string;
  readonly timeZone: string;
}

/** A way to earn as a file says it: what `program-file-earning.ts` reads. */
export function ruleInFile(rule: EarningRule, shop: Shop): FileRule {
  const { id, kind, name, from, until, when, limits } = rule;
  const asked = whenInFile(when, shop);
  const limited = limitsInFile(limits);
  return {
    id,
    kind,
    name: wordsOf(name),
    ...(from !== undefined && { from: momentOf(from, shop.timeZone) }),
    ...(until !== undefined && { until: momentOf(until, shop.timeZone, 1) }),
    ...(Object.keys(asked).length > 0 && { when: asked }),
    ...(Object.keys(limited).length > 0 && { limits: limited }),
    ...ownKeys(rule, shop),
  };
}

function ownKeys(rule: EarningRule, { currency }: Shop): Partial<FileRule> {
  switch (rule.kind) {
    case 'stamps': {
      const { every, counts, points, reward } = rule;
      return {
        stamps: String(every),
        counts,
        ...(reward
          ? { reward: reward.id, 'reward-days': String(reward.days) }
          : { points: String(points) }),
      };
    }
    case 'spend-goal':
      return {
        spend: amountOf(rule.goalMinor, currency),
        every: rule.every,
        points: String(rule.points),
      };
    case 'referral':
      return {
        points: String(rule.points),
        'inviter-points': String(rule.inviterPoints),
        purchases: String(rule.purchases),
        'within-days': String(rule.withinDays),
      };
    case 'profile-step':
      return { points: String(rule.points), fact: rule.fact };
    case 'newsletter':
      return { points: String(rule.points), 'double-opt-in': rule.doubleOptIn ? 'true' : 'false' };
    case 'survey':
      return {
        points: String(rule.points),
        question: wordsOf(rule.question),
        answers: rule.answers.map(({ id, text }) => ({ id, text: wordsOf(text) })),
        version: String(rule.version),
        ...(rule.everyDays !== undefined && { 'every-days': String(rule.everyDays) }),
      };
    case 'birthday':
      return {
        points: String(rule.points),
        'after-days': String(rule.afterDays),
        'leap-day': rule.leapDay,
      };
    case 'joining':
    case 'check-in':
    case 'review':
    case 'apology':
      return { points: String(rule.points) };
    default:
      return { ...giftInFile(rule.gives), ...howItGives(rule) };
  }
}

function giftInFile(gift: Gift): Partial<FileRule> {
  switch (gift.give) {
    case 'points':
      return { points: String(gift.points) };
    case 'per-unit':
      return { 'points-per-unit': rateOf(gift.tenThousandths, 4) };
    case 'each':
      return { 'points-each': String(gift.points) };
    case 'times':
      return { times: rateOf(gift.hundredths, 2) };
  }
}

/** A multiplier says how it joins others, all else whether the tier multiplies it; what is usual is left out. */
function howItGives({ kind, gives, combines, tierRate }: SaleRule): Partial<FileRule> {
  if (gives.give === 'times') return combines === 'add' ? {} : { combines };
  return tierRate === (kind === 'purchase') ? {} : { 'tier-rate': tierRate ? 'true' : 'false' };
}

function whenInFile(when: EarningConditions, { currency }: Shop): NonNullable<FileRule['when']> {
  const { tiers, segments, stores, channels, days, hours, goods, except, minimumMinor } = when;
  return {
    ...(tiers && { tiers: [...tiers] }),
    ...(segments && { segments: [...segments] }),
    ...(stores && { stores: [...stores] }),
    ...(channels && { channels: [...channels] }),
    ...(days && { days: [...days] }),
    ...(hours && { hours: hoursOf(hours) }),
    ...(goods && goodsOf(goods)),
    ...(except && { except: goodsOf(except) }),
    ...(minimumMinor !== undefined && { minimum: amountOf(minimumMinor, currency) }),
  };
}

function limitsInFile(limits: EarningLimits): NonNullable<FileRule['limits']> {
  const { perDay, perMember, inAll, budget } = limits;
  return {
    ...(perDay !== undefined && { 'per-day': String(perDay) }),
    ...(perMember && { 'per-member': { count: String(perMember.count), every: perMember.every } }),
    ...(inAll !== undefined && { 'in-all': String(inAll) }),
    ...(budget !== undefined && { budget: String(budget) }),
  };
}

import { type Program, type Reward, storesWith } from '#domain/program/program.ts';
import { neverReached } from '#domain/program/tier-rule.ts';
import { tierRuleOf } from '#domain/program/tier-terms.ts';
import { minorDigits } from '#domain/values/currency.ts';
import { fitsHours, type WeeklyHours } from '#domain/values/weekly-hours.ts';
import type { AuditFacts } from './facts.ts';
import { type AuditFinding, found, inProgram, when } from './finding.ts';
import { sameNames } from './same-names.ts';

/** Rewards that nobody gets, or anybody without end. */
export function rewardFindings(program: Program, facts: AuditFacts): AuditFinding[] {
  const { rewards, voucherMinutes } = program;
  return [
    ...noneForEverybody(program),
    ...farFirst(program),
    ...rewards.flatMap((reward, index) => ofReward(program, facts, reward, index)),
    ...sameNames('rewards-same-name', 'rewards', rewards),
    ...when(voucherMinutes < shortVoucherMinutes, () =>
      found('voucher-too-short', inProgram('voucher-minutes'), { minutes: voucherMinutes }),
    ),
  ];
}

/** A queue at the till takes longer. */
const shortVoucherMinutes = 5;

function ofReward(
  program: Program,
  { at, stockLeft, notLookedAt }: AuditFacts,
  reward: Reward,
  index: number,
): AuditFinding[] {
  const values = { reward: reward.name };
  const { until, points, perMember, stock } = reward;
  if (until !== undefined && until <= at)
    return [found('reward-ended', inProgram('rewards', index, 'until'), values)];
  const left = stockLeft.get(reward.id) ?? stock;
  const most = mostEarned(program);
  return [
    ...when(notLookedAt.has(reward.id), () =>
      found('reward-not-looked-at', inProgram('rewards', index), values),
    ),
    ...when(left !== undefined && left <= 0, () =>
      found('reward-sold-out', inProgram('rewards', index, 'stock'), values),
    ),
    ...when(points === 0 && !perMember && stock === undefined, () =>
      found('reward-free-without-limit', inProgram('rewards', index, 'per-member'), values),
    ),
    ...when(most !== null && points > most, () =>
      found('reward-out-of-reach', inProgram('rewards', index, 'points'), {
        ...values,
        points,
        most: most ?? 0,
      }),
    ),
    ...when(isClosedThen(program, reward), () =>
      found('reward-when-closed', inProgram('rewards', index, 'hours'), values),
    ),
  ];
}

const firstTierHas = ({ tiers }: Program, { tier }: Reward): boolean =>
  tier === undefined || tier === tiers[0]?.id;

const noneForEverybody = (program: Program): AuditFinding[] =>
  when(!program.rewards.some((reward) => firstTierHas(program, reward)), () =>
    found('no-reward-for-everybody', inProgram('rewards', 0, 'tier')),
  );

/**
 * What brings a member into the second tier should have brought a first reward long before.
 */
function farFirst(program: Program): AuditFinding[] {
  const { tiers, welcomePoints, pointsPerUnit, currency } = program;
  const theirs = program.rewards.filter((reward) => firstTierHas(program, reward));
  const cheapest = theirs.toSorted((a, b) => a.points - b.points)[0];
  const [first, second] = tiers;
  if (!cheapest || !first || !second) return [];
  if (tierRuleOf(program).by !== 'spend' || second.invitation) return [];
  const units = ((cheapest.points - welcomePoints) * 100) / (pointsPerUnit * first.rateHundredths);
  const minor = Math.ceil(units * 10 ** minorDigits(currency));
  return when(minor > second.fromMinor, () =>
    found('first-reward-far', inProgram('rewards', program.rewards.indexOf(cheapest), 'points'), {
      reward: cheapest.name,
      amount: { minor, currency },
    }),
  );
}

/** Hardly anybody spends so many times what makes a member of the highest tier. */
const timesTheTop = 3;

/**
 * What a very good customer earns while points live; null: the program's tiers don't say what one spends.
 */
function mostEarned(program: Program): number | null {
  const { pointsPerUnit, pointsLastMonths, welcomePoints, currency, tiers } = program;
  const { by, period, months } = tierRuleOf(program);
  const top = tiers.filter(({ fromMinor }) => fromMinor !== neverReached).at(-1);
  if (!top || top.fromMinor === 0 || by !== 'spend' || period === 'lifetime') return null;
  const over = period === 'rolling' ? months : 12;
  const units = (top.fromMinor / 10 ** minorDigits(currency)) * timesTheTop;
  const lived = Math.max(1, pointsLastMonths / over);
  return Math.floor(welcomePoints + (units * pointsPerUnit * top.rateHundredths * lived) / 100);
}

const quarterHours = 96;

/** Whether every store that has it, and says its hours, is closed at the hours when it can be had. */
function isClosedThen(program: Program, { hours, ...reward }: Reward): boolean {
  const stores = storesWith(program, reward);
  if (!hours || stores.length === 0) return false;
  return stores.every((store) => {
    const { opensMinute, closesMinute } = store.hours ?? { opensMinute: 0, closesMinute: 0 };
    const open: WeeklyHours = { hours: { from: opensMinute, until: closesMinute } };
    return !Array.from({ length: quarterHours }, (_, quarter) => quarter * 15).some(
      (minute) =>
        fitsHours({ hours }, { day: 'monday', minute }) &&
        fitsHours(open, { day: 'monday', minute }),
    );
  });
}

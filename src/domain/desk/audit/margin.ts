import { amountOff, type Program } from '#domain/program/program.ts';
import { type AuditFinding, found, inProgram, when } from './finding.ts';
import { bestPerPoint, minorPerPoint, percentBack, rounded, tiersFor } from './worth.ts';

/** What gives back as much as the shop keeps of a sale. */
export function marginFindings(program: Program, margin: number): AuditFinding[] {
  return [
    ...rewardsAtLoss(program, margin),
    ...tiersAboveMargin(program, margin),
    ...multipliersAboveMargin(program, margin),
    ...unevenPrices(program),
    ...costlyWelcome(program),
  ];
}

function rewardsAtLoss(program: Program, margin: number): AuditFinding[] {
  return program.rewards.flatMap((reward, index) => {
    const { worth, name, minimumMinor } = reward;
    const per = minorPerPoint(reward);
    const rate = tiersFor(program, reward)[0]?.rateHundredths ?? 100;
    const percent = per === null ? 0 : percentBack(program, per, rate);
    const values = { reward: name, margin };
    return [
      ...when(percent >= margin, () =>
        found('reward-at-loss', inProgram('rewards', index, 'points'), {
          ...values,
          percent: rounded(percent),
        }),
      ),
      ...(worth.kind === 'percent-off'
        ? when(worth.percent >= margin, () =>
            found('discount-above-margin', inProgram('rewards', index, 'worth', 'percent'), {
              ...values,
              percent: worth.percent,
            }),
          )
        : []),
      ...(worth.kind === 'amount-off' && minimumMinor !== undefined
        ? when(minimumMinor < worth.minor, () =>
            found('minimum-below-amount', inProgram('rewards', index, 'minimum'), {
              reward: name,
              amount: amountOff(worth.minor, program),
              minimum: amountOff(minimumMinor, program),
            }),
          )
        : []),
    ];
  });
}

/** Told of a tier only where the tier itself is the cause: a reward that loses for everybody is told of once. */
function tiersAboveMargin(program: Program, margin: number): AuditFinding[] {
  const [first] = program.tiers;
  return program.tiers.flatMap((tier, index) => {
    const per = bestPerPoint(program, tier);
    if (per === null || !first || tier === first) return [];
    const [plain, own] = [first.rateHundredths, tier.rateHundredths].map((rate) =>
      percentBack(program, per, rate),
    ) as [number, number]; // Two of two.
    return when(own >= margin && plain < margin, () =>
      found('tier-above-margin', inProgram('tiers', index, 'rate'), {
        tier: tier.name,
        percent: rounded(own),
        margin,
      }),
    );
  });
}

function multipliersAboveMargin(program: Program, margin: number): AuditFinding[] {
  const [first] = program.tiers;
  const per = first ? bestPerPoint(program, first) : null;
  if (per === null || !first) return [];
  const plain = percentBack(program, per, first.rateHundredths);
  return (program.earning ?? []).flatMap((rule, index) => {
    const times = 'gives' in rule && rule.gives.give === 'times' ? rule.gives.hundredths : 100;
    const percent = (plain * times) / 100;
    return when(percent >= margin && plain < margin, () =>
      found('multiplier-above-margin', inProgram('earning', index, 'times'), {
        rule: rule.name,
        percent: rounded(percent),
        margin,
      }),
    );
  });
}

/** A dear reward that gives much less a point than a cheap one is taken by nobody who can count. */
const unevenBelow = 0.6;

function unevenPrices(program: Program): AuditFinding[] {
  return program.rewards.flatMap((reward, index) => {
    const own = minorPerPoint(reward);
    const better = program.rewards.find(
      (other) =>
        own !== null &&
        other.points < reward.points &&
        other.tier === reward.tier &&
        own < (minorPerPoint(other) ?? 0) * unevenBelow,
    );
    if (!better) return [];
    const values = { reward: reward.name, other: better.name };
    return [found('reward-price-uneven', inProgram('rewards', index, 'points'), values)];
  });
}

/** Whoever gets so many of the cheapest reward for joining has no reason to come back. */
const welcomeRewardsAtMost = 5;

function costlyWelcome({ welcomePoints, rewards }: Program): AuditFinding[] {
  const cheapest = Math.min(...rewards.flatMap(({ points }) => (points > 0 ? [points] : [])));
  const count = Math.floor(welcomePoints / cheapest);
  return when(count >= welcomeRewardsAtMost, () =>
    found('welcome-costly', inProgram('welcome-points'), { points: welcomePoints, count }),
  );
}

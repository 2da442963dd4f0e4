import type { PaidMembership } from '#domain/program/paid-membership.ts';
import { amountOff, type Program, type Tier } from '#domain/program/program.ts';
import { minorDigits } from '#domain/values/currency.ts';
import { type AuditFinding, found, inProgram, when } from './finding.ts';
import { plain, sameNames } from './same-names.ts';
import { bestPerPoint } from './worth.ts';

/** Tiers that are not worth their climb, or that nobody can tell apart. */
export function tierFindings(program: Program): AuditFinding[] {
  const { tiers } = program;
  return [
    ...tiers.flatMap((tier, index) => {
      const below = tiers[index - 1];
      return below ? comparedTo(program, below, tier, index) : [];
    }),
    ...sameNames('tiers-same-name', 'tiers', tiers),
    ...(program.paidMemberships ?? []).flatMap((paid, index) => dearPaid(program, paid, index)),
  ];
}

function comparedTo(program: Program, below: Tier, tier: Tier, index: number): AuditFinding[] {
  const values = { tier: tier.name, below: below.name };
  return [
    ...when(tier.rateHundredths < below.rateHundredths, () =>
      found('tier-rate-falls', inProgram('tiers', index, 'rate'), values),
    ),
    ...when(tier.rateHundredths === below.rateHundredths && !hasMore(program, below, tier), () =>
      found('tier-gives-nothing', inProgram('tiers', index, 'perks'), values),
    ),
    ...when(tier.color === below.color, () =>
      found('tiers-same-colour', inProgram('tiers', index, 'color'), values),
    ),
  ];
}

/** Whether a tier brings a perk, a reward or a rule that the one below does not. */
function hasMore({ rewards, earning = [] }: Program, below: Tier, tier: Tier): boolean {
  const known = below.perks.map(({ en }) => plain(en));
  return (
    tier.perks.some(({ en }) => !known.includes(plain(en))) ||
    rewards.some((one) => one.tier === tier.id || one.early?.some((by) => by.tier === tier.id)) ||
    earning.some(
      ({ when: { tiers } }) => tiers?.includes(tier.id) === true && !tiers.includes(below.id),
    )
  );
}

/** Who has to spend so many times the price before the tier has paid for itself will not buy it again. */
const timesThePrice = 50;

/**
 * A tier that costs more than its points give. One whose perks are what people pay for is left alone: nobody can say what
 * a perk is worth.
 */
function dearPaid(program: Program, paid: PaidMembership, index: number): AuditFinding[] {
  const { tiers, pointsPerUnit, currency } = program;
  const at = tiers.findIndex(({ id }) => id === paid.tierId);
  const [tier, first] = [tiers[at], tiers[0]];
  if (!tier || !first || tier === first) return [];
  if (tier.perks.length > 0 || program.rewards.some((one) => one.tier === tier.id)) return [];
  const more = ((tier.rateHundredths - first.rateHundredths) / 100) * pointsPerUnit;
  const perUnit = more * (bestPerPoint(program, tier) ?? 0);
  if (perUnit <= 0) return [];
  const minor = Math.ceil((paid.priceMinor / perUnit) * 10 ** minorDigits(currency));
  return when(minor > paid.priceMinor * timesThePrice, () =>
    found('paid-tier-dear', inProgram('paid-membership', index, 'price'), {
      tier: tier.name,
      price: amountOff(paid.priceMinor, program),
      amount: { minor, currency },
    }),
  );
}

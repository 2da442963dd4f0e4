import type { Money } from './money.ts';
import { type Points, points } from './points.ts';
import type { Program, Tier } from './program.ts';

/**
 * What a purchase earns at a tier. Rounded down, once, at the very end, and in integers throughout,
 * so that the till, the wallet and an audit come to the same number.
 * @param spent what counts, minor units, not negative
 */
export function pointsEarned(program: Program, tier: Tier, spent: Money): Points {
  if (spent.minor < 0) throw new RangeError('a purchase is not negative');
  const perMajor = BigInt(Math.round(program.pointsPerUnit * 10_000)) * BigInt(tier.rateHundredths);
  const minorPerMajor = BigInt(10 ** minorDigits(spent.currency));
  return points(Number((BigInt(spent.minor) * perMajor) / (minorPerMajor * 1_000_000n)));
}

/** Digits after the point in a currency (ISO 4217): 2 for EUR, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

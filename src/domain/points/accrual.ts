import type { Program, Tier } from '#domain/program/program.ts';
import { minorDigits } from '#domain/values/currency.ts';
import type { Money } from '#domain/values/money.ts';
import { type Points, points } from './points.ts';

/**
 * The points that a purchase earns at a tier. Rounded down once, at the end, with integers only, so that the till, the
 * wallet and an audit get the same number.
 * @param spent what was paid, minor units, not negative
 * @param counts the part of it that counts: all, unless some was paid with a tender that earns nothing
 */
export function pointsEarned(
  program: Program,
  tier: Tier,
  spent: Money,
  counts: { readonly part: number; readonly of: number } = { part: 1, of: 1 },
): Points {
  if (spent.minor < 0) throw new RangeError('a purchase is not negative');
  if (spent.minor === 0) return points(0);
  const perMajor = BigInt(Math.round(program.pointsPerUnit * 10_000)) * BigInt(tier.rateHundredths);
  const minorPerMajor = BigInt(10 ** minorDigits(spent.currency));
  const earned = BigInt(spent.minor) * perMajor * BigInt(counts.part);
  return points(Number(earned / (minorPerMajor * 1_000_000n * BigInt(counts.of))));
}

import type { ProgramFile } from '#contract/program-file.ts';
import { productKey } from '#domain/earning/goods.ts';
import type { PaidMembership } from '#domain/program/paid-membership.ts';
import type { ProgramFault } from '#domain/program/program-fault.ts';
import { minorDigits } from '#domain/values/currency.ts';
import { readDecimal } from '#domain/values/money.ts';
import { instantOf } from './program-file-times.ts';

type Path = ProgramFault['path'];
type Entry = NonNullable<ProgramFile['paid-membership']>[number];

/** How the values of an entry are read. */
interface Readers {
  minor(amount: string, path: Path): number;
}

/** The tiers that the shop sells; absent where the file has none. */
export function membershipSettings(
  file: ProgramFile,
  readers: Readers,
): { paidMemberships?: readonly PaidMembership[] } {
  const entries = file['paid-membership'];
  if (!entries) return {};
  return {
    paidMemberships: entries.map((entry, index) =>
      entryIn(file, entry, ['paid-membership', index], readers),
    ),
  };
}

function entryIn(file: ProgramFile, entry: Entry, path: Path, { minor }: Readers): PaidMembership {
  const { products, refund, from, until, worth, 'point-worth': point } = entry;
  const timeZone = file['time-zone'];
  return {
    tierId: entry.tier,
    months: Number(entry.months),
    priceMinor: minor(entry.price, [...path, 'price']),
    ...(products && { products: products.map(productKey) }),
    refund: {
      wholeDays: Number(refund['first-days'] ?? 0),
      later: refund.later,
      lessBenefits: refund['less-benefits'] === 'true',
    },
    ...(point && { pointWorthMillionths: millionths(point, file.currency) }),
    ...(worth && {
      rewardWorthMinor: Object.fromEntries(
        Object.entries(worth).map(([id, amount]) => [id, minor(amount, [...path, 'worth', id])]),
      ),
    }),
    ...(from && { from: instantOf(from, timeZone) }),
    ...(until && { until: instantOf(until, timeZone, 1) }),
  };
}

/** An amount in major units with up to six digits, in millionths of a minor unit. */
const millionths = (amount: string, currency: string): number =>
  (readDecimal(amount, 6) ?? 0) * 10 ** minorDigits(currency); // The schema allowed six digits.

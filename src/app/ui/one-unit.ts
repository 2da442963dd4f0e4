import type { Money } from '#domain/money.ts';

/** One euro, one yen: what points are counted by. */
export function oneUnit(currency: string): Money {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return { minor: 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2), currency };
}

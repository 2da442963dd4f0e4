import type { Program, Tier } from '#domain/program/program.ts';
import type { PastSale } from '#server/storage/rehearsal/past-sales.ts';
import { earnedByRest } from '#server/usecases/purchases/exchange.ts';

/** What a sale of which no lines are kept would earn, or what new goods cost more than the old ones. */
export function byRestThen(
  program: Program,
  { row, basket }: PastSale,
  { tier, minor = row.minor }: { readonly tier: Tier; readonly minor?: number },
): number {
  const by = { rules: { program, version: 0 }, tier };
  const rest = { ...basket, total: { minor, currency: row.currency } };
  return earnedByRest(by, { at: row.at, store_id: row.store_id ?? '' }, rest);
}

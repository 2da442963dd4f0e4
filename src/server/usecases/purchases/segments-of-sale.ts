import { segmentsAsked } from '#domain/earning/fitting.ts';
import { toSpend } from '#domain/points/debt.ts';
import type { PurchaseRow } from '#server/storage/db/schema-purchases.ts';
import { holdingOf } from '#server/storage/points/holdings.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { segmentsOf } from '#server/usecases/standing/member-segments.ts';
import type { SaleRules } from './rate-sale.ts';

/**
 * In which segments a member is before a sale that is not stored yet, of those that the rules of its time ask for: by the
 * tier and the purchases of the sale's own time, as they are known when it is reported, and by points, language and birthday
 * as they are then. The caller has locked the member.
 * @returns undefined: no rule asks for one, and nothing was read
 */
export async function segmentsOfSale(
  { db, at }: Work,
  memberId: string,
  { rules, tier, soldAt }: SaleRules & { readonly soldAt: number },
): Promise<ReadonlySet<string> | undefined> {
  const { program } = rules;
  const ids = segmentsAsked(program);
  if (ids.length === 0) return undefined;
  const spendable = toSpend(await holdingOf(db, memberId), at);
  return segmentsOf({ db, program }, memberId, { ids, at: soldAt, tier, spendable });
}

/** The same of a sale that is stored: what it was reported with stays, whatever is reported later. */
export const segmentsAsSold = ({ segments }: Pick<PurchaseRow, 'segments'>): ReadonlySet<string> =>
  new Set(segments === null ? [] : (JSON.parse(segments) as string[])); // Our own JSON, of ids.

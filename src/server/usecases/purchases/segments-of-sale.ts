import { segmentsAsked } from '#domain/earning/fitting.ts';
import { toSpend } from '#domain/points/debt.ts';
import type { Program } from '#domain/program/program.ts';
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

/**
 * The same of a sale that is stored: what it was reported with stays, whatever is reported later. Of a member who has left
 * only the rules that gave are known, and whoever they gave to was in one of their segments.
 * @param given the rules that gave for the sale, of the program of its time
 */
export function segmentsAsSold(
  { segments }: Pick<PurchaseRow, 'segments'>,
  given: readonly { readonly rule: string }[],
  { earning = [] }: Pick<Program, 'earning'>,
): ReadonlySet<string> {
  if (segments !== null) return new Set(JSON.parse(segments) as string[]); // Our own JSON, of ids.
  const ids = new Set(given.map(({ rule }) => rule));
  return new Set(segmentsAsked({ earning: earning.filter(({ id }) => ids.has(id)) }));
}

import { isMemoryless, type TierTerms, tierRuleOf } from '#domain/program/tier-terms.ts';
import type { Grant } from '#domain/standing/grant.ts';
import type { DatedTerms, TierHistory } from '#domain/standing/standing.ts';
import { monthsBefore } from '#domain/values/calendar.ts';
import { periodAt } from '#domain/values/period.ts';
import type { PurchaseRow } from '#server/storage/db/schema-purchases.ts';
import { memberById } from '#server/storage/people/members.ts';
import { paidGrantsOf, paidGrantsOfMembers } from '#server/storage/purchases/memberships.ts';
import {
  type SaleSeen,
  saleSeen,
  salesOfMembers,
  salesSince,
} from '#server/storage/purchases/sales.ts';
import { grantsOf, grantsOfMembers } from '#server/storage/purchases/tier-grants.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';
import { datedTerms } from './dated-terms.ts';

/** What decides a member's tiers, with their purchases as they are stored. */
export interface HistorySeen extends TierHistory {
  readonly sales: readonly SaleSeen[];
  /** Of the grants, those that support gave: the others were paid for. */
  readonly given: readonly Grant[];
}

/**
 * Reads what decides a member's tiers from an instant on. Memoryless terms need only the sales of their window. Others
 * need all sales, because which tier was kept in which year follows from nothing else.
 */
export async function historyOf(
  { context, db, at }: ReadWork,
  memberId: string,
  from: number,
): Promise<HistorySeen> {
  const member = await memberById(db, memberId);
  if (!member) throw new Error('a member was found and is not there');
  const terms = await datedTerms(context.store, db, at);
  const sales = await salesSince(db, memberId, salesNeeded(terms, from));
  const given = await grantsOf(db, memberId);
  const grants = [...given, ...(await paidGrantsOf(db, memberId))];
  return { joinedAt: member.joined_at, sales, terms, grants, given };
}

/** The same of many members, in as many statements as of one. */
export async function historiesOf(
  { context, db, at }: ReadWork,
  members: readonly { readonly id: string; readonly joinedAt: number }[],
  from: number,
): Promise<ReadonlyMap<string, HistorySeen>> {
  if (members.length === 0) return new Map();
  const buyers = { memberIds: members.map(({ id }) => id) };
  const terms = await datedTerms(context.store, db, at);
  const sales = await salesOfMembers(db, buyers, salesNeeded(terms, from));
  const grants = await grantsOfMembers(db, buyers);
  const paid = await paidGrantsOfMembers(db, buyers);
  return new Map(
    members.map(({ id, joinedAt }) => {
      const given = grants.get(id) ?? [];
      const all = [...given, ...(paid.get(id) ?? [])];
      return [id, { joinedAt, sales: sales.get(id) ?? [], terms, grants: all, given }];
    }),
  );
}

/**
 * A history that was read before a sale was stored, with that sale of which nothing has come back; undefined: it must be
 * read anew, because it was read for a later instant than now.
 */
export const historyWith = (
  { at }: ReadWork,
  history: HistorySeen | undefined,
  row: PurchaseRow,
): HistorySeen | undefined =>
  history && row.at <= at
    ? { ...history, sales: [...history.sales, saleSeen(row, { lines: [], returns: [] })] }
    : undefined;

/** Since when sales decide tiers from an instant on. */
export function salesNeeded(dated: readonly DatedTerms[], from: number): number {
  const asked = dated.slice(
    Math.max(
      0,
      dated.findLastIndex((one) => one.from <= from),
    ),
  );
  if (!asked.every(({ terms }) => isMemoryless(terms))) return Number.MIN_SAFE_INTEGER;
  return Math.min(...asked.map(({ terms }) => windowBefore(terms, from)));
}

/** A visit leaves a window by the first sale of its day, so the whole day is read. */
function windowBefore(terms: TierTerms, from: number): number {
  const { by, months } = tierRuleOf(terms);
  const since = monthsBefore(from, months);
  return by === 'visits' ? periodAt(since, 'day', terms.timeZone).startedAt - 1 : since;
}

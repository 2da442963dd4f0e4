import type { Transaction } from 'kysely';
import { cause, type LedgerEntry } from '#domain/points/ledger.ts';
import { dueBack, nothingBack, type Returned, type Sold } from '#domain/purchase/return.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type {
  PurchaseRatingRow,
  PurchaseRow,
  ReturnRow,
} from '#server/storage/db/schema-purchases.ts';
import {
  byPrice,
  earnedLinesByPurchase,
  type KeptLine,
} from '#server/storage/purchases/earned-lines.ts';
import { basketOf } from '#server/storage/purchases/purchases.ts';
import { returnsOf } from '#server/storage/purchases/returns.ts';
import { differs, lineFaults } from './verify-earning.ts';

/** A purchase with everything that came back of it. */
export interface PurchaseRecord {
  readonly row: PurchaseRow;
  readonly returns: readonly ReturnRow[];
  /** How often, and by how much, it was rated anew. */
  readonly ratings: readonly PurchaseRatingRow[];
  readonly sold: Sold;
  readonly returned: Returned;
  /** What each rule made of it. */
  readonly lines: readonly KeptLine[];
}

/** Purchases by member. Lines are read only for purchases with returns, because only there they count. */
export async function purchasesByMember(
  trx: Transaction<Tables>,
  ids: readonly string[],
): Promise<Map<string, PurchaseRecord[]>> {
  const rows = await trx
    .selectFrom('purchases')
    .selectAll()
    .where('member_id', 'in', ids)
    .execute();
  const returns = await trx
    .selectFrom('returns')
    .selectAll()
    .where('member_id', 'in', ids)
    .execute();
  const ratings = await trx
    .selectFrom('purchase_ratings')
    .selectAll()
    .where('member_id', 'in', ids)
    .execute();
  const anew = Map.groupBy(ratings, ({ purchase_id }) => purchase_id);
  const backs = Map.groupBy(returns, ({ purchase_id }) => purchase_id);
  const earned = await earnedLinesByPurchase(trx, ids);
  const records: PurchaseRecord[] = [];
  for (const row of rows) {
    const later = { returns: backs.get(row.id) ?? [], ratings: anew.get(row.id) ?? [] };
    const lines = earned.get(row.id) ?? [byPrice(row.points)];
    records.push({ ...(await recordOf(trx, row, later)), lines });
  }
  return Map.groupBy(records, ({ row }) => row.member_id);
}

async function recordOf(
  trx: Transaction<Tables>,
  row: PurchaseRow,
  later: Pick<PurchaseRecord, 'returns' | 'ratings'>,
): Promise<Omit<PurchaseRecord, 'lines'>> {
  if (later.returns.length === 0) {
    const total = { minor: row.minor, currency: row.currency };
    return { row, ...later, sold: { total, lines: [] }, returned: nothingBack };
  }
  const { returned } = await returnsOf(trx, row.member_id, row.id);
  return { row, ...later, sold: await basketOf(trx, row), returned };
}

/** Checks that a purchase earned what its entry says, and that its returns took what the rule and their entries say. */
export function purchaseFaults(
  entries: readonly LedgerEntry[],
  purchases: readonly PurchaseRecord[],
): string[] {
  const pointsOf = new Map(entries.map((entry) => [entry.cause, entry.points]));
  const returns = purchases.flatMap((one) => one.returns);
  const known = new Set(returns.map(({ id }) => cause.return(id)));
  const orphans = entries.filter((entry) => cause.isReturn(entry.cause) && !known.has(entry.cause));
  return [
    ...purchases.flatMap((one) => earnedFaults(pointsOf, one)),
    ...purchases.flatMap(lineFaults),
    ...purchases.flatMap(countFaults),
    ...returns.flatMap(({ id, points, lapsed }) =>
      differs(`return ${id} took`, points - lapsed, -(pointsOf.get(cause.return(id)) ?? 0)),
    ),
    ...orphans.map(({ seq }) => `entry ${seq} is of no return`),
  ];
}

/**
 * What a purchase earned is in its own entry and in those that rated it anew. What those have already given to its
 * returns, or found expired, is in no entry.
 */
function earnedFaults(
  pointsOf: ReadonlyMap<string, number>,
  { row, ratings }: PurchaseRecord,
): string[] {
  const own = [
    cause.purchase(row.id),
    ...ratings.map(({ number }) => cause.rating(row.id, number)),
  ];
  const given = own.reduce((sum, one) => sum + (pointsOf.get(one) ?? 0), 0);
  const back = ratings.reduce((sum, one) => sum + one.back - one.lapsed, 0);
  return differs(`purchase ${row.id} earned`, row.points, given + back);
}

function countFaults({ row, sold, returned }: PurchaseRecord): string[] {
  const back = dueBack(sold, returned, { amount: row.counted, on: [] });
  return differs(`of purchase ${row.id} counts no more`, row.counted_back, back);
}

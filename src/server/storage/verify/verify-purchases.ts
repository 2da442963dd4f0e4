import { sql, type Transaction } from 'kysely';
import { cause, type LedgerEntry } from '#domain/points/ledger.ts';
import { dueBack, nothingBack } from '#domain/purchase/return.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import { byPrice, earnedLinesByPurchase } from '#server/storage/purchases/earned-lines.ts';
import { returnedOf } from '#server/storage/purchases/returns.ts';
import { differs, lineFaults, type PurchaseRecord } from './verify-earning.ts';

/** Purchases by member. Lines are read only where they count: of purchases with returns, and of those that sold a membership. */
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
  const sold = await linesSold(trx, ids);
  const back = await linesBack(trx, ids);
  const records = rows.map((row): PurchaseRecord => {
    const own = backs.get(row.id) ?? [];
    const total = { minor: row.minor, currency: row.currency };
    return {
      row,
      returns: own,
      ratings: anew.get(row.id) ?? [],
      lines: earned.get(row.id) ?? [byPrice(row.points)],
      sold: { total, lines: sold.get(row.id) ?? [] },
      returned: own.length === 0 ? nothingBack : returnedOf(own, back.get(row.id) ?? []),
    };
  });
  return Map.groupBy(records, ({ row }) => row.member_id);
}

type Lines = Map<string, { id: string; minor: number }[]>;

/** Of all purchases with returns in one statement, however many there are. */
const returnedPurchases = (ids: readonly string[]) => sql<boolean>`(member_id, purchase_id) in (
  select member_id, purchase_id from returns where member_id in (${sql.join(ids)}))`;

const membershipPurchases = (ids: readonly string[]) => sql<boolean>`(member_id, purchase_id) in (
  select member_id, purchase_id from memberships where member_id in (${sql.join(ids)}))`;

async function linesSold(trx: Transaction<Tables>, ids: readonly string[]): Promise<Lines> {
  const rows = await trx
    .selectFrom('purchase_lines')
    .select(['purchase_id', 'id', 'minor'])
    .where((of) => of.or([returnedPurchases(ids), membershipPurchases(ids)]))
    .orderBy('number')
    .execute();
  return Map.groupBy(rows, ({ purchase_id }) => purchase_id);
}

async function linesBack(trx: Transaction<Tables>, ids: readonly string[]): Promise<Lines> {
  const rows = await trx
    .selectFrom('return_lines')
    .select(['purchase_id', 'line_id as id', 'minor'])
    .where(returnedPurchases(ids))
    .execute();
  return Map.groupBy(rows, ({ purchase_id }) => purchase_id);
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

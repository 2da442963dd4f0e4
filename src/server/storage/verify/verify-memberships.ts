import { cause, type LedgerEntry } from '#domain/points/ledger.ts';
import type { MembershipRow } from '#server/storage/db/schema-memberships.ts';
import type { PurchaseRecord } from './verify-earning.ts';

/** Checks that each tier that is paid for has its cause, and that what was said of it is what it is. */
export function membershipFaults(
  entries: readonly LedgerEntry[],
  memberships: readonly MembershipRow[],
  purchases: readonly PurchaseRecord[],
): string[] {
  const causes = new Set(entries.map((entry) => entry.cause));
  const known = new Set(
    memberships.flatMap(({ id }) => [cause.membership(id), cause.membershipBack(id)]),
  );
  const orphans = entries.filter(
    (entry) => cause.isMembership(entry.cause) && !known.has(entry.cause),
  );
  const bought = new Map(purchases.map((one) => [one.row.id, one]));
  return [
    ...memberships.flatMap((row) => [
      ...saidFaults(causes, row),
      ...saleFaults(row, bought.get(row.purchase_id ?? '')),
    ]),
    ...orphans.map(({ seq }) => `entry ${seq} is of no membership`),
  ];
}

function saidFaults(causes: ReadonlySet<string>, { id, back_at }: MembershipRow): string[] {
  const back = causes.has(cause.membershipBack(id));
  return [
    ...(causes.has(cause.membership(id)) ? [] : [`membership ${id} has no entry`]),
    ...(back === (back_at !== null)
      ? []
      : [`membership ${id} ${back ? 'was not' : 'was'} taken back, its entry says otherwise`]),
  ];
}

/** A membership of a sale began with it, and is taken back where its line, or the whole of the sale, came back. */
function saleFaults(row: MembershipRow, purchase: PurchaseRecord | undefined): string[] {
  if (row.source !== 'sale') return [];
  const { id } = row;
  if (!purchase) return [`membership ${id} is of no purchase`];
  const { returned } = purchase;
  const isBack = returned.whole || returned.lines.has(row.line_id ?? '');
  return [
    ...(purchase.row.at === row.bought_at
      ? []
      : [`membership ${id} began at another time than its sale`]),
    ...(isBack && row.back_at === null ? [`membership ${id} stays, and its line came back`] : []),
    ...(!isBack && row.back_by !== null && !['api', 'support'].includes(row.back_by)
      ? [`membership ${id} was taken back, and its line was not`]
      : []),
  ];
}

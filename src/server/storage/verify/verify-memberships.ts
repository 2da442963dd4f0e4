import { cause } from '#domain/points/ledger.ts';
import type { MembershipRow } from '#server/storage/db/schema-memberships.ts';
import type { KeptEntry } from '#server/storage/points/ledger-entries.ts';
import type { PurchaseRecord } from './verify-earning.ts';

/** Checks that each tier that is paid for has its cause, and that what was said of it is what it is. */
export function membershipFaults(
  entries: readonly KeptEntry[],
  memberships: readonly MembershipRow[],
  purchases: readonly PurchaseRecord[],
): string[] {
  const causes = new Map(entries.map((entry) => [entry.cause, entry]));
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

function saidFaults(entries: ReadonlyMap<string, KeptEntry>, row: MembershipRow): string[] {
  const { id, back_at } = row;
  const sold = entries.get(cause.membership(id));
  const back = entries.get(cause.membershipBack(id));
  return [
    ...(sold ? soldFaults(row, sold) : [`membership ${id} has no entry`]),
    ...((back !== undefined) === (back_at !== null)
      ? []
      : [`membership ${id} ${back ? 'was not' : 'was'} taken back, its entry says otherwise`]),
    ...(back ? refundFaults(row, back) : []),
  ];
}

/** What decides when it begins and ends, and what is paid back of it, never changes. */
function soldFaults(row: MembershipRow, { reason }: KeptEntry): string[] {
  if (reason.rule !== 'membership' || !('paid' in reason)) {
    return [`membership ${row.id} has an entry of something else`];
  }
  const { paid, sold } = reason;
  const refund = sold && JSON.stringify(sold.refund);
  return [
    ...unlike(row, 'paid', `${row.minor} ${row.currency}`, `${paid.minor} ${paid.currency}`),
    ...(sold
      ? [
          ...unlike(row, 'tier', row.tier_id, sold.tierId),
          ...unlike(row, 'months', row.months, sold.months),
          ...unlike(row, 'bought at', row.bought_at, sold.boughtAt),
          ...unlike(row, 'refund rule', row.refund, refund),
        ]
      : []),
  ];
}

function refundFaults(row: MembershipRow, { reason }: KeptEntry): string[] {
  if (reason.rule !== 'membership' || reason.what !== 'refunded') {
    return [`membership ${row.id} was taken back by an entry of something else`];
  }
  return unlike(row, 'refund', row.refund_minor, reason.refund.minor);
}

const unlike = (
  { id }: MembershipRow,
  what: string,
  said: string | number | null | undefined,
  should: string | number | null | undefined,
): string[] =>
  said === should
    ? []
    : [`membership ${id} says ${what} ${said ?? 'nothing'}, should be ${should ?? 'nothing'}`];

/** A membership of a sale began with it, and is taken back where its line, or the whole of the sale, came back. */
function saleFaults(row: MembershipRow, purchase: PurchaseRecord | undefined): string[] {
  if (row.source !== 'sale') return [];
  const { id } = row;
  if (!purchase) return [`membership ${id} is of no purchase`];
  const { returned, sold } = purchase;
  const line = sold.lines[Number(id.slice(id.lastIndexOf('-') + 1)) - 1];
  const isBack = returned.whole || returned.lines.has(row.line_id ?? '');
  return [
    ...unlike(row, 'line', row.line_id, line?.id),
    ...unlike(row, 'amount of its line', row.minor, line?.minor),
    ...(purchase.row.at === row.bought_at
      ? []
      : [`membership ${id} began at another time than its sale`]),
    ...(isBack && row.back_at === null ? [`membership ${id} stays, and its line came back`] : []),
    ...(!isBack && row.back_by !== null && !['api', 'support'].includes(row.back_by)
      ? [`membership ${id} was taken back, and its line was not`]
      : []),
  ];
}

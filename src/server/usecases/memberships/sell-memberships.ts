import { namedLines, piecesOf } from '#domain/earning/goods.ts';
import type { PaidMembership } from '#domain/program/paid-membership.ts';
import type { Program } from '#domain/program/program.ts';
import type { SoldLine } from '#domain/purchase/line.ts';
import type { Basket } from '#domain/purchase/purchase.ts';
import type { Accepted } from '#domain/purchase/return.ts';
import type { MembershipRow } from '#server/storage/db/schema-memberships.ts';
import type { PurchaseRow, ReturnReceiptRow } from '#server/storage/db/schema-purchases.ts';
import { membershipsOfPurchase } from '#server/storage/purchases/memberships.ts';
import type { ProgramInForce } from '#server/usecases/ground/program-in-force.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { noteMemberships } from './note-memberships.ts';
import { recordMembership, takeBack } from './record-membership.ts';

/** More pieces on one line are somebody's mistake: ten terms of a year are a decade. */
const piecesAtMost = 10;

/**
 * Starts or renews the memberships that lines of a sale are, by the program of its time. Its goods earned at the tier of
 * before (`standingBefore`). The caller has locked the member and stored the purchase.
 * @returns whether it has any
 */
export async function sellMemberships(
  work: Work,
  row: PurchaseRow,
  { basket, rules }: { readonly basket: Pick<Basket, 'lines'>; readonly rules: ProgramInForce },
): Promise<boolean> {
  const sold = soldIn(rules.program, basket, row.at);
  for (const one of sold) {
    await recordMembership(work, membershipOf(work, row, { ...one, rules }), row.store_id);
  }
  if (sold.length > 0) await noteMemberships(work, row.member_id);
  return sold.length > 0;
}

interface SoldTerm {
  readonly entry: PaidMembership;
  readonly line: SoldLine;
  /** The line's place on the receipt, from 1. */
  readonly place: number;
}

function soldIn(
  { paidMemberships = [] }: Program,
  basket: Pick<Basket, 'lines'>,
  at: number,
): SoldTerm[] {
  const on = paidMemberships.filter(
    ({ products, from = at, until = at + 1 }) => products && from <= at && at < until,
  );
  if (on.length === 0) return [];
  return namedLines(basket).flatMap(({ line, names }, index) => {
    const entry = on.find(({ products }) => products?.some((product) => names.has(product)));
    return entry ? [{ entry, line, place: index + 1 }] : [];
  });
}

const membershipOf = (
  { at }: Work,
  purchase: PurchaseRow,
  { entry, line, place, rules }: SoldTerm & { readonly rules: ProgramInForce },
): MembershipRow => ({
  member_id: purchase.member_id,
  id: `sale-${purchase.id}-${place}`,
  tier_id: entry.tierId,
  source: 'sale',
  bought_at: purchase.at,
  reported_at: at,
  months: entry.months * Math.min(piecesAtMost, piecesOf(line)),
  time_zone: rules.program.timeZone,
  purchase_id: purchase.id,
  line_id: line.id,
  till_id: purchase.till_id,
  receipt_number: purchase.receipt_number,
  minor: line.minor,
  currency: purchase.currency,
  refund: JSON.stringify(entry.refund),
  program_version: rules.version,
  left_at: null,
  back_at: null,
  back_by: null,
  refund_minor: null,
});

/** Takes back the memberships whose lines a return names, or all of its purchase if that comes back whole. */
export async function takeBackMemberships(
  work: Work,
  purchase: PurchaseRow,
  { receipt, accepted }: { readonly receipt: ReturnReceiptRow; readonly accepted: Accepted },
): Promise<void> {
  const rows = await membershipsOfPurchase(work.db, purchase.member_id, purchase.id);
  const named = new Set(accepted.lines.map(({ id }) => id));
  const back = rows.filter(
    ({ line_id }) => accepted.returned.whole || (line_id !== null && named.has(line_id)),
  );
  const taking = { at: receipt.at, by: receipt.return_id, storeId: receipt.store_id };
  for (const row of back) await takeBack(work, row, taking);
  if (back.length > 0) await noteMemberships(work, purchase.member_id);
}

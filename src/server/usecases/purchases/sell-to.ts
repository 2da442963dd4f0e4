import { windowEnd } from '#domain/points/pending.ts';
import type { Basket } from '#domain/purchase/purchase.ts';
import type { PurchaseRow } from '#server/storage/db/schema-purchases.ts';
import { removeUnclaimed } from '#server/storage/purchases/unclaimed-sales.ts';
import { settleSale } from '#server/usecases/awards/settle-awards.ts';
import { makeId } from '#server/usecases/ground/make-id.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { sellMemberships } from '#server/usecases/memberships/sell-memberships.ts';
import { noteStanding } from '#server/usecases/standing/note-standing.ts';
import { historyWith } from '#server/usecases/standing/tier-history.ts';
import { applyWaiting } from './apply-waiting.ts';
import { creditPurchase, ruleOf } from './credit-purchase.ts';
import { earnPoints } from './earn-points.ts';
import { rateLater } from './rate-later.ts';
import { rateSale } from './rate-sale.ts';
import { segmentsOfSale } from './segments-of-sale.ts';

/** A sale whose buyer is known, and that passed every check. */
interface SaleToMember {
  readonly memberId: string;
  readonly tillId: string;
  readonly storeId: string;
  readonly associateId: string | null;
  readonly confirmedBy: string | null;
  readonly receiptNumber: string;
  readonly soldAt: number;
  readonly basket: Basket;
  /** Its member claims it, because nobody was scanned. Absent: no. */
  readonly isClaimed?: true;
}

/**
 * Makes a sale a member's purchase: credits it by the program and the tier of the time when it was sold, rates anew what
 * was sold after it and is known already, and applies returns that arrived before. The caller has locked the member and
 * the receipt number, which is no purchase yet.
 */
export async function sellTo(work: Work, sold: SaleToMember): Promise<PurchaseRow> {
  const { memberId, basket, soldAt, storeId, tillId, receiptNumber } = sold;
  const { rules, tier, history } = await rateSale(work, memberId, sold);
  const segments = await segmentsOfSale(work, memberId, { rules, tier, soldAt });
  const sale = { soldAt, storeId, basket, ...(segments && { segments }) };
  const earned = await earnPoints(work, { memberId, rules, tier, sale });
  const row = await creditPurchase(work, {
    ...sold,
    ...earned,
    id: makeId(work.context),
    rules,
    tierId: tier.id,
    segments,
    by: ruleOf(rules.program, tier),
    waitsUntil: windowEnd(rules.program, soldAt),
  });
  const isMembership = await sellMemberships(work, row, { basket, rules });
  // What was claimed stays until its last day: somebody may type the same receipt at another till.
  if (!sold.isClaimed) {
    await removeUnclaimed(work, { till_id: tillId, receipt_number: receiptNumber });
  }
  await settleSale(work, { purchase: row, rules }, earned.lines);
  const waited = await applyWaiting(work, row);
  await rateLater(work, memberId, { what: 'sale', at: row.at, money: basket.total }, row.id);
  const known = waited || isMembership ? undefined : historyWith(work, history, row);
  await noteStanding(work, memberId, { known });
  return row;
}

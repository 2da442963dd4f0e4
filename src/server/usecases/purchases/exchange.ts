import { earnedBySale } from '#domain/earning/earn.ts';
import { cause } from '#domain/points/ledger.ts';
import { availableFrom, windowEnd } from '#domain/points/pending.ts';
import { purchaseRuleId } from '#domain/program/earning-rule.ts';
import { splitExchange } from '#domain/purchase/exchange.ts';
import type { Basket } from '#domain/purchase/purchase.ts';
import type { ExchangeBasket } from '#domain/purchase/return-content.ts';
import { Refused } from '#domain/refusal.ts';
import type { PurchaseRow, ReturnReceiptRow } from '#server/storage/db/schema-purchases.ts';
import { entryByCause } from '#server/storage/points/ledger-entries.ts';
import { holdReceipt } from '#server/storage/purchases/purchases.ts';
import { lockGoingOn } from '#server/usecases/ground/lock-going-on.ts';
import { makeId } from '#server/usecases/ground/make-id.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { sellMemberships } from '#server/usecases/memberships/sell-memberships.ts';
import { creditPurchase, ruleOf } from './credit-purchase.ts';
import { rateSale, type SaleRules } from './rate-sale.ts';

interface CheckedExchange {
  readonly purchase: PurchaseRow;
  readonly receipt: ReturnReceiptRow;
  readonly exchange: ExchangeBasket;
  /** Who gets the new goods: the membership that goes on, where that of the purchase was merged. */
  readonly memberId: string;
  /** By what the part of the new purchase earns that the old goods do not cover. */
  readonly by: SaleRules;
}

/**
 * What an exchange needs before its return writes anything: a free receipt number, and the tier of who gets the
 * new goods, who is locked.
 * @throws Refused `receipt-reused`
 */
export async function checkExchange(
  work: Work,
  wish: Omit<CheckedExchange, 'by' | 'memberId'>,
): Promise<CheckedExchange> {
  const { purchase, receipt } = wish;
  const held = await holdReceipt(work, receipt.till_id, receipt.receipt_number);
  if (held.purchase_id !== null) throw new Refused({ key: 'receipt-reused', differs: 'content' });
  const { at: soldAt, till_id: tillId, receipt_number: receiptNumber } = receipt;
  const sale = { soldAt, tillId, receiptNumber };
  const memberId = await lockGoingOn(work, purchase.member_id);
  return { ...wish, memberId, by: await rateSale(work, memberId, sale) };
}

/**
 * Makes the purchase of the goods that were taken in exchange: it keeps the points of the old goods, and the rest earns
 * new ones.
 */
export async function makeExchange(
  work: Work,
  { checked, taken, minor }: { checked: CheckedExchange; taken: number; minor: number },
): Promise<{ row: PurchaseRow; kept: number }> {
  const { purchase, receipt, exchange, memberId } = checked;
  const { rules, tier } = checked.by;
  const { program } = rules;
  const { total } = exchange;
  const { kept, rest } = splitExchange(total, { minor, points: taken });
  const points = kept + earnedByRest(checked.by, receipt, { ...exchange, total: rest });
  const before = await entryByCause(work.db, purchase.member_id, cause.purchase(purchase.id));
  const old = before?.reason.rule === 'purchase' ? before.reason : null;
  const by = rest.minor > 0 || !old ? ruleOf(program, tier) : old;
  const row = await creditPurchase(work, {
    id: makeId(work.context),
    memberId,
    tillId: receipt.till_id,
    storeId: receipt.store_id,
    associateId: receipt.associate_id,
    confirmedBy: null,
    receiptNumber: receipt.receipt_number,
    soldAt: receipt.at,
    basket: { ...exchange, tenders: [], redemptions: [] },
    tierId: rest.minor > 0 ? tier.id : purchase.tier_id,
    points,
    lines: [{ ...byPrice, points }],
    rules,
    // The same points wait as long as they did; with more to pay it is a sale with its own return window.
    waitsUntil:
      rest.minor > 0
        ? windowEnd(program, receipt.at)
        : availableFrom(purchase.counts_from ?? purchase.available_at, receipt.at),
    countedMinor: total.minor,
    by: { tier: by.tier, rateHundredths: by.rateHundredths },
  });
  await sellMemberships(work, row, { basket: exchange, rules });
  return { row, kept };
}

/** The new goods' points come back in proportion to their prices. */
const byPrice = {
  rule: purchaseRuleId,
  counted: 0,
  within: 0,
  on: [],
  spread: true,
  needs: 0,
} as const;

/**
 * What new goods cost more earns as a purchase does. Bonuses, stamps and goals are for sales: nobody knows which of the
 * new goods the rest was paid for.
 */
export function earnedByRest(
  { rules, tier }: SaleRules,
  { at: soldAt, store_id: storeId }: Pick<ReturnReceiptRow, 'at' | 'store_id'>,
  rest: ExchangeBasket & Partial<Basket>,
): number {
  const { earning: _, ...usual } = rules.program;
  const basket = { tenders: [], redemptions: [], ...rest, lines: [] };
  const before = { bought: true, toMember: new Map(), inAll: new Map() };
  return earnedBySale(usual, tier, before, { soldAt, storeId, basket }).points;
}

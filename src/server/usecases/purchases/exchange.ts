import { earnedBySale } from '#domain/earning/earn.ts';
import { cause } from '#domain/points/ledger.ts';
import { availableFrom } from '#domain/points/pending.ts';
import { purchaseRuleId } from '#domain/program/earning-rule.ts';
import type { Tier } from '#domain/program/program.ts';
import { splitExchange } from '#domain/purchase/exchange.ts';
import type { ExchangeBasket } from '#domain/purchase/return-content.ts';
import { Refused } from '#domain/refusal.ts';
import type { Money } from '#domain/values/money.ts';
import type { PurchaseRow, ReturnReceiptRow } from '#server/storage/db/schema-purchases.ts';
import { entryByCause } from '#server/storage/points/ledger-entries.ts';
import { holdReceipt } from '#server/storage/purchases/purchases.ts';
import { makeId } from '#server/usecases/ground/make-id.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { weighMember } from '#server/usecases/vouchers/weigh-situation.ts';
import { creditPurchase, ruleOf } from './credit-purchase.ts';

interface CheckedExchange {
  readonly purchase: PurchaseRow;
  readonly receipt: ReturnReceiptRow;
  readonly exchange: ExchangeBasket;
  /** The tier before the return took anything: what is left of the new purchase earns at its rate. */
  readonly tier: Tier;
}

/**
 * What an exchange needs before its return writes anything: a free receipt number, and the tier.
 * @throws Refused `receipt-reused`
 */
export async function checkExchange(
  work: Work,
  wish: Omit<CheckedExchange, 'tier'>,
): Promise<CheckedExchange> {
  const { purchase, receipt } = wish;
  const held = await holdReceipt(work, receipt.till_id, receipt.receipt_number);
  if (held.purchase_id !== null) throw new Refused({ key: 'receipt-reused', differs: 'content' });
  const { tier } = await weighMember(work, purchase.member_id, work.at);
  return { ...wish, tier: tier.tier };
}

/**
 * Makes the purchase of the goods that were taken in exchange: it keeps the points of the old goods, and the rest earns
 * new ones.
 */
export async function makeExchange(
  work: Work,
  { checked, taken, minor }: { checked: CheckedExchange; taken: number; minor: number },
): Promise<{ row: PurchaseRow; kept: number }> {
  const { purchase, receipt, exchange, tier } = checked;
  const { total } = exchange;
  const { kept, rest } = splitExchange(total, { minor, points: taken });
  const points = kept + earnedByRest(work, checked, rest);
  const before = await entryByCause(work.db, purchase.member_id, cause.purchase(purchase.id));
  const old = before?.reason.rule === 'purchase' ? before.reason : null;
  const by = rest.minor > 0 || !old ? ruleOf(work.program, tier) : old;
  const row = await creditPurchase(work, {
    id: makeId(work.context),
    memberId: purchase.member_id,
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
    availableAt: availableThen(work, { purchase, receipt }, rest.minor),
    countedMinor: total.minor,
    by: { tier: by.tier, rateHundredths: by.rateHundredths },
  });
  return { row, kept };
}

/** The new goods' points come back in proportion to their prices. */
const byPrice = {
  ...{ rule: purchaseRuleId, counted: 0, within: 0, on: [], spread: true, needs: 0 },
} as const;

/**
 * What new goods cost more earns as a purchase does. Bonuses, stamps and goals are for sales: nobody knows which of the
 * new goods the rest was paid for.
 */
function earnedByRest(
  { program }: Work,
  { receipt, exchange, tier }: CheckedExchange,
  rest: Money,
): number {
  const { earning: _, ...usual } = program;
  const basket = { ...exchange, total: rest, lines: [], tenders: [], redemptions: [] };
  const before = { bought: true, toMember: new Map(), inAll: new Map() };
  const sale = { soldAt: receipt.at, storeId: receipt.store_id, basket };
  return earnedBySale(usual, tier, before, sale).points;
}

/**
 * When the new goods' points can be spent. If they cost no more than the returned goods, they keep the time of those,
 * because the points are the same. If they cost more, it is a sale with its own return window.
 */
function availableThen(
  { program, at }: Work,
  { purchase, receipt }: Pick<CheckedExchange, 'purchase' | 'receipt'>,
  more: number,
): number | null {
  if (more > 0) return availableFrom(program, { soldAt: receipt.at, at });
  const { available_at } = purchase;
  return available_at !== null && available_at > at ? available_at : null;
}

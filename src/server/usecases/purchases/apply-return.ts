import { clawBack } from '#domain/points/debt.ts';
import { cause } from '#domain/points/ledger.ts';
import type { Basket } from '#domain/purchase/purchase.ts';
import { type Accepted, acceptReturn, dueBack } from '#domain/purchase/return.ts';
import { Refused } from '#domain/refusal.ts';
import { memberTopic, storeTopic } from '#server/storage/db/live.ts';
import type { PurchaseRow, ReturnReceiptRow } from '#server/storage/db/schema-purchases.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { expiredOf, holdingOf } from '#server/storage/points/holdings.ts';
import { appendEntry } from '#server/storage/points/ledger-entries.ts';
import { basketOf } from '#server/storage/purchases/purchases.ts';
import { addReturn, contentOf, returnsOf, undoneLines } from '#server/storage/purchases/returns.ts';
import { redemptionRow } from '#server/storage/vouchers/redemptions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import type { ProgramInForce } from '#server/usecases/ground/current-program.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';
import { giveBackPart } from '#server/usecases/redemptions/give-back.ts';
import { checkExchange, makeExchange } from './exchange.ts';
import { saidOf } from './return-event.ts';

/** A return beside the purchase that it is about, and what it comes to. */
interface Weighed {
  readonly purchase: PurchaseRow;
  readonly receipt: ReturnReceiptRow;
  readonly basket: Basket;
  readonly accepted: Accepted;
  /** Its part of what the purchase had earned. */
  readonly points: number;
  /** Points of the purchase's lot that earlier returns counted as expired. */
  readonly lapsedBefore: number;
}

/**
 * Applies a return to its purchase, whose member is locked: gives back what was spent on the goods, then takes
 * what they had earned, then makes the purchase of an exchange. All that can be refused is refused before
 * anything is written, so that a return which waited may be refused and its purchase kept.
 * @returns the purchase that an exchange made, else null
 * @throws Refused `return-too-large`, `line-unknown`, or `receipt-reused` by the purchase of an exchange
 */
export async function applyReturn(
  tx: Tx,
  context: Context,
  inForce: ProgramInForce,
  { purchase, receipt }: Pick<Weighed, 'purchase' | 'receipt'>,
): Promise<PurchaseRow | null> {
  const { back, exchange } = contentOf(receipt);
  const basket = await basketOf(tx.db, purchase);
  const before = await returnsOf(tx.db, purchase.member_id, purchase.id);
  const accepted = acceptReturn(basket, before.returned, back);
  if ('key' in accepted) throw new Refused(accepted);
  const checked =
    exchange && (await checkExchange(tx, context, inForce, { purchase, receipt, exchange }));

  const due = dueBack(basket, accepted.returned, { amount: purchase.points, on: [] });
  const points = due - before.points;
  const lapsedBefore = before.lapsed;
  const weighed = { purchase, receipt, basket, accepted, points, lapsedBefore };
  // Rewards first: points that were spent out of the purchase's own lot are there again to be taken.
  const givenBack = await giveBackRewards(tx, context, inForce, weighed);
  const lapsed = await takePoints(tx, context, inForce, weighed);
  const taken = points - lapsed;
  const made =
    checked &&
    (await makeExchange(tx, context, inForce, { checked, taken, minor: accepted.minor }));
  await keep(tx, context, weighed, { lapsed, givenBack, made });
  return made ? made.row : null;
}

async function giveBackRewards(
  tx: Tx,
  context: Context,
  inForce: ProgramInForce,
  { purchase, receipt, basket, accepted }: Weighed,
): Promise<number> {
  const by = { because: 'returned', tillId: receipt.till_id } as const;
  let points = 0;
  for (const { redemptionId, lines } of basket.redemptions) {
    const row = await redemptionRow(tx.db, purchase.member_id, redemptionId);
    // One that a till has undone as a whole has nothing left to give.
    if (row?.state !== 'redeemed') continue;
    const undone = await undoneLines(tx.db, purchase.member_id, redemptionId);
    const due = dueBack(basket, accepted.returned, { amount: row.points, on: lines, undone });
    points += await giveBackPart(tx, context, inForce, row, { due, ...by });
  }
  return points;
}

/** @returns how many of the points had expired before */
async function takePoints(
  tx: Tx,
  context: Context,
  inForce: ProgramInForce,
  { purchase, receipt, accepted, points, lapsedBefore }: Weighed,
): Promise<number> {
  if (points === 0) return 0;
  const { member_id } = purchase;
  const at = context.now();
  const lotId = cause.purchase(purchase.id);
  const { lots } = await holdingOf(tx.db, member_id);
  const expired = await expiredOf(tx.db, member_id, lotId);
  const own = { lotId, lapsed: expired - lapsedBefore };
  const { draws, lapsed } = clawBack(lots, own, points, at);
  if (lapsed === points) return lapsed;
  await appendEntry(tx, member_id, {
    kind: 'reversal',
    points: lapsed - points,
    draws,
    cause: cause.return(receipt.return_id),
    at,
    lotExpiresAt: null,
    redemptionId: null,
    purchaseId: purchase.id,
    storeId: receipt.store_id,
    reason: {
      rule: 'return',
      returned: { minor: accepted.minor, currency: purchase.currency },
      receiptNumber: receipt.receipt_number,
    },
    programVersion: inForce.version,
  });
  return lapsed;
}

async function keep(
  tx: Tx,
  context: Context,
  { purchase, receipt, basket, accepted, points }: Weighed,
  done: { lapsed: number; givenBack: number; made: { row: PurchaseRow; kept: number } | null },
): Promise<void> {
  const { member_id, id: purchase_id } = purchase;
  const { minor, lines, returned } = accepted;
  const row = {
    ...{ member_id, id: receipt.return_id, purchase_id, what: contentOf(receipt).back.what },
    ...{ minor, points, lapsed: done.lapsed, given_back: done.givenBack, at: receipt.at },
    exchange_purchase_id: done.made?.row.id ?? null,
    exchange_kept: done.made?.kept ?? 0,
  };
  const countedBack = dueBack(basket, returned, { amount: purchase.counted, on: [] });
  await addReturn(tx, row, { lines, countedBack });
  await recordEvent(tx, context, {
    kind: 'purchase.returned',
    memberId: member_id,
    storeId: receipt.store_id,
    data: {
      ...saidOf(receipt),
      purchaseId: purchase_id,
      minor,
      currency: purchase.currency,
      pointsTaken: points - done.lapsed,
      pointsGivenBack: done.givenBack,
      exchangePurchaseId: row.exchange_purchase_id,
    },
  });
  tx.tell(memberTopic(member_id));
  tx.tell(storeTopic(receipt.store_id));
}

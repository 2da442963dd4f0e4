import { pointsEarned } from '#domain/accrual.ts';
import { endOfDayAfterMonths } from '#domain/calendar.ts';
import { cause } from '#domain/ledger.ts';
import { isMembershipNumber } from '#domain/membership-number.ts';
import type { Money } from '#domain/money.ts';
import { Refused } from '#domain/refusal.ts';
import type { Context } from '#server/context.ts';
import { appendEntry } from '#server/storage/ledger-entries.ts';
import { memberTopic } from '#server/storage/live.ts';
import { memberIdByNumber } from '#server/storage/members.ts';
import { addPurchase, purchaseByReceipt } from '#server/storage/purchases.ts';
import type { PurchaseRow } from '#server/storage/schema.ts';
import type { Tx } from '#server/storage/store.ts';
import { currentProgram, type ProgramInForce } from './current-program.ts';
import { makeId } from './make-id.ts';
import { findVoucher } from './name-voucher.ts';
import { recordEvent } from './record-event.ts';
import { weighMember } from './weigh-situation.ts';

export interface PurchaseWish {
  readonly tillId: string;
  readonly storeId: string;
  readonly receiptNumber: string;
  /** Membership number, or what the till scanned of a voucher. */
  readonly member: { readonly number: string } | { readonly scanned: string };
  readonly spent: Money;
  /** When it was sold, epoch milliseconds; not when it was reported. */
  readonly soldAt: number;
}

/** Tills' clocks are a little off; more than this is a mistake that would buy a tier in the future. */
const aheadAtMostMs = 5 * 60_000;

/**
 * Credits a purchase at the tier that the member held. The till's receipt number is one purchase for ever:
 * reported again it is answered again, also with another idempotency key.
 * @throws Refused `member-unknown`, `receipt-reused`, `currency-other`, `time-ahead` or a code's fault
 */
export async function purchaseInto(
  tx: Tx,
  context: Context,
  wish: PurchaseWish,
): Promise<PurchaseRow> {
  const inForce = await currentProgram(tx.db);
  if (wish.spent.currency !== inForce.program.currency) {
    throw new Refused({ key: 'currency-other', expected: inForce.program.currency });
  }
  if (wish.soldAt > context.now() + aheadAtMostMs) throw new Refused({ key: 'time-ahead' });
  const memberId = await buyerOf(tx, context, wish);
  await context.store.lockMember(tx, memberId);
  const known = await purchaseByReceipt(tx.db, wish.tillId, wish.receiptNumber);
  if (known) return sameOrRefused(known, wish, memberId);

  const purchase = await weighPurchase(tx, context, inForce, memberId, wish);
  // Another member's lock does not hold off this receipt number: its own key does.
  if (!(await addPurchase(tx, purchase.row))) throw new Refused({ key: 'receipt-reused' });
  if (purchase.row.points > 0) await credit(tx, inForce, purchase);
  await recordEvent(tx, context, {
    kind: 'purchase.reported',
    memberId,
    storeId: wish.storeId,
    data: {
      purchaseId: purchase.row.id,
      minor: purchase.row.minor,
      points: purchase.row.points,
      tillId: wish.tillId,
      associateId: null,
      receiptNumber: wish.receiptNumber,
    },
  });
  tx.tell(memberTopic(memberId));
  return purchase.row;
}

async function buyerOf(tx: Tx, context: Context, { member }: PurchaseWish): Promise<string> {
  if ('scanned' in member) return (await findVoucher(tx, context, member.scanned)).member_id;
  const id = isMembershipNumber(member.number)
    ? await memberIdByNumber(tx.db, member.number)
    : undefined;
  if (id === undefined) throw new Refused({ key: 'member-unknown' });
  return id;
}

function sameOrRefused(known: PurchaseRow, wish: PurchaseWish, memberId: string): PurchaseRow {
  const same =
    known.member_id === memberId &&
    known.minor === wish.spent.minor &&
    known.currency === wish.spent.currency;
  if (!same) throw new Refused({ key: 'receipt-reused' });
  return known;
}

type Weighed = Awaited<ReturnType<typeof weighPurchase>>;

async function weighPurchase(
  tx: Tx,
  context: Context,
  inForce: ProgramInForce,
  memberId: string,
  wish: PurchaseWish,
) {
  const { tier } = (await weighMember(tx.db, inForce, memberId, context.now())).tier;
  const row: PurchaseRow = {
    member_id: memberId,
    id: makeId(context),
    till_id: wish.tillId,
    receipt_number: wish.receiptNumber,
    at: wish.soldAt,
    minor: wish.spent.minor,
    currency: wish.spent.currency,
    points: pointsEarned(inForce.program, tier, wish.spent),
    tier_id: tier.id,
  };
  return { row, tier, storeId: wish.storeId, at: context.now() };
}

async function credit(tx: Tx, inForce: ProgramInForce, purchase: Weighed): Promise<void> {
  const { row, tier, storeId, at } = purchase;
  const { program, version } = inForce;
  const opened = cause.purchase(row.id);
  await appendEntry(tx, row.member_id, {
    kind: 'accrual',
    points: row.points,
    draws: [{ lotId: opened, points: row.points }],
    cause: opened,
    at,
    lotExpiresAt: endOfDayAfterMonths(at, program.pointsLastMonths, program.timeZone),
    redemptionId: null,
    purchaseId: row.id,
    storeId,
    reason: {
      rule: 'purchase',
      spent: { minor: row.minor, currency: row.currency },
      tier: tier.name,
      rateHundredths: Math.round(program.pointsPerUnit * tier.rateHundredths),
      receiptNumber: row.receipt_number,
    },
    programVersion: version,
  });
}

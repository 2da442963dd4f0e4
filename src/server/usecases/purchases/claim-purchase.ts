import { limits, windowOf } from '#domain/limit.ts';
import { foldReceipt } from '#domain/purchase/by-hand.ts';
import { type Claim, isClaimed, readDay } from '#domain/purchase/claim.ts';
import { toPay } from '#domain/purchase/purchase.ts';
import { readReceiptNumber } from '#domain/purchase/receipt-number.ts';
import { type Refusal, Refused } from '#domain/refusal.ts';
import { readAmount } from '#domain/values/typed-amount.ts';
import type { UnclaimedSaleRow } from '#server/storage/db/schema-occasions.ts';
import type { PurchaseRow } from '#server/storage/db/schema-purchases.ts';
import { countDown, countUp, refusalWhileFull } from '#server/storage/people/limits.ts';
import { basketOf, holdReceipt, purchaseByReceipt } from '#server/storage/purchases/purchases.ts';
import { basketIn, unclaimedAtStore } from '#server/storage/purchases/unclaimed-sales.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { countWrongTry, noteWhenFull } from '#server/usecases/ground/count-wrong-try.ts';
import { lockPresent } from '#server/usecases/ground/lock-present.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import { purchasesLike, purchasesUnder } from './known-sale.ts';
import { sellTo } from './sell-to.ts';

/** What a member types from a receipt at which they forgot to scan. */
export interface ClaimWish {
  readonly memberId: string;
  readonly storeId: string;
  readonly receiptNumber: string;
  /** With a point or a comma before the cents. */
  readonly amount: string;
  /** As a field for dates sends it: 2026-03-15. */
  readonly day: string;
}

/** What is asked for; its words are read already. */
interface Asked extends Claim {
  readonly memberId: string;
  readonly joinedAt: number;
  readonly storeId: string;
  readonly receiptNumber: string;
}

/**
 * Makes a sale that a till reported without a member the purchase of the member who shows that they have its receipt:
 * its number, what was paid and the day. It earns as if they had been scanned then. The same claim again is the same
 * purchase. A wrong one is a guess, and counted.
 * @throws Refused `signed-out`, `claim-unreadable`, `claim-unknown`, `claim-ambiguous`, `claims-used`, `claim-busy`,
 *   `too-many-requests`
 */
export async function claimPurchase(context: Context, wish: ClaimWish): Promise<PurchaseRow> {
  // Returned and not thrown, because a wrong claim must be counted.
  const outcome = await transact(context, async (work): Promise<PurchaseRow | Refusal> => {
    const { memberId, storeId } = wish;
    const member = await lockPresent(work, memberId);
    const receiptNumber = readReceiptNumber(wish.receiptNumber);
    const paidMinor = readAmount(wish.amount, work.program.currency);
    const day = readDay(wish.day);
    if (storeId === '' || receiptNumber === null || paidMinor === null || !day) {
      return { key: 'claim-unreadable' };
    }
    for (const limit of ofMember) {
      const full = await refusalWhileFull(work.db, limit, memberId, work.at);
      if (full) return full;
    }
    const joinedAt = member.joined_at;
    const asked = { memberId, joinedAt, storeId, receiptNumber, paidMinor, day };
    const own = await claimedBefore(work, asked);
    if (own) return own;
    for (const limit of ofRight) {
      const full = await refusalWhileFull(work.db, limit, memberId, work.at);
      const { retryAfterMs } = windowOf(limit, work.at);
      if (full) return { key: 'claims-used', retryAfterMs };
    }
    // Other members may guess at this receipt at the same moment: counted first, each waits for the one before.
    const ofReceipt = `${storeId}/${foldReceipt(receiptNumber)}`;
    const { count, retryAfterMs } = await countUp(work, limits.claimReceipt, ofReceipt, work.at);
    if (count > limits.claimReceipt.atMost) return { key: 'claim-busy', retryAfterMs };
    const found = await claimInto(work, asked);
    if ('key' in found && found.key === 'claim-unknown') {
      const guesser = { memberId, security: 'claim-guessed' } as const;
      noteWhenFull(work, guesser, limits.claimReceipt, count);
      await countWrongTry(work, guesser, ofMember);
    } else await countDown(work, limits.claimReceipt, ofReceipt);
    return found;
  });
  if ('key' in outcome) throw new Refused(outcome);
  return outcome;
}

/** A guess counts against the member too, who is locked. */
const ofMember = [limits.claim, limits.claimDay];
/** And a right claim: who walks through numbers with a price that many slips have makes some. */
const ofRight = [limits.claimed, limits.claimedMonth];

async function claimInto(work: Work, asked: Asked): Promise<PurchaseRow | Refusal> {
  const { memberId, storeId, receiptNumber } = asked;
  const now = { at: work.at, joinedAt: asked.joinedAt };
  const kept = await unclaimedAtStore(work.db, storeId, receiptNumber);
  const fitting = kept.filter((row) =>
    isClaimed(work.program, { soldAt: row.at, paidMinor: row.paid }, asked, now),
  );
  const [row = fitting[0], another] = await notYetBought(work, fitting);
  if (another) return { key: 'claim-ambiguous' };
  if (!row) return unknown(work);
  // An associate may type it, a till report it with a member, or another member claim it, at the same moment.
  await holdReceipt(work, row.till_id, row.folded);
  await holdReceipt(work, row.till_id, row.receipt_number);
  const sale = {
    tillId: row.till_id,
    storeId: row.store_id,
    receiptNumber: row.receipt_number,
    soldAt: row.at,
    basket: basketIn(row),
  };
  const same = await purchaseByReceipt(work.db, row.till_id, row.receipt_number);
  const bought = same ? [same] : await purchasesLike(work, sale);
  if (bought.length > 0)
    return bought.find(({ member_id }) => member_id === memberId) ?? unknown(work);
  for (const limit of ofRight) await countUp(work, limit, memberId, work.at);
  const nobody = { associateId: null, confirmedBy: null };
  return sellTo(work, { ...sale, ...nobody, memberId, isClaimed: true });
}

/** A sale that was claimed is kept until its last day, and is another one's no more. */
async function notYetBought(
  { db }: Work,
  sales: readonly UnclaimedSaleRow[],
): Promise<UnclaimedSaleRow[]> {
  const open = [];
  for (const row of sales) {
    if (!(await purchaseByReceipt(db, row.till_id, row.receipt_number))) open.push(row);
  }
  return open;
}

const unknown = ({ program }: Work): Refusal => ({
  key: 'claim-unknown',
  days: program.claims?.days ?? 0,
});

/** The member's own purchase that fits: they have it already, by a scan or by this very claim. */
async function claimedBefore(work: Work, asked: Asked): Promise<PurchaseRow | undefined> {
  const { memberId, joinedAt } = asked;
  const sold = await purchasesUnder(work, asked);
  for (const row of sold.filter(({ member_id }) => member_id === memberId)) {
    const paidMinor = toPay(await basketOf(work.db, row));
    const now = { at: work.at, joinedAt };
    if (isClaimed(work.program, { soldAt: row.at, paidMinor }, asked, now)) return row;
  }
  return undefined;
}

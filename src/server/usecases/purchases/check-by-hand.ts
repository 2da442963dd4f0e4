import { byHandWindowMs, foldReceipt, secondPersonAbove } from '#domain/purchase/by-hand.ts';
import { Refused } from '#domain/refusal.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { holdReceipt, spellingOf, typedFor } from '#server/storage/purchases/purchases.ts';
import type { Work } from '#server/usecases/ground/work.ts';

/**
 * The receipt number of a purchase that an associate types, as it is stored: the spelling of an earlier report of the
 * same number, or the one typed now. Two spellings that are typed at the same moment wait for each other.
 */
export async function receiptAsKept(tx: Tx, tillId: string, typed: string): Promise<string> {
  await holdReceipt(tx, tillId, foldReceipt(typed));
  return (await spellingOf(tx.db, tillId, typed)) ?? typed;
}

/**
 * Refuses a purchase that one associate alone may not enter. Only a paper receipt proves a purchase by hand, so a large
 * one needs a second person. The member is locked.
 * @throws Refused `second-person-needed`
 */
export async function refuseAlone(
  work: Work,
  wish: { readonly memberId: string; readonly minor: number; readonly confirmedBy: string | null },
): Promise<void> {
  if (wish.confirmedBy !== null) return;
  const before = await typedFor(work.db, wish.memberId, work.at - byHandWindowMs);
  const above = secondPersonAbove(work.program, { before, minor: wish.minor });
  if (above === null) return;
  const { currency } = work.program;
  throw new Refused({ key: 'second-person-needed', money: { minor: above, currency } });
}

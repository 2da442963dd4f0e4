import type { Some } from '#contract/desk/desk-webhooks.ts';
import type { Program } from '#domain/program/program.ts';
import { liveVouchers } from '#server/storage/vouchers/live-vouchers.ts';
import { reservedAt } from '#server/storage/vouchers/redemptions.ts';
import { some, someAtMost } from '#server/usecases/ground/some.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';

/** A store that leaves the program, and what members have open there. */
export interface LeavingStore {
  readonly name: string;
  /** Vouchers that were taken there and can still be used. */
  readonly vouchers: Some;
  /** Vouchers of any store that its tills hold for a basket: a hold ends with its till. */
  readonly held: Some;
}

/** The stores that one program has and the next one has not, where members have something open. */
export async function leavingStores(
  { db, at }: Pick<ReadWork, 'db' | 'at'>,
  before: Program,
  after: Program,
): Promise<LeavingStore[]> {
  const gone = before.stores.filter(({ id }) => !after.stores.some((store) => store.id === id));
  const leaving: LeavingStore[] = [];
  for (const { id, name, tills } of gone) {
    const taken = await liveVouchers(db, at, { storeId: id }, someAtMost + 1);
    const holds = await Promise.all(tills.map((till) => reservedAt(db, till.id, at)));
    const held = Math.min(holds.flat().length, someAtMost + 1);
    if (taken.length + held > 0)
      leaving.push({ name, vouchers: some(taken.length), held: some(held) });
  }
  return leaving;
}

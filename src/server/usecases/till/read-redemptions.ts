import type { TillVoucher } from '#contract/till.ts';
import { takesBack } from '#domain/program/takes-back.ts';
import { Refused } from '#domain/refusal.ts';
import type { ListWish } from '#domain/values/listed.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';
import { redemptionById } from '#server/storage/vouchers/redemption-ids.ts';
import { usesOfStore } from '#server/storage/vouchers/store-uses.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { type Page, pageOf } from '#server/usecases/ground/page-of.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { standIn } from '#server/usecases/vouchers/stand-in.ts';
import { showVoucherAtTill } from './show-at-till.ts';

interface Reader {
  readonly tillId: string;
  readonly storeId: string;
  readonly language: string;
}

/**
 * A redemption by its id, in the words of looking at it. A used one is shown to the stores that could take it back, and
 * to no others.
 * @throws Refused `redemption-unknown`
 */
export async function readRedemption(
  context: Context,
  id: string,
  reader: Reader,
): Promise<TillVoucher> {
  const work = await readWork(context);
  const known = await redemptionById(work.db, id);
  if (!known) throw new Refused({ key: 'redemption-unknown' });
  const found = { memberId: known.member_id, redemptionId: known.redemption_id };
  const row = await standIn(work, found);
  const usedAt = row.used_store_id ?? reader.storeId;
  if (!takesBack(work.program, reader.storeId, usedAt))
    throw new Refused({ key: 'redemption-unknown' });
  return showVoucherAtTill(work, found, reader);
}

/** The redemptions of the till's store, the latest first. */
export async function listRedemptions(
  context: Context,
  wish: ListWish,
  reader: Reader,
): Promise<Page<TillVoucher>> {
  const work = await readWork(context);
  const { items, next } = pageOf(await usesOfStore(work.db, wish), wish.limit, placeOf);
  const shown = items.map((row) => {
    const found = { memberId: row.member_id, redemptionId: row.id };
    return showVoucherAtTill(work, found, reader);
  });
  return { items: await Promise.all(shown), next };
}

const placeOf = (row: RedemptionRow) => ({ at: row.used_at ?? 0, id: row.id });

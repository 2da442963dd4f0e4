import type { PointsBack } from '#contract/points-back.ts';
import { backOf } from '#domain/points/lot.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';
import { giveBacksOf } from '#server/storage/points/ledger-entries.ts';
import { lotEnds } from '#server/storage/points/lots.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';

/** How many points of a redemption the ledger has given back; null: no entry has. */
export async function pointsBack(
  { db }: ReadWork,
  { member_id, id }: Pick<RedemptionRow, 'member_id' | 'id'>,
): Promise<PointsBack | null> {
  const entries = await giveBacksOf(db, member_id, id);
  if (entries.length === 0) return null;
  const lotIds = entries.flatMap(({ draws }) => draws.map(({ lotId }) => lotId));
  return backOf(entries, await lotEnds(db, member_id, lotIds));
}

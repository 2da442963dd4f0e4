import { type RecentUse, recentAtMost } from '#contract/till.ts';
import { tillNameOf } from '#domain/program/gone.ts';
import { textIn } from '#domain/program/text.ts';
import { rewardAtIssue, usesInStore } from '#server/storage/vouchers/redemptions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';

const listedMs = 24 * 60 * 60_000;

/** The redemptions of the store's tills in the last day, the latest first. */
export async function recentUses(
  context: Context,
  { storeId, language }: { storeId: string; language: string },
): Promise<RecentUse[]> {
  const { at, db, program } = await readWork(context);
  const since = at - listedMs;
  const rows = await usesInStore(db, { storeId, since, limit: recentAtMost });
  return rows.map((row) => ({
    redemptionId: row.id,
    reward: textIn(rewardAtIssue(row).name, language),
    firstName: row.first_name,
    at: row.used_at ?? row.issued_at,
    associate: row.associate,
    till: tillNameOf(program, row.used_till_id ?? ''),
    state: row.state === 'reversed' ? ('reversed' as const) : ('redeemed' as const),
  }));
}

import type { RecentUse } from '#contract/till.ts';
import { textIn } from '#domain/program/program.ts';
import { memberById } from '#server/storage/people/members.ts';
import { associateById } from '#server/storage/till/associates.ts';
import { rewardAtIssue, usesInStore } from '#server/storage/vouchers/redemptions.ts';
import type { Context } from '#server/usecases/ground/context.ts';

const listedMs = 24 * 60 * 60_000;

/** What the store's tills gave in the last day, the latest first. */
export async function recentUses(
  context: Context,
  { storeId, language }: { storeId: string; language: string },
): Promise<RecentUse[]> {
  const db = context.store.read;
  const rows = await usesInStore(db, storeId, context.now() - listedMs);
  return Promise.all(
    rows.map(async (row) => {
      const associate = row.associate_id ? await associateById(db, row.associate_id) : undefined;
      const member = await memberById(db, row.member_id);
      return {
        redemptionId: row.id,
        reward: textIn(rewardAtIssue(row).name, language),
        firstName: member?.first_name ?? null,
        at: row.used_at ?? row.issued_at,
        associate: associate?.name ?? null,
        state: row.state === 'reversed' ? ('reversed' as const) : ('redeemed' as const),
      };
    }),
  );
}

import type { Kysely } from 'kysely';
import { slotRestsMs } from '#domain/pass/pass-epoch.ts';
import { slotsAtMost } from '#domain/scan/pass-payload.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { RewardSlotRow } from '#server/storage/db/schema-passes.ts';
import type { Tx } from '#server/storage/db/store.ts';

type Priced = Pick<RewardSlotRow, 'reward_id' | 'points' | 'worth'>;

/** What a slot means, or meant before the program changed. */
export function slotRow(db: Kysely<Tables>, slot: number): Promise<RewardSlotRow | undefined> {
  return db.selectFrom('reward_slots').selectAll().where('slot', '=', slot).executeTakeFirst();
}

/** The slots of the program in force. */
export function slotsInForce(db: Kysely<Tables>): Promise<RewardSlotRow[]> {
  return db.selectFrom('reward_slots').selectAll().where('gone_at', 'is', null).execute();
}

/**
 * Gives each reward at its price a slot. A slot whose reward is gone rests before it can mean something else. If there
 * are more rewards than slots, some have none, and can be had with signal only.
 */
export async function putSlots(tx: Tx, rewards: readonly Priced[], at: number): Promise<void> {
  const rows = await tx.db.selectFrom('reward_slots').selectAll().orderBy('slot').execute();
  const means = (row: RewardSlotRow) => (reward: Priced) =>
    row.reward_id === reward.reward_id &&
    row.points === reward.points &&
    row.worth === reward.worth;
  for (const row of rows) {
    const reward = rewards.find(means(row));
    const { gone_at } = row;
    if (!reward && gone_at === null) await put(tx, { ...row, gone_at: at });
    if (reward && gone_at !== null) await put(tx, { ...row, gone_at: null });
  }
  const free = freeSlots(rows, at);
  for (const reward of rewards.filter((one) => !rows.some((row) => means(row)(one)))) {
    const slot = free.shift();
    if (slot !== undefined) await put(tx, { slot, ...reward, gone_at: null });
  }
}

/** Says what slots in force give, where they are from before amounts were kept: what the program that goes gives for them. */
export async function fillWorths(tx: Tx, rewards: readonly Priced[]): Promise<void> {
  for (const row of await slotsInForce(tx.db)) {
    const own = rewards.find(
      ({ reward_id, points }) => row.reward_id === reward_id && row.points === points,
    );
    if (own && row.worth === null && own.worth !== null)
      await put(tx, { ...row, worth: own.worth });
  }
}

function freeSlots(rows: readonly RewardSlotRow[], at: number): number[] {
  const taken = rows.filter(({ gone_at }) => gone_at === null || at < gone_at + slotRestsMs);
  const slots = Array.from({ length: slotsAtMost }, (_, index) => index + 1);
  return slots.filter((slot) => !taken.some((row) => row.slot === slot));
}

async function put(tx: Tx, row: RewardSlotRow): Promise<void> {
  const { slot, ...rest } = row;
  await tx.db
    .insertInto('reward_slots')
    .values(row)
    .onConflict((conflict) => conflict.column('slot').doUpdateSet(rest))
    .execute();
}

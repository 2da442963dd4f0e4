import { cause, type GiveBackReason } from '#domain/ledger.ts';
import { undrawn } from '#domain/lot.ts';
import type { Context } from '#server/context.ts';
import { appendEntry, entryByCause } from '#server/storage/ledger-entries.ts';
import { memberTopic } from '#server/storage/live.ts';
import { changeRedemption, rewardAtIssue } from '#server/storage/redemptions.ts';
import { returnStock } from '#server/storage/reward-stocks.ts';
import type { RedemptionRow } from '#server/storage/schema.ts';
import type { Tx } from '#server/storage/store.ts';
import type { ProgramInForce } from './current-program.ts';
import { recordEvent } from './record-event.ts';

/** How a redemption ends without use, or after it was undone. */
interface End {
  readonly state: 'cancelled' | 'expired' | 'reversed';
  readonly because: GiveBackReason;
  readonly reason?: string;
  /** Who undid it; absent: nobody did, or a POS, which does not say. */
  readonly associateId?: string | null;
}

/**
 * Ends a redemption without use and returns its points, each to the lot that it came from, in the same
 * transaction. The cause is unique, so that points never come back twice.
 */
export async function giveBack(
  tx: Tx,
  context: Context,
  inForce: ProgramInForce,
  row: RedemptionRow,
  end: End,
): Promise<void> {
  const at = context.now();
  const taken = await entryByCause(tx.db, row.member_id, cause.issue(row.id));
  if (!taken) throw new Error('a redemption has no entry');
  await changeRedemption(tx, row, {
    state: end.state,
    ended_at: at,
    end_reason: end.reason ?? end.because,
    reversed_by: end.associateId ?? null,
  });
  await appendEntry(tx, row.member_id, {
    kind: 'reversal',
    points: -taken.points,
    draws: undrawn(taken.draws),
    cause: cause.giveBack(row.id),
    at,
    lotExpiresAt: null,
    redemptionId: row.id,
    purchaseId: null,
    storeId: row.used_store_id ?? row.store_id,
    reason: {
      rule: 'give-back',
      reward: rewardAtIssue(row).name,
      redemptionId: row.id,
      because: end.because,
    },
    programVersion: inForce.version,
  });
  await recordEvent(tx, context, {
    kind: `redemption.${end.state}`,
    memberId: row.member_id,
    storeId: row.used_store_id ?? row.store_id,
    data: {
      redemptionId: row.id,
      rewardId: row.reward_id,
      points: -taken.points,
      // Why stands in the row: words that somebody typed are not for the world.
      ...(end.state === 'reversed' && { associateId: end.associateId ?? null }),
    },
  });
  if (row.stock_shard !== null) await returnStock(tx, row.reward_id, row.stock_shard);
  tx.tell(memberTopic(row.member_id));
}

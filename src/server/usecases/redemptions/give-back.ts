import { cause, type GiveBackReason } from '#domain/points/ledger.ts';
import { comeBack, secondChanceDays, undrawnPart } from '#domain/points/lot.ts';
import { endOfDayAfterDays } from '#domain/values/calendar.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';
import { entryByCause } from '#server/storage/points/ledger-entries.ts';
import { lotEnds } from '#server/storage/points/lots.ts';
import { changeRedemption, rewardAtIssue } from '#server/storage/vouchers/redemptions.ts';
import { returnStock } from '#server/storage/vouchers/reward-stocks.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { changePoints } from '#server/usecases/points/change-points.ts';

/** How a redemption ended unused, or was undone. */
interface End {
  readonly state: 'cancelled' | 'expired' | 'reversed';
  readonly because: GiveBackReason;
  readonly reason?: string;
  /** The associate who undid it; absent: nobody did, or a POS, which does not say. */
  readonly associateId?: string | null;
  /** The second associate who agreed; absent: nobody had to. */
  readonly confirmedBy?: string | null;
  /** The till that undid it or took the goods back; absent: none. */
  readonly tillId?: string;
}

/**
 * Ends a redemption and returns its points, or those that have not come back yet, in the same transaction. Each point
 * goes to the lot that it came from, or, if that lot has expired, where `comeBack` says. The entry's cause is unique,
 * so points never come back twice.
 */
export async function giveBack(work: Work, row: RedemptionRow, end: End): Promise<void> {
  await changeRedemption(work, row, {
    state: end.state,
    ended_at: work.at,
    end_reason: end.reason ?? end.because,
    given_back: row.points,
    reversed_by: end.associateId ?? null,
  });
  await returnPoints(work, row, { upTo: row.points, end });
  if (row.stock_shard !== null) await returnStock(work, row.reward_id, row.stock_shard);
}

/**
 * Returns a part of a redemption's points, so that `due` points are back in all. When all are back, the redemption is
 * reversed. One that cost nothing is reversed when all that it lay on is back (`whole`).
 * @returns how many came back now
 */
export async function giveBackPart(
  work: Work,
  row: RedemptionRow,
  part: { readonly due: number; readonly whole: boolean } & Omit<End, 'state'>,
): Promise<number> {
  const { due, whole, ...why } = part;
  const more = due - row.given_back;
  if (row.points === 0 ? !whole : more <= 0) return 0;
  const end: End = { state: 'reversed', ...why };
  if (due === row.points) {
    await giveBack(work, row, end);
  } else {
    await changeRedemption(work, row, { given_back: due });
    await returnPoints(work, row, { upTo: due, end });
  }
  return more;
}

async function returnPoints(
  work: Work,
  row: RedemptionRow,
  { upTo, end }: { upTo: number; end: End },
): Promise<void> {
  const taken = await entryByCause(work.db, row.member_id, cause.issue(row.id));
  if (!taken) throw new Error('a redemption has no entry');
  const storeId = row.used_store_id ?? row.store_id;
  const points = upTo - row.given_back;
  const { at } = work;
  const back = { cause: cause.giveBack(row.id, row.given_back), at };
  const part = undrawnPart(taken.draws, row.given_back, upTo);
  const lotIds = part.map(({ lotId }) => lotId);
  const { draws, opens } = comeBack(part, await lotEnds(work.db, row.member_id, lotIds), back);
  const data = {
    redemptionId: row.id,
    rewardId: row.reward_id,
    points,
    whole: upTo === row.points,
    // The reason is in the row and not in the event, because somebody typed it.
    ...(end.state === 'reversed' && {
      because: end.because,
      tillId: end.tillId ?? null,
      associateId: end.associateId ?? null,
      confirmedBy: end.confirmedBy ?? null,
      redeemedTillId: row.used_till_id,
      receiptNumber: row.receipt_number,
    }),
  };
  const kind = `redemption.${end.state}` as const;
  await changePoints(work, {
    memberId: row.member_id,
    kind: 'reversal',
    points,
    draws,
    cause: back.cause,
    lotExpiresAt: opens ? endOfDayAfterDays(at, secondChanceDays, work.program.timeZone) : null,
    redemptionId: row.id,
    storeId,
    reason: {
      rule: 'give-back',
      reward: rewardAtIssue(row).name,
      redemptionId: row.id,
      because: end.because,
    },
    event: { kind, memberId: row.member_id, storeId, data },
  });
}

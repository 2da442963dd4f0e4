import { adjustmentDraws, isAdjustment } from '#domain/points/adjustment.ts';
import { toSpend } from '#domain/points/debt.ts';
import { cause } from '#domain/points/ledger.ts';
import type { Text } from '#domain/program/program.ts';
import { Refused } from '#domain/refusal.ts';
import { endOfDayAfterMonths } from '#domain/values/calendar.ts';
import { memberTopic } from '#server/storage/db/live.ts';
import { holdingOf } from '#server/storage/points/holdings.ts';
import {
  appendEntry,
  entryByCause,
  type KeptEntry,
} from '#server/storage/points/ledger-entries.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { currentProgram } from '#server/usecases/ground/current-program.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';

export interface AdjustWish {
  readonly memberId: string;
  /** Made by who asks and kept before asking: the same again is the same adjustment. */
  readonly id: string;
  /** Whole points, up or down. */
  readonly points: number;
  /** What the member reads in their history. */
  readonly why: Text;
}

/**
 * Gives or takes points for a reason that the member sees. It is no purchase, so their tier stays; it is no return,
 * so it takes no more than they have.
 * @returns the balance after it, and whether this very adjustment had been made before
 * @throws Refused `points-short` when the member has fewer, `id-taken` when the id made another adjustment
 */
export function adjustPoints(
  context: Context,
  wish: AdjustWish,
): Promise<{ balanceAfter: number; before: boolean }> {
  if (!isAdjustment(wish.points)) throw new RangeError(`no adjustment: ${wish.points}`);
  return context.store.transact(async (tx) => {
    const { memberId, id, points, why } = wish;
    await context.store.lockMember(tx, memberId);
    const known = await entryByCause(tx.db, memberId, cause.adjustment(id));
    if (known) return { balanceAfter: sameOrRefused(known, wish), before: true };
    const at = context.now();
    const { program, version } = await currentProgram(tx.db);
    const holding = await holdingOf(tx.db, memberId);
    const draws = adjustmentDraws(id, points, holding.lots, at);
    if (!draws) throw new Refused({ key: 'points-short', missing: -points - toSpend(holding, at) });
    const entry = await appendEntry(tx, memberId, {
      kind: 'adjustment',
      points,
      draws,
      cause: cause.adjustment(id),
      at,
      lotExpiresAt:
        points > 0 ? endOfDayAfterMonths(at, program.pointsLastMonths, program.timeZone) : null,
      redemptionId: null,
      purchaseId: null,
      storeId: null,
      reason: { rule: 'adjustment', why },
      programVersion: version,
    });
    await recordAct(tx, context, {
      act: 'points-adjusted',
      memberId,
      details: { adjustmentId: id, points, why: why.en },
    });
    await recordEvent(tx, context, {
      kind: 'points.adjusted',
      memberId,
      storeId: null,
      // Why is told to the member alone: words that somebody typed are not for the world.
      data: { adjustmentId: id, points, by: context.actor },
    });
    tx.tell(memberTopic(memberId));
    return { balanceAfter: entry.balanceAfter, before: false };
  });
}

function sameOrRefused(known: KeptEntry, { points, why }: AdjustWish): number {
  const { reason } = known;
  const same =
    known.points === points &&
    reason.rule === 'adjustment' &&
    reason.why.en === why.en &&
    reason.why.ar === why.ar;
  if (!same) throw new Refused({ key: 'id-taken' });
  return known.balanceAfter;
}

import { isAdjustment } from '#domain/points/adjustment.ts';
import { toSpend } from '#domain/points/debt.ts';
import { cause } from '#domain/points/ledger.ts';
import { drawFrom } from '#domain/points/lot.ts';
import type { Text } from '#domain/program/text.ts';
import { Refused } from '#domain/refusal.ts';
import { together } from '#server/storage/merges/merges.ts';
import { holdingOf } from '#server/storage/points/holdings.ts';
import { entryByCause, type KeptEntry } from '#server/storage/points/ledger-entries.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { lockPresent } from '#server/usecases/ground/lock-present.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import { type Credit, changePoints, creditPoints } from '#server/usecases/points/change-points.ts';

export interface AdjustWish {
  readonly memberId: string;
  /** Made by the caller and stored before sending: the same id is the same adjustment. */
  readonly id: string;
  /** Whole points, up or down. */
  readonly points: number;
  /** What the member reads in their history. */
  readonly why: Text;
}

/**
 * Gives or takes points for a reason that the member sees. The tier stays, because it is no purchase. It never takes
 * more than the member has, because it is no return.
 * @returns the balance after it, and whether this very adjustment had been made before
 * @throws Refused `points-short` when the member has fewer, `id-taken` when the id made another adjustment
 */
export function adjustPoints(
  context: Context,
  wish: AdjustWish,
): Promise<{ balanceAfter: number; before: boolean }> {
  if (!isAdjustment(wish.points)) throw new RangeError(`no adjustment: ${wish.points}`);
  return transact(context, async (work) => {
    const { memberId, id, points, why } = wish;
    await lockPresent(work, memberId);
    const known = await madeBefore(work, wish);
    if (known) return { balanceAfter: sameOrRefused(known, wish), before: true };
    const change = {
      memberId,
      points,
      storeId: null,
      kind: 'adjustment',
      cause: cause.adjustment(id),
      reason: { rule: 'adjustment', why },
      event: {
        kind: 'points.adjusted',
        memberId,
        storeId: null,
        // The reason is for the member only, so events do not carry it.
        data: { adjustmentId: id, points, by: context.actor },
      },
    } as const;
    const entry = await (points > 0 ? creditPoints(work, change) : takePoints(work, change));
    await recordAct(work, {
      act: 'points-adjusted',
      memberId,
      details: { adjustmentId: id, points, why: why.en },
    });
    return { balanceAfter: entry.balanceAfter, before: false };
  });
}

/** The adjustment that this id made, also to a membership that was merged into theirs meanwhile. */
async function madeBefore(
  { db }: Work,
  { memberId, id }: AdjustWish,
): Promise<KeptEntry | undefined> {
  for (const one of await together(db, memberId)) {
    const entry = await entryByCause(db, one, cause.adjustment(id));
    if (entry) return entry;
  }
  return undefined;
}

/** Takes from the lots that expire first, and never more than they hold: an adjustment makes no debt. */
async function takePoints(work: Work, change: Omit<Credit, 'availableAt'>): Promise<KeptEntry> {
  const holding = await holdingOf(work.db, change.memberId);
  const draws = drawFrom(holding.lots, -change.points, work.at);
  if (draws) return changePoints(work, { ...change, draws });
  throw new Refused({
    key: 'points-short',
    missing: -change.points - toSpend(holding, work.at),
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

import { cause, type Draw, type LedgerEntry } from './ledger.ts';
import { drawPending, drawUpTo, type Lot, spendable } from './lot.ts';

/** A member's points: what is in lots, and what a return took that was spent already. */
export interface Holding {
  readonly lots: readonly Lot[];
  /** Not negative. While there is one, no lot that lives holds points, pending ones neither. */
  readonly debt: number;
}

/** Points that may be spent, below zero while there is a debt: so "how many are missing" is right too. */
export const toSpend = ({ lots, debt }: Holding, at: number): number => spendable(lots, at) - debt;

/**
 * Where points go that come in while there is a debt: it is filled first, from the draws in front. Those are
 * of the lots that expire soonest, so that the member keeps the points that live longest.
 */
export function afterDebt(draws: readonly Draw[], debt: number): Draw[] {
  let owed = debt;
  return draws.flatMap((draw) => {
    const filled = Math.min(owed, draw.points);
    owed -= filled;
    return draw.points > filled ? [{ ...draw, points: draw.points - filled }] : [];
  });
}

/**
 * The debt after an entry. What an entry does not draw is debt: only a return may make one, and whatever
 * comes in fills as much of it as it can.
 * @returns null when the entry's draws and points allow for no such debt
 */
export function debtAfter(
  entry: Pick<LedgerEntry, 'points' | 'draws' | 'cause'>,
  debt: number,
): number | null {
  const undrawn = entry.points - entry.draws.reduce((sum, draw) => sum + draw.points, 0);
  const filled = Math.min(debt, Math.max(0, entry.points));
  if (undrawn === filled) return debt - filled;
  return undrawn < 0 && cause.isReturn(entry.cause) ? debt - undrawn : null;
}

/** The lot that a returned purchase had opened. */
export interface OwnLot {
  readonly lotId: string;
  /** Points of it that expired, and that no earlier return has counted: gone already. */
  readonly lapsed: number;
}

/**
 * Takes points for returned goods: out of the lot that the purchase opened, also when its time is over; then
 * those of it that have expired count as taken; then out of what else is pending; then out of the other lots that
 * live, as if the spending had been done from them. What is still missing becomes a debt.
 * @returns the draws, and how many points had lapsed before
 */
export function clawBack(
  lots: readonly Lot[],
  own: OwnLot,
  wanted: number,
  at: number,
): { draws: Draw[]; lapsed: number } {
  const inOwn = lots.find(({ id }) => id === own.lotId)?.remaining ?? 0;
  const taken = Math.min(inOwn, wanted);
  const lapsed = Math.min(own.lapsed, wanted - taken);
  const others = lots.filter(({ id }) => id !== own.lotId);
  const pending = drawPending(others, wanted - taken - lapsed, at);
  const missing = pending.reduce((rest, { points }) => rest + points, wanted - taken - lapsed);
  const draws = [...pending, ...drawUpTo(others, missing, at)];
  return { draws: taken === 0 ? draws : [{ lotId: own.lotId, points: -taken }, ...draws], lapsed };
}

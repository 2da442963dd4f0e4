import { cause, type Draw, type LedgerEntry } from './ledger.ts';
import { drawPending, drawUpTo, type Lot, spendable } from './lot.ts';

/** A member's points: those in lots, and the debt, which a return made when its points were spent already. */
export interface Holding {
  readonly lots: readonly Lot[];
  /** Not negative. While there is a debt, no live lot holds points, pending or not. */
  readonly debt: number;
}

/** Points that may be spent; below zero while there is a debt, so that "how many are missing" is right too. */
export const toSpend = ({ lots, debt }: Holding, at: number): number => spendable(lots, at) - debt;

/**
 * Where incoming points go while there is a debt: they pay the debt first. The first draws pay it, whose lots expire
 * soonest, so the member keeps the points that live longest.
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
 * The debt after an entry. Points that an entry takes from no lot become debt; only a return, a sale that is rated anew,
 * or the debt of a membership that was merged may do that. Incoming points pay as much of the debt as they can.
 * @returns null when the entry's draws and points allow no such debt
 */
export function debtAfter(
  entry: Pick<LedgerEntry, 'points' | 'draws' | 'cause'>,
  debt: number,
): number | null {
  const undrawn = entry.points - entry.draws.reduce((sum, draw) => sum + draw.points, 0);
  const filled = Math.min(debt, Math.max(0, entry.points));
  if (undrawn === filled) return debt - filled;
  return undrawn < 0 && mayOwe(entry.cause) ? debt - undrawn : null;
}

const mayOwe = (text: string): boolean =>
  cause.isReturn(text) || cause.isAwardBack(text) || cause.isRating(text) || cause.isMergedIn(text);

/** The lot of the purchase that is returned or earns less, or of the award that is taken back. */
export interface OwnLot {
  readonly lotId: string;
  /** Points of that lot that have expired, and that no earlier return has counted. */
  readonly lapsed: number;
}

/**
 * Takes points for returned goods. First from the purchase's own lot, even an expired one; then its expired points
 * count as taken; then from other pending lots; then from the other live lots, as if the spending had come from them.
 * What is still missing becomes a debt.
 * @returns the draws, and how many points had expired before
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

import type { Draw, LedgerEntry } from './ledger.ts';

/** An accrual with its expiry, and what is left of it. Its id is the cause of the entry that opened it. */
export interface Lot {
  readonly id: string;
  readonly remaining: number;
  readonly expiresAt: number;
}

/** Points that may be spent at `at`: what is left of lots that have not expired. */
export function spendable(lots: readonly Lot[], at: number): number {
  return lots.reduce((sum, lot) => (lot.expiresAt > at ? sum + lot.remaining : sum), 0);
}

/**
 * Takes points out of the lots that expire first, so that as few as possible are lost to time.
 * @param wanted whole points, above zero
 * @returns the draws, all negative, or null when the live lots do not hold enough
 * @throws RangeError when nothing, or less, is wanted
 */
export function drawFrom(lots: readonly Lot[], wanted: number, at: number): Draw[] | null {
  if (!(wanted > 0)) throw new RangeError(`points to draw must be above zero: ${wanted}`);
  const draws: Draw[] = [];
  let missing = wanted;
  for (const lot of [...lots].sort(soonestFirst)) {
    if (missing === 0) break;
    if (lot.expiresAt <= at || lot.remaining <= 0) continue;
    const taken = Math.min(lot.remaining, missing);
    draws.push({ lotId: lot.id, points: -taken });
    missing -= taken;
  }
  return missing === 0 ? draws : null;
}

/** The draws that undo these: each point back to the lot that it came from, with that lot's old expiry. */
export const undrawn = (draws: readonly Draw[]): Draw[] =>
  draws.map((draw) => ({ lotId: draw.lotId, points: -draw.points }));

/** What expires next, all of one day together: the points and the instant, or null when nothing will. */
export function nextExpiry(
  lots: readonly Lot[],
  at: number,
): { points: number; at: number } | null {
  const live = lots.filter((lot) => lot.expiresAt > at && lot.remaining > 0);
  if (live.length === 0) return null;
  const soonest = Math.min(...live.map((lot) => lot.expiresAt));
  const sum = live.reduce(
    (total, lot) => (lot.expiresAt === soonest ? total + lot.remaining : total),
    0,
  );
  return { points: sum, at: soonest };
}

/** Lots whose time is over and that still hold points: what the clock must take out of the ledger. */
export const expiredLots = (lots: readonly Lot[], at: number): Lot[] =>
  lots.filter((lot) => lot.expiresAt <= at && lot.remaining > 0).sort(soonestFirst);

export interface Replayed {
  readonly balance: number;
  readonly lots: ReadonlyMap<string, Lot>;
}

/**
 * What the entries alone say: the balance and what is left of each lot. `verify` compares the cached
 * figures with it.
 * @throws Error when the entries contradict themselves (a gap, a wrong running balance, an overdrawn lot)
 */
export function replay(entries: Iterable<LedgerEntry>): Replayed {
  const lots = new Map<string, Lot>();
  let balance = 0;
  let seq = 0;
  for (const entry of entries) {
    seq += 1;
    if (entry.seq !== seq) throw new Error(`entry ${seq} is missing`);
    balance += entry.points;
    if (entry.balanceAfter !== balance) throw new Error(`entry ${seq} has a wrong running balance`);
    if (entry.lotExpiresAt !== null) {
      lots.set(entry.cause, { id: entry.cause, remaining: 0, expiresAt: entry.lotExpiresAt });
    }
    applyDraws(lots, entry);
  }
  return { balance, lots };
}

function applyDraws(lots: Map<string, Lot>, entry: LedgerEntry): void {
  let moved = 0;
  for (const draw of entry.draws) {
    const lot = lots.get(draw.lotId);
    if (!lot) throw new Error(`entry ${entry.seq} draws on an unknown lot`);
    const remaining = lot.remaining + draw.points;
    if (remaining < 0) throw new Error(`entry ${entry.seq} overdraws lot ${draw.lotId}`);
    lots.set(lot.id, { ...lot, remaining });
    moved += draw.points;
  }
  if (moved !== entry.points)
    throw new Error(`entry ${entry.seq} moves ${moved}, says ${entry.points}`);
}

const soonestFirst = (a: Lot, b: Lot): number =>
  a.expiresAt - b.expiresAt || (a.id < b.id ? -1 : 1);

import { debtAfter } from './debt.ts';
import type { LedgerEntry } from './ledger.ts';
import { held, type Lot } from './lot.ts';

export interface Replayed {
  readonly balance: number;
  readonly debt: number;
  readonly lots: ReadonlyMap<string, Lot>;
}

/**
 * The balance, the debt and each lot, computed from the entries alone. `verify` compares the cached figures with it.
 * The balance is the points in the lots minus the debt.
 * @throws Error when the entries contradict themselves (a gap, a wrong running balance, an overdrawn lot, a debt that
 * nothing may make)
 */
export function replay(entries: Iterable<LedgerEntry>): Replayed {
  const lots = new Map<string, Lot>();
  let balance = 0;
  let debt = 0;
  let seq = 0;
  for (const entry of entries) {
    seq += 1;
    if (entry.seq !== seq) throw new Error(`entry ${seq} is missing`);
    balance += entry.points;
    if (entry.balanceAfter !== balance) throw new Error(`entry ${seq} has a wrong running balance`);
    keepLots(lots, entry);
    if (entry.lotExpiresAt !== null) {
      lots.set(entry.cause, {
        id: entry.cause,
        remaining: 0,
        expiresAt: entry.lotExpiresAt,
        ...(entry.lotAvailableAt !== undefined && { availableAt: entry.lotAvailableAt }),
      });
    }
    applyDraws(lots, entry);
    debt = applyDebt(lots, entry, debt);
  }
  return { balance, debt, lots };
}

/** An activity keeps all lots that hold points; it comes before its own draws. */
function keepLots(lots: Map<string, Lot>, { keepsUntil }: LedgerEntry): void {
  if (keepsUntil === undefined) return;
  for (const lot of lots.values()) {
    if (lot.remaining > 0 && lot.expiresAt < keepsUntil) {
      lots.set(lot.id, { ...lot, expiresAt: keepsUntil });
    }
  }
}

function applyDraws(lots: Map<string, Lot>, entry: LedgerEntry): void {
  for (const draw of entry.draws) {
    const lot = lots.get(draw.lotId);
    if (!lot) throw new Error(`entry ${entry.seq} draws on an unknown lot`);
    const remaining = lot.remaining + draw.points;
    if (remaining < 0) throw new Error(`entry ${entry.seq} overdraws lot ${draw.lotId}`);
    lots.set(lot.id, { ...lot, remaining });
  }
}

function applyDebt(lots: ReadonlyMap<string, Lot>, entry: LedgerEntry, before: number): number {
  const debt = debtAfter(entry, before);
  if (debt === null) {
    const moved = entry.draws.reduce((sum, draw) => sum + draw.points, 0);
    throw new Error(`entry ${entry.seq} moves ${moved}, says ${entry.points}, owed ${before}`);
  }
  if (debt > before && held([...lots.values()], entry.at) > 0) {
    throw new Error(`entry ${entry.seq} makes a debt while lots hold points`);
  }
  return debt;
}

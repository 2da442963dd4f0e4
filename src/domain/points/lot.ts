import { cause, type Draw, type LedgerEntry } from './ledger.ts';

/** An accrual with its expiry, and the points left of it. Its id is the cause of the entry that opened it. */
export interface Lot {
  readonly id: string;
  readonly remaining: number;
  readonly expiresAt: number;
  /** Nobody has told the member of its end, so it has none yet: `expiresAt` only gives its place. Absent: it ends then. */
  readonly untold?: true;
  /** Pending until then: nobody can spend it before. Absent: it could be spent at once. */
  readonly availableAt?: number;
}

/** Whether its points are gone, or about to be taken out by the clock. */
const isOver = (lot: Pick<Lot, 'expiresAt' | 'untold'>, at: number): boolean =>
  !lot.untold && lot.expiresAt <= at;

const isPending = (lot: Lot, at: number): boolean =>
  lot.availableAt !== undefined && lot.availableAt > at;

/** Points that may be spent at `at`: those in lots that are available and have not expired. */
export const spendable = (lots: readonly Lot[], at: number): number =>
  held(
    lots.filter((lot) => !isPending(lot, at)),
    at,
  );

/** What a member has, pending points included: a return can take all of these. */
export function held(lots: readonly Lot[], at: number): number {
  return lots.reduce((sum, lot) => (isOver(lot, at) ? sum : sum + lot.remaining), 0);
}

/** Points that become available at an instant, the first of a day. */
export interface Coming {
  readonly points: number;
  readonly availableAt: number;
}

/**
 * Pending points, by the day on which they can be spent, the next one first.
 * @param most how many days are listed; later points are added to the last one
 */
export function comingOf(
  lots: readonly Lot[],
  at: number,
  most = Number.POSITIVE_INFINITY,
): Coming[] {
  const days: Coming[] = [];
  const pending = lots.flatMap(({ remaining, availableAt }) =>
    availableAt !== undefined && availableAt > at && remaining > 0
      ? [{ points: remaining, availableAt }]
      : [],
  );
  for (const lot of pending.sort((a, b) => a.availableAt - b.availableAt)) {
    const last = days.at(-1);
    const joins = last && (last.availableAt === lot.availableAt || days.length === most);
    if (joins) days.pop();
    days.push({ ...lot, points: lot.points + (joins ? last.points : 0) });
  }
  return days;
}

/**
 * Takes pending points for returned goods, so that spendable points stay as long as possible. The points that would
 * come last go first.
 */
export const drawPending = (lots: readonly Lot[], wanted: number, at: number): Draw[] =>
  drawInOrder(
    lots
      .filter((lot) => isPending(lot, at))
      .sort((a, b) => (b.availableAt ?? 0) - (a.availableAt ?? 0) || (a.id < b.id ? -1 : 1)),
    wanted,
  );

/**
 * Takes points from the lots that expire first, so that as few as possible expire unused.
 * @param wanted whole points, above zero
 * @returns the draws, all negative; null when the live lots do not hold enough
 * @throws RangeError when `wanted` is zero or less
 */
export function drawFrom(lots: readonly Lot[], wanted: number, at: number): Draw[] | null {
  if (!(wanted > 0)) throw new RangeError(`points to draw must be above zero: ${wanted}`);
  const draws = drawUpTo(lots, wanted, at);
  return draws.reduce((sum, draw) => sum - draw.points, 0) === wanted ? draws : null;
}

/** The same; if the live lots do not hold enough, takes all that they hold. */
export const drawUpTo = (lots: readonly Lot[], wanted: number, at: number): Draw[] =>
  drawInOrder(
    lots.filter((lot) => !isOver(lot, at) && !isPending(lot, at)).sort(soonestFirst),
    wanted,
  );

function drawInOrder(lots: readonly Lot[], wanted: number): Draw[] {
  const draws: Draw[] = [];
  let missing = wanted;
  for (const lot of lots) {
    if (missing === 0) break;
    if (lot.remaining <= 0) continue;
    const taken = Math.min(lot.remaining, missing);
    draws.push({ lotId: lot.id, points: -taken });
    missing -= taken;
  }
  return draws;
}

/** The draws that undo these: each point goes back to its lot, with the lot's old expiry. */
export const undrawn = (draws: readonly Draw[]): Draw[] =>
  draws.map((draw) => ({ lotId: draw.lotId, points: -draw.points }));

/**
 * The part of a give-back that goes from `from` to `to` points of the whole. The points drawn last come back first, as
 * if the reward had cost less, so that the parts always make up the whole.
 * @param draws what the reward took, all negative, soonest expiry first
 */
export function undrawnPart(draws: readonly Draw[], from: number, to: number): Draw[] {
  let end = 0;
  const parts = undrawn(draws)
    .reverse()
    .map(({ lotId, points }) => {
      const begin = end;
      end += points;
      return { lotId, points: Math.min(end, to) - Math.max(begin, from) };
    });
  return parts.filter(({ points }) => points > 0).reverse();
}

/** Points that expired while a voucher held them can be spent for this many days more. */
export const secondChanceDays = 7;

/**
 * Where points that come back go: to the lots they came from. Those whose lot has expired meanwhile go together into a
 * new lot that lives some days longer. This happens only once: points from such a lot go back to it, or somebody could
 * keep points for ever by taking and cancelling a reward on each last evening.
 * @param ends when the lots they came from end
 * @param back the entry that brings them, whose cause names the new lot
 * @returns the draws, the soonest end first; `opens` when they need that lot
 */
export function comeBack(
  draws: readonly Draw[],
  ends: ReadonlyMap<string, number>,
  back: { readonly cause: string; readonly at: number },
): { draws: Draw[]; opens: boolean } {
  const lapsed = (lotId: string) => (ends.get(lotId) ?? 0) <= back.at;
  const late = draws.filter(({ lotId }) => lapsed(lotId) && !cause.isGiveBack(lotId));
  if (late.length === 0) return { draws: [...draws], opens: false };
  const points = late.reduce((sum, draw) => sum + draw.points, 0);
  const rest = draws.filter((draw) => !late.includes(draw));
  return { draws: [{ lotId: back.cause, points }, ...rest], opens: true };
}

/**
 * What give-back entries add up to: their points, how many went to a lot that had expired, and until when the new lot
 * of `comeBack` lives; null: there is none.
 */
export function backOf(
  entries: readonly Pick<LedgerEntry, 'points' | 'draws' | 'at' | 'lotExpiresAt'>[],
  ends: ReadonlyMap<string, number>,
): { points: number; lapsed: number; until: number | null } {
  let points = 0;
  let lapsed = 0;
  let until: number | null = null;
  for (const entry of entries) {
    points += entry.points;
    until = entry.lotExpiresAt ?? until;
    for (const draw of entry.draws) {
      if ((ends.get(draw.lotId) ?? 0) <= entry.at) lapsed += draw.points;
    }
  }
  return { points, lapsed, until };
}

/** Points that expire at an instant, the end of a day. */
export interface Expiring {
  readonly points: number;
  readonly at: number;
}

/**
 * When points expire of those that can be spent, by day, the next one first.
 * @param most how many days are listed; what expires later is added to the last one
 */
export function expiriesOf(
  lots: readonly Lot[],
  at: number,
  most = Number.POSITIVE_INFINITY,
): Expiring[] {
  const days: Expiring[] = [];
  const live = lots.filter((lot) => !isOver(lot, at) && lot.remaining > 0 && !isPending(lot, at));
  for (const lot of live.sort(soonestFirst)) {
    const last = days.at(-1);
    const joins = last && (last.at === lot.expiresAt || days.length === most);
    if (joins) days.pop();
    days.push({ points: lot.remaining + (joins ? last.points : 0), at: lot.expiresAt });
  }
  return days;
}

/** Lots that are over and still hold points: the clock must take these out of the ledger. */
export const expiredLots = (lots: readonly Lot[], at: number): Lot[] =>
  lots.filter((lot) => isOver(lot, at) && lot.remaining > 0).sort(soonestFirst);

const soonestFirst = (a: Lot, b: Lot): number =>
  a.expiresAt - b.expiresAt || (a.id < b.id ? -1 : 1);

import { afterDebt, clawBack, debtAfter, type OwnLot, toSpend } from '#domain/points/debt.ts';
import { cause, type Draw } from '#domain/points/ledger.ts';
import {
  comeBack,
  drawFrom,
  drawUpTo,
  expiredLots,
  held,
  type Lot,
  secondChanceDays,
  undrawnPart,
} from '#domain/points/lot.ts';
import { endOfDayAfterDays } from '#domain/values/calendar.ts';
import type { PastLot } from '#server/storage/rehearsal/past-of-members.ts';

/** When a lot ends, and from when its points can be spent; absent: at once. */
export interface LotDates {
  readonly expiresAt: number;
  readonly availableAt?: number | null;
}

/** Points that came back or were taken, by cause and time. */
interface Change {
  readonly cause: string;
  readonly at: number;
}

/** A member's points as they would be: every change is the domain's own, and nothing is stored. */
export class HoldingThen {
  readonly #lots = new Map<string, Lot>();
  readonly #ends = new Map<string, number>();
  readonly #expired = new Map<string, number>();
  readonly #told: ReadonlyMap<string, PastLot>;
  #debt = 0;
  /** No lot with points ends before: most steps end none, so that no lot has to be looked at. */
  #soonest = Number.POSITIVE_INFINITY;
  /** Points that ended unused so far. */
  expired = 0;

  /** @param told the lots as they are, because only they know of whose end a member was told */
  constructor(told: ReadonlyMap<string, PastLot>) {
    this.#told = told;
  }

  /** Points that may be spent; below zero: a debt. */
  toSpend = (at: number): number => toSpend({ lots: this.#list(), debt: this.#debt }, at);

  /** What the member has, pending points included; below zero: a debt. */
  outstanding = (at: number): number => held(this.#list(), at) - this.#debt;

  /** How many points of a lot have expired. */
  expiredOf = (lotId: string): number => this.#expired.get(lotId) ?? 0;

  /** Points of a new lot. */
  credit(cause: string, points: number, { expiresAt, availableAt }: LotDates): void {
    this.#open(cause, { expiresAt, availableAt: availableAt ?? null });
    this.#put(cause, [{ lotId: cause, points }], points);
  }

  /** @returns what was drawn; null: it is more than can be spent */
  spend(points: number, { cause, at }: Change): readonly Draw[] | null {
    if (points === 0) return [];
    if (this.toSpend(at) < points) return null;
    const draws = drawFrom(this.#list(), points, at);
    if (draws) this.#put(cause, draws, -points);
    return draws;
  }

  /** Takes as many as there are. */
  take(points: number, { cause, at }: Change): void {
    const draws = drawUpTo(this.#list(), points, at);
    const taken = draws.reduce((sum, draw) => sum - draw.points, 0);
    if (taken > 0) this.#put(cause, draws, -taken);
  }

  /** Gives back the part of what was drawn that goes from `from` to `to` points. */
  giveBack(
    drawn: readonly Draw[],
    { from, to }: { readonly from: number; readonly to: number },
    back: Change & { readonly timeZone: string },
  ): void {
    if (to <= from) return;
    const { draws, opens } = comeBack(undrawnPart(drawn, from, to), this.#ends, back);
    if (opens) {
      const expiresAt = endOfDayAfterDays(back.at, secondChanceDays, back.timeZone);
      this.#open(back.cause, { expiresAt, availableAt: null });
    }
    this.#put(back.cause, draws, to - from);
  }

  /** Takes points for goods that came back. @returns how many had expired before */
  clawBack(points: number, own: OwnLot, { cause, at }: Change): number {
    if (points === 0) return 0;
    const { draws, lapsed } = clawBack(this.#list(), own, points, at);
    if (points > lapsed) this.#put(cause, draws, lapsed - points);
    return lapsed;
  }

  /** Gives expired points of a lot back. @returns how many there were */
  reinstate(lotId: string, points: number, lot: { cause: string } & LotDates): number {
    const given = Math.min(points, this.expiredOf(lotId));
    if (given === 0) return 0;
    this.#expired.set(lotId, this.expiredOf(lotId) - given);
    this.expired -= given;
    this.credit(lot.cause, given, lot);
    return given;
  }

  /** An activity keeps all points until then. */
  keep(until: number): void {
    for (const lot of this.#lots.values()) {
      if (lot.remaining > 0 && lot.expiresAt < until) {
        const { id, remaining, availableAt } = lot;
        this.#open(id, { expiresAt: until, availableAt: availableAt ?? null }, remaining);
      }
    }
  }

  /** Takes out what has ended. */
  endUntil(at: number): void {
    if (at < this.#soonest) return;
    for (const lot of expiredLots(this.#list(), at)) {
      this.#lots.set(lot.id, { ...lot, remaining: 0 });
      // What was given back once and ended again counts as expired of the lot that it came from.
      const origin = cause.isReinstatement(lot.id) ? cause.reinstatedLot(lot.id) : lot.id;
      this.#expired.set(origin, this.expiredOf(origin) + lot.remaining);
      this.expired += lot.remaining;
    }
    this.#soonest = Math.min(...this.#list().map(({ expiresAt }) => expiresAt));
  }

  #list = (): Lot[] => [...this.#lots.values()].filter(({ remaining }) => remaining > 0);

  /** A lot that ends on the same day as it does in truth ends when its member was told so. */
  #open(id: string, { expiresAt, availableAt }: Required<LotDates>, remaining = 0): void {
    const told = this.#told.get(id);
    const same = told?.expires_at === expiresAt ? told : null;
    const ends = same?.ends_at ?? expiresAt;
    const untold = same !== null && same.ends_at === null && same.remaining > 0;
    this.#lots.set(id, {
      id,
      remaining,
      expiresAt: ends,
      ...(untold && { untold }),
      ...(availableAt !== null && { availableAt }),
    });
    this.#ends.set(id, untold ? Number.POSITIVE_INFINITY : ends);
  }

  #put(cause: string, wanted: readonly Draw[], points: number): void {
    const draws = points > 0 ? afterDebt([...wanted], this.#debt) : wanted;
    const debt = debtAfter({ points, draws, cause }, this.#debt);
    if (debt === null) throw new Error(`${cause} moves other points than it says`);
    for (const draw of draws) {
      const lot = this.#lots.get(draw.lotId);
      if (!lot) throw new Error(`${cause} draws on an unknown lot`);
      this.#lots.set(lot.id, { ...lot, remaining: lot.remaining + draw.points });
      if (draw.points > 0) this.#soonest = Math.min(this.#soonest, lot.expiresAt);
    }
    this.#debt = debt;
  }
}

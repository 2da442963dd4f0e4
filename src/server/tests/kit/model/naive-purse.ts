import { secondChanceDays } from '#domain/points/lot.ts';
import type { Program } from '#domain/program/program.ts';
import { endOfDayAfterDays } from '#domain/values/calendar.ts';

/** A single point: it only has an expiry, and the accrual that it came from. */
export interface Point {
  readonly expiresAt: number;
  readonly lotId: string;
  /** Nobody can spend it before; 0: at once. */
  readonly availableAt: number;
}

/** A member's points, each one an object in a place: in the hand, expired, or owed. */
export class NaivePurse {
  #hand: Point[] = [];
  /** Expired points that no return of their purchase has counted yet. */
  #gone: Point[] = [];
  #debt = 0;

  spendable(at: number): number {
    return this.#free(at).length - this.#debt;
  }

  /** The ledger's balance: pending points are the member's too. */
  balance(at: number): number {
    return this.#alive(at).length - this.#debt;
  }

  /** Incoming points pay the debt first. */
  receive(points: readonly Point[]): void {
    const filled = Math.min(this.#debt, points.length);
    this.#debt -= filled;
    this.#hand = [...this.#hand, ...points.slice(filled)];
  }

  /** A point that expired while a voucher held it gets some more days in another lot, and only once. */
  receiveBack(
    points: readonly Point[],
    lotId: string,
    at: number,
    { timeZone }: Pick<Program, 'timeZone'>,
  ): void {
    const expiresAt = endOfDayAfterDays(at, secondChanceDays, timeZone);
    const isLate = (point: Point) => point.expiresAt <= at && !point.lotId.startsWith('give-back');
    const late = points.filter(isLate).map(() => ({ expiresAt, lotId, availableAt: 0 }));
    this.receive([...late, ...points.filter((point) => !isLate(point))]);
  }

  /** Takes out the points that expire first. */
  spend(count: number, at: number): Point[] {
    const points = this.#free(at).slice(0, count);
    const spent = new Set(points);
    this.#hand = this.#hand.filter((point) => !spent.has(point));
    return points;
  }

  /**
   * One point after another: from the purchase itself, then its expired ones, then what waits longest, then whatever
   * expires first, else owed.
   * @returns how many were taken or owed
   */
  take(lotId: string, count: number, at: number): number {
    let taken = 0;
    for (let n = 0; n < count; n += 1) {
      const own = this.#hand.find((point) => point.lotId === lotId);
      const lapsed = this.#gone.findIndex((point) => point.lotId === lotId);
      if (!own && lapsed >= 0) {
        this.#gone.splice(lapsed, 1);
        continue;
      }
      taken += 1;
      const next = own ?? this.#waiting(at)[0] ?? this.#alive(at)[0];
      if (next) this.#hand.splice(this.#hand.indexOf(next), 1);
      else this.#debt += 1;
    }
    return taken;
  }

  tick(at: number): void {
    this.#gone.push(...this.#hand.filter((point) => point.expiresAt <= at));
    this.#hand = this.#alive(at);
  }

  /** Saves the state. @returns a function that restores it */
  keep(): () => void {
    const [hand, debt] = [[...this.#hand], this.#debt];
    return () => {
      this.#hand = hand;
      this.#debt = debt;
    };
  }

  #free = (at: number): Point[] => this.#alive(at).filter((point) => point.availableAt <= at);

  #waiting = (at: number): Point[] =>
    this.#hand
      .filter((point) => point.availableAt > at)
      .sort((a, b) => b.availableAt - a.availableAt || (a.lotId < b.lotId ? -1 : 1));

  #alive = (at: number): Point[] =>
    this.#hand.filter((point) => point.expiresAt > at).sort(soonest);
}

const soonest = (a: Point, b: Point): number =>
  a.expiresAt - b.expiresAt || (a.lotId < b.lotId ? -1 : a.lotId > b.lotId ? 1 : 0);

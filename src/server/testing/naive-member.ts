import { pointsEarned } from '#domain/accrual.ts';
import { endOfDayAfterMonths } from '#domain/calendar.ts';
import type { Program } from '#domain/program.ts';
import { qualifyingSince } from '#domain/qualifying.ts';
import { graceMs, issueAgainMs } from '#domain/redemption.ts';
import { tierStanding } from '#domain/tier.ts';

/** A single point: nothing is known of it but when it ends. */
interface Point {
  readonly expiresAt: number;
}

interface Held {
  readonly id: string;
  readonly rewardId: string;
  readonly cost: number;
  readonly expiresAt: number;
  readonly points: readonly Point[];
  state: 'issued' | 'redeemed' | 'reversed' | 'cancelled' | 'expired';
  replacedBy: Held | null;
}

/**
 * What a member's points should come to, reckoned point by point, with no ledger, no lots and no
 * database: slow and too simple to be wrong in the same way.
 */
export class NaiveMember {
  readonly #program: Program;
  #hand: Point[] = [];
  readonly #spent: { at: number; minor: number }[] = [];
  readonly vouchers: Held[] = [];

  constructor(program: Program, at: number) {
    this.#program = program;
    this.#earn(program.welcomePoints, at);
  }

  spendable(at: number): number {
    return this.#alive(this.#hand, at).length;
  }

  purchase(minor: number, at: number): number {
    const since = qualifyingSince(at);
    const counted = this.#spent.filter((one) => one.at > since);
    const sum = counted.reduce((total, one) => total + one.minor, 0);
    const { tier } = tierStanding(this.#program, sum);
    const earned = pointsEarned(this.#program, tier, { minor, currency: this.#program.currency });
    this.#spent.push({ at, minor });
    this.#earn(earned, at);
    return earned;
  }

  /** @returns the id of the voucher that answers, or null when it is refused */
  issue(wish: { id: string; rewardId: string; cost: number }, at: number): string | null {
    const live = this.#live(at);
    const twin = live.find((one) => one.rewardId === wish.rewardId);
    if (twin) return twin.id;
    if (this.spendable(at) < wish.cost) return null;
    if (live.length >= this.#program.liveVouchersAtMost) return null;
    return this.#take(wish, at).id;
  }

  /** @returns whether it is cancelled now */
  cancel(voucher: Held): boolean {
    if (voucher.state === 'issued') this.#giveBack(voucher, 'cancelled');
    return voucher.state === 'cancelled';
  }

  /** @returns whether the till gives the reward */
  redeem(scanned: Held, newId: string, at: number): boolean {
    let voucher = scanned;
    while (voucher.replacedBy) voucher = voucher.replacedBy;
    if (voucher.state !== 'issued' && voucher.state !== 'expired') return false;
    if (voucher.state === 'issued' && at < voucher.expiresAt + graceMs) {
      voucher.state = 'redeemed';
      return true;
    }
    if (at >= voucher.expiresAt + issueAgainMs) return false;
    return this.#issueAgain(voucher, newId, at);
  }

  /** @returns whether it is reversed now */
  reverse(voucher: Held): boolean {
    if (voucher.state === 'redeemed') this.#giveBack(voucher, 'reversed');
    return voucher.state === 'reversed';
  }

  tick(at: number): void {
    for (const voucher of this.vouchers) {
      const over = voucher.state === 'issued' && at >= voucher.expiresAt + graceMs;
      if (over) this.#giveBack(voucher, 'expired');
    }
    this.#hand = this.#alive(this.#hand, at);
  }

  #issueAgain(voucher: Held, newId: string, at: number): boolean {
    const held = voucher.state === 'issued' ? this.#alive(voucher.points, at).length : 0;
    const live = this.#live(at);
    if (this.spendable(at) + held < voucher.cost) return false;
    if (live.length >= this.#program.liveVouchersAtMost) return false;
    if (voucher.state === 'issued') this.#giveBack(voucher, 'expired');
    const twin = live.find((one) => one.rewardId === voucher.rewardId);
    const { rewardId, cost } = voucher;
    const stead = twin ?? this.#take({ id: newId, rewardId, cost }, at);
    stead.state = 'redeemed';
    voucher.replacedBy = stead;
    return true;
  }

  #earn(count: number, at: number): void {
    const { pointsLastMonths, timeZone } = this.#program;
    const expiresAt = endOfDayAfterMonths(at, pointsLastMonths, timeZone);
    for (let n = 0; n < count; n += 1) this.#hand.push({ expiresAt });
  }

  #take(wish: { id: string; rewardId: string; cost: number }, at: number): Held {
    const order = this.#alive(this.#hand, at).sort((a, b) => a.expiresAt - b.expiresAt);
    const points = order.slice(0, wish.cost);
    const gone = new Set(points);
    this.#hand = this.#hand.filter((point) => !gone.has(point));
    const expiresAt = at + this.#program.voucherMinutes * 60_000;
    const voucher: Held = { ...wish, expiresAt, points, state: 'issued', replacedBy: null };
    this.vouchers.push(voucher);
    return voucher;
  }

  #giveBack(voucher: Held, state: Held['state']): void {
    voucher.state = state;
    this.#hand.push(...voucher.points);
  }

  #live = (at: number): Held[] =>
    this.vouchers.filter((one) => one.state === 'issued' && at < one.expiresAt);

  #alive = (points: readonly Point[], at: number): Point[] =>
    points.filter((point) => point.expiresAt > at);
}

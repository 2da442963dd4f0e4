import { cause } from '#domain/points/ledger.ts';
import { qualifyingSince } from '#domain/points/qualifying.ts';
import type { Program, Tier } from '#domain/program/program.ts';
import { tierStanding } from '#domain/program/tier.ts';
import { graceMs, issueAgainMs } from '#domain/redemption/redemption.ts';
import { endOfDayAfterDays, endOfDayAfterMonths } from '#domain/values/calendar.ts';
import { backByNow, bringBack, type NaiveBack, naiveGoods } from './naive-goods.ts';
import { NaivePasses } from './naive-passes.ts';
import { NaivePurse } from './naive-purse.ts';
import type { Bought, Held, NaiveReceipt } from './naive-records.ts';

/**
 * What a member's points should be, computed point by point, without a ledger, lots or a database: slow, and too simple
 * to have the same bugs.
 */
export class NaiveMember {
  readonly #program: Program;
  readonly #purse = new NaivePurse();
  readonly vouchers: Held[] = [];
  readonly purchases: Bought[] = [];
  readonly #passes = new NaivePasses();

  constructor(program: Program, at: number) {
    this.#program = program;
    this.#earn(program.welcomePoints, 'welcome', at);
  }

  spendable(at: number): number {
    return this.#purse.spendable(at);
  }

  balance(at: number): number {
    return this.#purse.balance(at);
  }

  purchase(receipt: NaiveReceipt, at: number): Bought {
    const { minor, taxes, gift } = receipt;
    const paid = minor + taxes;
    const counted = paid === 0 ? 0 : Math.floor((minor * (paid - gift)) / paid);
    const earned = paid === 0 ? 0 : this.#pointsFor(minor * (paid - gift), paid, this.tier(at));
    return this.#keep(receipt, { earned, counted, at, availableAt: this.#windowEnd(at) });
  }

  /** @returns the points that it took and gave back; null when it is refused */
  return(bought: Bought, back: NaiveBack, at: number): { taken: number; back: number } | null {
    const { goods } = bought;
    if (bringBack(goods, back) === null) return null;
    const weights = goods.lines.map(({ minor }) => minor);
    let given = 0;
    for (const { voucher, weights: on } of bought.given) {
      if (voucher.state !== 'redeemed') continue;
      given += this.#giveBackTo(voucher, backByNow(goods, voucher.cost, on, voucher.undone), at);
    }
    const due = backByNow(goods, bought.earned, weights);
    const taken = this.#purse.take(`purchase:${bought.id}`, due - bought.taken, at);
    bought.taken = due;
    return { taken, back: given };
  }

  /** The new goods in exchange for a return of `minor` that took `taken` points. */
  exchange(
    { of, minor, taken, tier }: { of: Bought; minor: number; taken: number; tier: Tier },
    receipt: NaiveReceipt,
    at: number,
  ): Bought {
    const kept = minor === 0 ? 0 : Math.floor((taken * Math.min(minor, receipt.minor)) / minor);
    const more = Math.max(0, receipt.minor - minor);
    const earned = kept + this.#pointsFor(more, 1, tier);
    // Points that were kept wait no longer than before. Where more was paid, they all wait as those of a new sale.
    const availableAt = more > 0 ? this.#windowEnd(at) : of.availableAt;
    return this.#keep(receipt, { earned, counted: receipt.minor, at, availableAt });
  }

  /** @returns the id of the voucher that is the answer; null when it is refused */
  issue(wish: { id: string; rewardId: string; cost: number }, at: number): string | null {
    const live = this.#live(at);
    const twin = live.find((one) => one.rewardId === wish.rewardId);
    if (twin) return twin.id;
    if (this.spendable(at) < wish.cost) return null;
    if (live.length >= this.#program.liveVouchersAtMost) return null;
    return this.#spend(wish, at).id;
  }

  /** @returns whether it is cancelled now */
  cancel(voucher: Held, at: number): boolean {
    if (voucher.state === 'issued') this.#giveBack(voucher, 'cancelled', at);
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

  /**
   * A pass is issued and redeemed at once.
   * @param shownAt when the phone drew it
   * @returns whether the till gives the reward
   */
  pass(
    wish: { id: string; rewardId: string; cost: number },
    at: number,
    shownAt: number = at,
  ): boolean {
    if (!this.#passes.show(wish.rewardId, at, shownAt)) return false;
    const id = this.issue(wish, at);
    const voucher = this.vouchers.find((one) => one.id === id);
    if (!voucher) return false;
    voucher.state = 'redeemed';
    this.#passes.take(voucher, at, shownAt);
    return true;
  }

  /** @returns whether it is reversed now */
  reverse(voucher: Held, at: number): boolean {
    if (voucher.state === 'redeemed') this.#giveBack(voucher, 'reversed', at);
    return voucher.state === 'reversed';
  }

  /** Undoes a reward for one line of the purchase that it was given with. */
  undoLine(bought: Bought, line: string, at: number): void {
    for (const { voucher, weights } of bought.given) {
      if (voucher.state !== 'redeemed') continue;
      voucher.undone.add(line);
      const due = backByNow(bought.goods, voucher.cost, weights, voucher.undone);
      this.#giveBackTo(voucher, due, at);
    }
  }

  tick(at: number): void {
    for (const voucher of this.vouchers) {
      const over = voucher.state === 'issued' && at >= voucher.expiresAt + graceMs;
      if (over) this.#giveBack(voucher, 'expired', at);
    }
    this.#purse.tick(at);
  }

  tier(at: number): Tier {
    const since = qualifyingSince(at);
    const sums = this.purchases
      .filter((one) => one.at > since)
      .filter((one) => this.#program.pending?.tiers !== 'when-available' || one.availableAt <= at)
      .map(({ goods, counted }) => {
        const weights = goods.lines.map(({ minor }) => minor);
        return counted - backByNow(goods, counted, weights);
      });
    return tierStanding(
      this.#program,
      sums.reduce((a, b) => a + b, 0),
    ).tier;
  }

  #pointsFor(minor: number, of: number, tier: Tier): number {
    return Math.floor((minor * this.#program.pointsPerUnit * tier.rateHundredths) / (of * 10_000));
  }

  #keep(
    { id, minor, lines, given }: NaiveReceipt,
    told: Pick<Bought, 'earned' | 'counted' | 'at' | 'availableAt'>,
  ): Bought {
    const bought = { id, ...told, taken: 0, given, goods: naiveGoods(minor, lines) };
    this.purchases.push(bought);
    this.#earn(told.earned, `purchase:${id}`, told.at, told.availableAt);
    return bought;
  }

  #issueAgain(voucher: Held, newId: string, at: number): boolean {
    const putBack = this.#purse.keep();
    const { state } = voucher;
    const live = this.#live(at);
    const twin = live.find((one) => one.rewardId === voucher.rewardId);
    if (voucher.state === 'issued') this.#giveBack(voucher, 'expired', at);
    if (this.spendable(at) < voucher.cost || live.length >= this.#program.liveVouchersAtMost) {
      putBack();
      if (state === 'issued') voucher.back = 0;
      voucher.state = state;
      return false;
    }
    const stead = twin ?? this.#spend({ ...voucher, id: newId }, at);
    stead.state = 'redeemed';
    voucher.replacedBy = stead;
    return true;
  }

  #windowEnd(at: number): number {
    const { pending, timeZone } = this.#program;
    return pending ? endOfDayAfterDays(at, pending.days, timeZone) : 0;
  }

  #earn(count: number, lotId: string, at: number, availableAt = 0): void {
    const { pointsLastMonths, timeZone } = this.#program;
    const from = Math.max(at, availableAt);
    const expiresAt = endOfDayAfterMonths(from, pointsLastMonths, timeZone);
    const point = { expiresAt, lotId, availableAt };
    this.#purse.receive(Array.from({ length: count }, () => ({ ...point })));
  }

  #spend(wish: { id: string; rewardId: string; cost: number }, at: number): Held {
    const points = this.#purse.spend(wish.cost, at);
    const expiresAt = at + this.#program.voucherMinutes * 60_000;
    const rest = { back: 0, state: 'issued', replacedBy: null, undone: new Set<string>() } as const;
    const voucher: Held = { ...wish, expiresAt, points, ...rest };
    this.vouchers.push(voucher);
    return voucher;
  }

  #giveBack(voucher: Held, state: Held['state'], at: number): void {
    this.#giveBackTo(voucher, voucher.cost, at);
    voucher.state = state;
  }

  /** The points that live longest come back first. A point that expired meanwhile gets some more days, once. */
  #giveBackTo(voucher: Held, due: number, at: number): number {
    const more = due - voucher.back;
    if (more <= 0) return 0;
    const back = voucher.points.slice(voucher.cost - due, voucher.cost - voucher.back);
    this.#purse.receiveBack(back, cause.giveBack(voucher.id, voucher.back), at, this.#program);
    voucher.back = due;
    if (due === voucher.cost) voucher.state = 'reversed';
    return more;
  }

  #live = (at: number): Held[] =>
    this.vouchers.filter((one) => one.state === 'issued' && at < one.expiresAt);
}

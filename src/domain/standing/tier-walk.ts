import type { Tier } from '#domain/program/program.ts';
import { keepOf, type TierTerms, tierRuleOf } from '#domain/program/tier-terms.ts';
import type { QualifyingEntry } from './qualifying-entry.ts';
import { type CountedPeriod, periodOf } from './tier-period.ts';

/** Something on the way: an entry begins to count, or leaves a rolling window. */
interface Moment {
  readonly at: number;
  readonly amount: number;
  readonly what: QualifyingEntry['what'] | 'leave';
  readonly soldAt: number;
}

/** Where a walk has come to. */
export interface Place {
  readonly tier: Tier;
  /** What counts, in the smallest unit of what the program counts. */
  readonly counted: number;
  readonly period: CountedPeriod;
}

/** Another tier at an instant. */
interface Change {
  readonly at: number;
  readonly to: Tier;
  /** What counted then, and decided it. */
  readonly counted: number;
}

/**
 * A member's way through what they bought, under one rule: up at once, down when a period ends or, in a rolling window,
 * when too little is left in it. It depends on nothing but its entries and the time.
 */
export class TierWalk {
  readonly #terms: TierTerms;
  readonly #joinedAt: number;
  readonly #moments: readonly Moment[];
  readonly #rolls: boolean;
  #next = 0;
  #held: number;
  /** The rung that the last period left, below which no return leads. */
  #floor: number;
  /** The highest rung at which something was bought in this period. */
  #used = 0;
  /** Since when each rung is held that was reached in this period. */
  readonly #since = new Map<number, number>();
  #sum = 0;
  #period: CountedPeriod;

  /**
   * @param entries in their order
   * @param held the tier before; one that the terms do not have counts as the first
   * @param at from when these terms are in force. What counted before counts now too
   */
  constructor(
    { terms, joinedAt }: { readonly terms: TierTerms; readonly joinedAt: number },
    entries: readonly QualifyingEntry[],
    held: string | null,
    at: number,
  ) {
    this.#terms = terms;
    this.#joinedAt = joinedAt;
    this.#rolls = tierRuleOf(terms).period === 'rolling';
    this.#moments = this.#rolls ? withLeaving(entries) : entries;
    this.#period = periodOf(at, terms, joinedAt);
    const rung = terms.tiers.findIndex(({ id }) => id === held);
    this.#held = Math.max(0, rung);
    for (let one = this.#moment(); one && one.at < at; one = this.#moment()) {
      if (one.at >= this.#period.startsAt) this.#sum += one.amount;
      this.#next += 1;
    }
    this.#floor = this.#held;
    this.#climb(at);
    if (this.#rolls) this.#settle(at);
  }

  get place(): Place {
    return { tier: this.#tier(this.#held), counted: this.#sum, period: this.#period };
  }

  /**
   * Goes on to an instant. A period that ends just then is judged by these terms.
   * @param inclusive whether what happens at that instant belongs to them too
   */
  forward(to: number, inclusive: boolean): void {
    for (;;) {
      const moment = this.#moment();
      const due = moment && (moment.at < to || (inclusive && moment.at === to)) ? moment : null;
      const { endsAt } = this.#period;
      if (endsAt !== null && endsAt <= Math.min(to, due?.at ?? to)) this.#review();
      else if (due) this.#take(due);
      else return;
    }
  }

  /** What becomes of the tier if nothing more is bought, also by what is bought and does not count yet. The walk is over after it. */
  changes(): Change[] {
    const changes: Change[] = [];
    // With nothing bought, each period's end loses something or nothing ever will; the last entries may keep it once more.
    for (let quiet = 0; quiet < 2; ) {
      const { endsAt } = this.#period;
      const moment = this.#moment();
      if (!moment && (endsAt === null || this.#held === 0)) break;
      const before = this.#held;
      const at = Math.min(
        endsAt ?? Number.POSITIVE_INFINITY,
        moment?.at ?? Number.POSITIVE_INFINITY,
      );
      const left = this.#sum;
      const ends = endsAt === at;
      if (ends) this.#review();
      else if (moment) this.#take(moment);
      const counted = ends ? left : this.#sum;
      if (this.#held !== before) changes.push({ at, to: this.#tier(this.#held), counted });
      if (ends) quiet = moment || this.#held < before ? 0 : quiet + 1;
    }
    return changes;
  }

  #moment(): Moment | undefined {
    return this.#moments[this.#next];
  }

  #take({ at, amount, what, soldAt }: Moment): void {
    this.#next += 1;
    if (what === 'sale') this.#use(soldAt);
    this.#sum += amount;
    if (this.#rolls) {
      // What enters and leaves at one instant is one change.
      if (this.#moment()?.at !== at) this.#settle(at);
      return;
    }
    if (what === 'return') this.#giveUp();
    this.#climb(at);
  }

  /** A tier is used by what was bought while it was held, whenever that counts. */
  #use(soldAt: number): void {
    let rung = this.#held;
    while (rung > this.#floor && soldAt < (this.#since.get(rung) ?? soldAt)) rung -= 1;
    this.#used = Math.max(this.#used, rung);
  }

  #climb(at: number): void {
    const reached = this.#reached();
    for (; this.#held < reached; this.#held += 1) this.#since.set(this.#held + 1, at);
  }

  /** Takes back a tier that was reached by goods which were returned, if the program says so. */
  #giveUp(): void {
    const { returns } = tierRuleOf(this.#terms);
    if (returns === 'keep') return;
    const stays = returns === 'keep-used' ? this.#used : 0;
    this.#held = Math.min(this.#held, Math.max(this.#floor, this.#reached(), stays));
  }

  /** The end of a period: who did not keep their tier goes down. */
  #review(): void {
    if (this.#sum < keepOf(this.#tier(this.#held))) {
      const { downgrade } = tierRuleOf(this.#terms);
      this.#held = downgrade === 'one-step' ? Math.max(0, this.#held - 1) : this.#kept(this.#held);
    }
    this.#floor = this.#held;
    this.#used = 0;
    this.#since.clear();
    this.#sum = 0;
    const { endsAt } = this.#period;
    if (endsAt !== null) this.#period = periodOf(endsAt, this.#terms, this.#joinedAt);
  }

  /** A rolling window is looked at whenever it changes. */
  #settle(at: number): void {
    this.#climb(at);
    if (this.#sum < keepOf(this.#tier(this.#held))) this.#held = this.#kept(this.#held);
  }

  /** The highest rung below this one that what counts would keep. */
  #kept(rung: number): number {
    const below = this.#terms.tiers.slice(0, rung);
    return Math.max(
      0,
      below.findLastIndex((tier) => keepOf(tier) <= this.#sum),
    );
  }

  /** The highest rung that what counts reaches. */
  #reached(): number {
    return Math.max(
      0,
      this.#terms.tiers.findLastIndex(({ fromMinor }) => fromMinor <= this.#sum),
    );
  }

  #tier(rung: number): Tier {
    const tier = this.#terms.tiers[rung];
    if (!tier) throw new Error('a program has a first tier');
    return tier;
  }
}

/** The moments of a rolling window: each entry as it comes, and as it leaves. One that leaves before it counts never does. */
function withLeaving(entries: readonly QualifyingEntry[]): Moment[] {
  const moments = entries.flatMap((entry): Moment[] => {
    const { at, amount, leavesAt, soldAt } = entry;
    if (leavesAt === null) return [entry];
    if (leavesAt <= at) return [];
    return [entry, { at: leavesAt, amount: -amount, what: 'leave', soldAt }];
  });
  return moments.sort((a, b) => a.at - b.at);
}

import type { Tier } from '#domain/program/program.ts';
import { keepOf, type TierTerms, tierRuleOf } from '#domain/program/tier-terms.ts';
import type { QualifyingEntry } from './qualifying-entry.ts';
import { type CountedPeriod, periodOf } from './tier-period.ts';

/** Something on the way: an entry begins to count, or leaves a rolling window. */
interface Moment {
  readonly at: number;
  readonly amount: number;
  readonly what: QualifyingEntry['what'] | 'leave';
}

/** Where a walk has come to. */
export interface Place {
  readonly tier: Tier;
  /** What counts, in the smallest unit of what the program counts. */
  readonly counted: number;
  readonly period: CountedPeriod;
}

/** A tier that is lost at an instant. */
export interface Fall {
  readonly at: number;
  readonly to: Tier;
  /** How much was missing to keep the one before. */
  readonly missing: number;
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
    this.#climb();
    if (this.#rolls) this.#settle();
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

  /** What is lost from now on, one tier after the other, if nothing more is bought. The walk is over after it. */
  falls(): Fall[] {
    const falls: Fall[] = [];
    // With nothing bought, each period's end loses something or nothing ever will; the last entries may keep it once more.
    for (let quiet = 0; quiet < 2 && this.#held > 0; ) {
      const { endsAt } = this.#period;
      const moment = this.#moment();
      if (endsAt === null && !moment) break;
      const before = this.#held;
      const at = Math.min(
        endsAt ?? Number.POSITIVE_INFINITY,
        moment?.at ?? Number.POSITIVE_INFINITY,
      );
      const left = this.#sum;
      const ends = endsAt === at;
      if (ends) this.#review();
      else if (moment) this.#take(moment);
      const missing = keepOf(this.#tier(before)) - (ends ? left : this.#sum);
      if (this.#held < before) falls.push({ at, to: this.#tier(this.#held), missing });
      if (ends) quiet = this.#held < before ? 0 : quiet + 1;
    }
    return falls;
  }

  #moment(): Moment | undefined {
    return this.#moments[this.#next];
  }

  #take({ at, amount, what }: Moment): void {
    this.#next += 1;
    if (what === 'sale') this.#used = Math.max(this.#used, this.#held);
    this.#sum += amount;
    if (this.#rolls) {
      // What enters and leaves at one instant is one change.
      if (this.#moment()?.at !== at) this.#settle();
      return;
    }
    if (what === 'return') this.#giveUp();
    this.#climb();
  }

  #climb(): void {
    this.#held = Math.max(this.#held, this.#reached());
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
    this.#sum = 0;
    const { endsAt } = this.#period;
    if (endsAt !== null) this.#period = periodOf(endsAt, this.#terms, this.#joinedAt);
  }

  /** A rolling window is looked at whenever it changes. */
  #settle(): void {
    this.#climb();
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
  const moments = entries.flatMap(({ at, amount, what, leavesAt }): Moment[] => {
    if (leavesAt === null) return [{ at, amount, what }];
    if (leavesAt <= at) return [];
    return [
      { at, amount, what },
      { at: leavesAt, amount: -amount, what: 'leave' },
    ];
  });
  return moments.sort((a, b) => a.at - b.at);
}

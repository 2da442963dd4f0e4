import type { CountedThere } from '#domain/earning/counted-together.ts';
import type { PastMerged } from '#server/storage/rehearsal/past-merged.ts';

/** What is counted so far for rules that count over several sales, in whose books, and within which day or period. */
export class CountedThen {
  readonly #memberId: string;
  readonly #joinedAt: (memberId: string) => number;
  readonly #counted = new Map<string, readonly CountedThere[]>();

  constructor(memberId: string, merged: PastMerged | undefined) {
    this.#memberId = memberId;
    this.#joinedAt = (id) => merged?.joinedAt(id, memberId) ?? Number.POSITIVE_INFINITY;
    for (const one of merged?.counted ?? [])
      this.#counted.set(one.rule, [...this.#of(one.rule), one]);
  }

  /** Counts in the member's own books. @param by below zero: it came back */
  count(rule: string, within: number, by: number, soldAt: number): void {
    if (by === 0) return;
    const memberId = this.#memberId;
    const isSame = (one: CountedThere) => one.within === within && one.memberId === memberId;
    const all = this.#of(rule);
    const { counted, firstAt } = all.find(isSame) ?? { counted: 0, firstAt: soldAt };
    const sum = {
      memberId,
      within,
      counted: counted + by,
      firstAt: Math.min(firstAt, soldAt),
    };
    this.#counted.set(rule, [...all.filter((one) => !isSame(one)), sum]);
  }

  /** In the books of all memberships that are one at that time. @param within a goal's period; null: all */
  of(rule: string, within: number | null, at: number): CountedThere[] {
    return this.#of(rule)
      .filter((one) => within === null || one.within === within)
      .filter((one) => one.memberId === this.#memberId || this.#joinedAt(one.memberId) <= at);
  }

  #of = (rule: string): readonly CountedThere[] => this.#counted.get(rule) ?? [];
}

import type { CountedThere } from '#domain/earning/counted-together.ts';
import type { PastMerged } from '#server/storage/rehearsal/past-merged.ts';

/** What is counted so far for rules that count over several sales, in whose books, and within which day or period. */
export class CountedThen {
  readonly #memberId: string;
  readonly #joinedAt: (memberId: string) => number;
  readonly #counted = new Map<string, Map<string, CountedThere>>();

  constructor(memberId: string, merged: PastMerged | undefined) {
    this.#memberId = memberId;
    this.#joinedAt = (id) => merged?.joinedAt(id, memberId) ?? Number.POSITIVE_INFINITY;
    for (const one of merged?.counted ?? []) this.#of(one.rule).set(keyOf(one), one);
  }

  /**
   * Counts in the member's own books.
   * @param by below zero: it came back
   * @param soldAt absent: a return, which is no sale
   */
  count(rule: string, within: number, by: number, soldAt = Number.POSITIVE_INFINITY): void {
    if (by === 0) return;
    const memberId = this.#memberId;
    const all = this.#of(rule);
    const key = keyOf({ memberId, within });
    const before = all.get(key);
    all.set(key, {
      memberId,
      within,
      counted: (before?.counted ?? 0) + by,
      firstAt: Math.min(before?.firstAt ?? soldAt, soldAt),
    });
  }

  /** In the books of all memberships that are one at that time. @param within a goal's period; null: all */
  of(rule: string, within: number | null, at: number): CountedThere[] {
    return [...this.#of(rule).values()]
      .filter((one) => within === null || one.within === within)
      .filter((one) => one.memberId === this.#memberId || this.#joinedAt(one.memberId) <= at);
  }

  #of(rule: string): Map<string, CountedThere> {
    const all = this.#counted.get(rule) ?? new Map<string, CountedThere>();
    this.#counted.set(rule, all);
    return all;
  }
}

const keyOf = ({ memberId, within }: Pick<CountedThere, 'memberId' | 'within'>): string =>
  `${within} ${memberId}`;

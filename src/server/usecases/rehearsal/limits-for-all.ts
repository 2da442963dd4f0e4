import type { EarningRule } from '#domain/program/earning-rule.ts';

/**
 * What new or changed rules have given that are limited for all members together. Members are rehearsed one after the
 * other, so who comes first is a matter of their ids, and the sum is right all the same.
 */
export class LimitsForAll {
  readonly #given = new Map<string, { times: number; points: number }>();

  /** What a rule may still give. */
  left({ id, limits }: EarningRule): { times: number; points: number } {
    const { times, points } = this.#given.get(id) ?? { times: 0, points: 0 };
    const { inAll = Number.MAX_SAFE_INTEGER, budget = Number.MAX_SAFE_INTEGER } = limits;
    return { times: inAll - times, points: budget - points };
  }

  took(given: readonly { readonly rule: string; readonly points: number }[]): void {
    for (const { rule, points } of given) {
      if (points === 0) continue;
      const before = this.#given.get(rule) ?? { times: 0, points: 0 };
      this.#given.set(rule, { times: before.times + 1, points: before.points + points });
    }
  }
}

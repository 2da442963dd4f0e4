import type { EarningRule } from '#domain/program/earning-rule.ts';
import type { LineThen } from './line-then.ts';

interface GivenInAll {
  readonly times: number;
  readonly points: number;
}

/**
 * What rules have given that are limited for all members together. Members are rehearsed one after the other, so who
 * comes first is a matter of their ids, and the sum is right all the same.
 */
export class LimitsForAll {
  readonly #given: Map<string, GivenInAll>;

  /** @param before what was given before the rehearsal begins, and counts towards limits */
  constructor(before: ReadonlyMap<string, GivenInAll>) {
    this.#given = new Map(before);
  }

  given = (rule: string): GivenInAll => this.#given.get(rule) ?? { times: 0, points: 0 };

  /** What a rule may still give. */
  left({ id, limits }: EarningRule): GivenInAll {
    const { times, points } = this.given(id);
    const { inAll = Number.MAX_SAFE_INTEGER, budget = Number.MAX_SAFE_INTEGER } = limits;
    return { times: inAll - times, points: budget - points };
  }

  /** Counts what rules gave, each once. */
  took(given: readonly { readonly rule: string; readonly points: number }[]): void {
    for (const { rule, points } of given) this.count(rule, { times: 1, points });
  }

  /** What comes back of a line can be given to others. @param now how many of its points are back by now */
  back({ rule, points, pointsBack }: LineThen, now: number): void {
    const times = Number(points > now) - Number(points > pointsBack);
    this.count(rule, { times, points: pointsBack - now });
  }

  /** Counts what a rule gave; below zero is what came back. */
  count(rule: string, { times, points }: GivenInAll): void {
    const before = this.given(rule);
    this.#given.set(rule, { times: before.times + times, points: before.points + points });
  }
}

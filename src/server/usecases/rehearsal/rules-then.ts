import type { EarningRule } from '#domain/program/earning-rule.ts';
import type { Program, Reward } from '#domain/program/program.ts';
import { nearestPrice } from '#domain/program/reward-range.ts';
import type { DatedTerms } from '#domain/standing/standing.ts';

/** A program, and from when it was in force. */
export interface DatedProgram {
  readonly from: number;
  readonly program: Program;
}

/** Which rules were in force when, with the rehearsed ones from an instant on. */
export class RulesThen {
  readonly from: number;
  readonly until: number;
  readonly draft: Program;
  /** What decides tiers as it was, and as it would be. */
  readonly terms: { readonly was: readonly DatedTerms[]; readonly would: readonly DatedTerms[] };
  readonly #past: readonly DatedProgram[];
  readonly #same = new Map<Program, ReadonlyMap<string, boolean>>();

  /** @param past every program that was in force until then, the first one in front; at least one */
  constructor(
    past: readonly DatedProgram[],
    {
      draft,
      from,
      until,
      terms,
    }: Pick<RulesThen, 'draft' | 'from' | 'until'> & {
      readonly terms: RulesThen['terms'];
    },
  ) {
    this.#past = past;
    this.draft = draft;
    this.from = from;
    this.until = until;
    this.terms = terms;
  }

  isRehearsed = (at: number): boolean => at >= this.from;

  /** The program that was in force; before the first one, the first. */
  was(at: number): Program {
    const found = this.#past.findLast(({ from }) => from <= at) ?? this.#past[0];
    if (!found) throw new Error('no program is loaded');
    return found.program;
  }

  would = (at: number): Program => (this.isRehearsed(at) ? this.draft : this.was(at));

  /** Whether a rule of the rehearsed program says what it said then. */
  isSame(id: string, at: number): boolean {
    const was = this.was(at);
    const known = this.#same.get(was) ?? sameRules(was, this.draft);
    this.#same.set(was, known);
    return known.get(id) ?? false;
  }

  /** What a reward that was taken for so many points costs; null: it can't be had. */
  priceOf(rewardId: string, points: number, at: number): number | null {
    if (!this.isRehearsed(at)) return points;
    const now = this.draft.rewards.find(({ id }) => id === rewardId);
    if (!now) return null;
    const then = this.was(at).rewards.find(({ id }) => id === rewardId);
    return then && priced(then) === priced(now) ? points : nearestPrice(now, points);
  }
}

const priced = ({ points, range }: Reward): string => JSON.stringify([points, range ?? null]);

function sameRules(was: Program, draft: Program): Map<string, boolean> {
  const text = (rules: readonly EarningRule[] = []) =>
    new Map(rules.map((rule) => [rule.id, JSON.stringify(rule)]));
  const before = text(was.earning);
  return new Map([...text(draft.earning)].map(([id, rule]) => [id, before.get(id) === rule]));
}

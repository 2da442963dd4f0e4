import { awardsToChange, type Counted, timesDue } from '#domain/earning/award.ts';
import { earnedBySale } from '#domain/earning/earn.ts';
import { type EarnedLine, lineBack } from '#domain/earning/earned-line.ts';
import type { Sale } from '#domain/earning/fitting.ts';
import { windowEnd } from '#domain/points/pending.ts';
import { type CountingRule, isCounting } from '#domain/program/earning-rule.ts';
import type { Program, Tier } from '#domain/program/program.ts';
import { inOrderOfSale, type RatedSale } from '#domain/purchase/rating.ts';
import type { Returned } from '#domain/purchase/return.ts';
import { standingBefore, type TierHistory } from '#domain/standing/standing.ts';
import { eur } from './goods.ts';
import type { ToldGoods, ToldReturn, ToldSale } from './history.ts';

/** A program, and from when it is in force. */
export interface DatedProgram {
  readonly from: number;
  readonly program: Program;
}

interface PaperSale {
  readonly told: ToldSale;
  readonly sale: Sale;
  readonly program: Program;
  tier: Tier;
  counted: number;
  lines: readonly EarnedLine[];
  readonly returns: ToldReturn[];
}

/**
 * A member's sales, returns and awards as the use-cases keep them, on paper: the domain's rules and no database. What
 * is told late rates later sales anew, and what is told twice changes nothing.
 */
export class PaperBook {
  readonly #programs: readonly DatedProgram[];
  readonly #joinedAt: number;
  readonly #sales = new Map<number, PaperSale>();
  /** Returns that were told, by their number; those of a sale that was not wait for it. */
  readonly #returns = new Map<number, ToldReturn>();
  readonly #awards = new Map<string, number>();

  constructor(programs: readonly DatedProgram[], joinedAt: number) {
    this.#programs = programs;
    this.#joinedAt = joinedAt;
  }

  tell(told: ToldGoods): void {
    if (told.what === 'sale') this.#sell(told);
    else this.#takeBack(told);
  }

  /** What must be the same in the end, whatever was told in whatever order. */
  end() {
    const sales = [...this.#sales.values()]
      .sort((a, b) => a.told.n - b.told.n)
      .map((one) => ({
        n: one.told.n,
        tier: one.tier.id,
        counted: one.counted,
        lines: one.lines.map((line) => [line.rule, line.points, back(one, line, line.points)]),
      }));
    const awards = [...this.#awards].filter(([, given]) => given !== 0).sort();
    return { sales, awards };
  }

  #sell(told: ToldSale): void {
    if (this.#sales.has(told.n)) return;
    const minor = told.lines.reduce((sum, line) => sum + line.minor, 0);
    const gift = Math.floor((minor * told.gift) / 100);
    const tenders = [
      { kind: 'gift', minor: gift },
      { kind: 'cash', minor: minor - gift },
    ];
    const basket = {
      total: eur(minor),
      taxesMinor: 0,
      lines: told.lines,
      tenders,
      redemptions: [],
    };
    const sale = { soldAt: told.at, storeId: 'main', basket };
    const program = this.#programAt(told.at);
    const returns = [...this.#returns.values()].filter(({ of }) => of === told.n);
    const tier = this.#tierOf(program, told);
    const one = { told, sale, program, tier, counted: 0, lines: [], returns: [] as ToldReturn[] };
    this.#sales.set(told.n, one);
    this.#earn(one, tier);
    this.#settle(one, (line) => line.counted);
    for (const waiting of returns) this.#apply(one, waiting);
    this.#rateLater(told.at);
  }

  #takeBack(told: ToldReturn): void {
    if (this.#returns.has(told.n)) return;
    this.#returns.set(told.n, told);
    const sale = this.#sales.get(told.of);
    if (!sale) return;
    this.#apply(sale, told);
    this.#rateLater(Math.max(told.at, sale.told.at));
  }

  #apply(sale: PaperSale, told: ToldReturn): void {
    const before = sale.lines.map((line) => back(sale, line, line.counted));
    sale.returns.push(told);
    const after = sale.lines.map((line) => back(sale, line, line.counted));
    const changes = new Map(
      sale.lines.map((line, index) => [line, (before[index] ?? 0) - (after[index] ?? 0)]),
    );
    this.#settle(sale, (line) => changes.get(line) ?? 0);
  }

  /** What a sale earns at a tier. What it counted for stamps and goals stays as it was counted. */
  #earn(one: PaperSale, tier: Tier): void {
    const before = { bought: true, toMember: new Map(), inAll: new Map() };
    const earned = earnedBySale(one.program, tier, before, one.sale);
    one.tier = tier;
    one.counted = earned.countedMinor;
    one.lines = earned.lines;
  }

  #rateLater(from: number): void {
    const later = [...this.#sales.values()].filter(({ told }) => told.at >= from);
    for (const one of later.sort((a, b) => inOrderOfSale(timeOf(a.told), timeOf(b.told)))) {
      const tier = this.#tierOf(one.program, one.told);
      if (tier.id !== one.tier.id) this.#earn(one, tier);
    }
  }

  #settle(sale: PaperSale, changeOf: (line: EarnedLine) => number): void {
    for (const line of sale.lines) {
      const rule = sale.program.earning?.find(({ id }) => id === line.rule);
      const by = changeOf(line);
      if (!rule || !isCounting(rule) || by === 0) continue;
      const within = rule.kind === 'spend-goal' ? line.within : null;
      const now = this.#countedBy(rule, within);
      const before = now.map((one) =>
        one.within === line.within ? { ...one, counted: one.counted - by } : one,
      );
      const key = `${rule.id} ${within ?? ''}`;
      const given = this.#awards.get(key) ?? 0;
      const wanted = awardsToChange({
        before: timesDue(rule, before),
        after: timesDue(rule, now),
        given,
        room: Number.POSITIVE_INFINITY,
      });
      this.#awards.set(key, given + wanted);
    }
  }

  #countedBy(rule: CountingRule, within: number | null): Counted[] {
    const sums = new Map<number, number>();
    for (const sale of this.#sales.values()) {
      for (const line of sale.lines.filter((one) => one.rule === rule.id)) {
        if (within !== null && line.within !== within) continue;
        const counted = line.counted - back(sale, line, line.counted);
        sums.set(line.within, (sums.get(line.within) ?? 0) + counted);
      }
    }
    return [...sums].map(([one, counted]) => ({ within: one, counted }));
  }

  #tierOf(program: Program, told: ToldSale): Tier {
    const { id } = standingBefore(this.#history(), timeOf(told)).tier;
    const tier = program.tiers.find((one) => one.id === id);
    if (!tier) throw new Error(`no tier ${id}`);
    return tier;
  }

  #history(): TierHistory {
    const sales = [...this.#sales.values()].map(
      ({ told, sale, program, counted, returns }): RatedSale => ({
        ...timeOf(told),
        total: sale.basket.total,
        lines: sale.basket.lines,
        counted,
        countsFrom: windowEnd(program, told.at),
        returns: returns.map((one) => ({
          at: one.at,
          what: 'lines' as const,
          lines: one.lines,
          minor: one.lines.reduce((sum, line) => sum + line.minor, 0),
        })),
      }),
    );
    const terms = this.#programs.map(({ from, program }) => ({ from, terms: program }));
    return { joinedAt: this.#joinedAt, sales, terms };
  }

  #programAt(at: number): Program {
    const found = this.#programs.findLast(({ from }) => from <= at) ?? this.#programs[0];
    if (!found) throw new Error('no program');
    return found.program;
  }
}

const timeOf = ({ at: soldAt, n }: ToldSale) => ({
  soldAt,
  tillId: 'main-1',
  receiptNumber: `${n}`,
});

/** How much of a line is back with the goods of its sale. */
function back({ sale, returns }: PaperSale, line: EarnedLine, amount: number): number {
  const lines = new Map<string, number>();
  for (const { id, minor } of returns.flatMap((one) => one.lines)) {
    lines.set(id, (lines.get(id) ?? 0) + minor);
  }
  const returned: Returned = { whole: false, lines, unlinedMinor: 0 };
  return lineBack(sale.basket, returned, line, amount);
}

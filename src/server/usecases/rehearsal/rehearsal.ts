import type { Pair, Rehearsal, TierFigures, Touched } from '#contract/desk/desk-foresight.ts';
import { lineBack } from '#domain/earning/earned-line.ts';
import { worthOfPoints } from '#domain/membership/worth.ts';
import { isOccasion } from '#domain/program/earning-rule.ts';
import { storeNameOf } from '#domain/program/gone.ts';
import type { Program } from '#domain/program/program.ts';
import { returnedBy } from '#domain/purchase/rating.ts';
import { byPrice } from '#server/storage/purchases/earned-lines.ts';
import type { MemberPast } from '#server/storage/rehearsal/past-of-members.ts';
import type { PastSale } from '#server/storage/rehearsal/past-sales.ts';
import { Moves } from '#server/usecases/standing/moves.ts';
import type { MemberThen, SaleThen } from './member-then.ts';
import type { RulesThen } from './rules-then.ts';

const mostShown = 5;

type Sums = { was: number; would: number };
const none = (): Sums => ({ was: 0, would: 0 });

/** Adds up members as they are replayed. */
export class RehearsalSums {
  readonly #rules: RulesThen;
  readonly #tiers = new Map<string, { members: Sums; given: Sums; outstanding: Sums }>();
  readonly #stores = new Map<string, { sales: number; given: Sums }>();
  readonly #moves = new Moves();
  readonly #differences = { sales: 0, members: 0 };
  readonly #sums = {
    given: none(),
    awards: none(),
    occasions: none(),
    redeemed: none(),
    expired: none(),
    outstanding: none(),
  };
  #most: Touched[] = [];
  #missed = 0;
  #sales = 0;
  members = 0;

  constructor(rules: RulesThen) {
    this.#rules = rules;
  }

  add(past: MemberPast, then: MemberThen): void {
    const { number } = past.member;
    const outstanding = { was: past.outstanding, would: then.outstanding };
    this.members += 1;
    for (const sale of then.sales) this.#addSale(sale);
    const awards = past.awards.filter(
      ({ friend_id, back_at, at }) =>
        friend_id === null && back_at === null && this.#rules.isRehearsed(at),
    );
    const wouldHave = then.awards.filter(({ at, back }) => !back && this.#rules.isRehearsed(at));
    add(this.#sums.awards, { was: sumOf(awards), would: sumOf(wouldHave) });
    for (const what of ['occasions', 'redeemed', 'expired'] as const) {
      add(this.#sums[what], then[what]);
    }
    this.#missed += then.missed;
    add(this.#sums.outstanding, outstanding);
    for (const side of ['was', 'would'] as const) {
      const tier = this.#tier(then.tier[side]);
      tier.members[side] += 1;
      tier.outstanding[side] += outstanding[side];
    }
    this.#moves.add(then.tier.was, then.tier.would, number);
    if (outstanding.was !== outstanding.would) this.#touch({ number, outstanding });
  }

  result(): Rehearsal {
    const { from, until, draft } = this.#rules;
    const { given, awards, occasions, redeemed, expired, outstanding } = this.#sums;
    return {
      from,
      until,
      members: this.members,
      sales: this.#sales,
      differences: this.#differences,
      given,
      awards,
      occasions,
      redeemed,
      missed: this.#missed,
      expired,
      outstanding,
      worth: worthOf(draft, outstanding),
      tiers: this.#tierFigures(),
      stores: [...this.#stores]
        .map(([id, sums]) => ({ id, name: this.#storeName(id), ...sums }))
        .sort((a, b) => b.sales - a.sales || (a.id < b.id ? -1 : 1)),
      moves: this.#moves.list(),
      most: this.#most,
      notRehearsed: newOccasions(this.#rules),
    };
  }

  #addSale({ past, tier, lines }: SaleThen): void {
    const { row } = past;
    if (!this.#rules.isRehearsed(row.at)) return;
    const pair = { was: netWas(past), would: netOf(lines) };
    this.#sales += 1;
    add(this.#sums.given, pair);
    const store = this.#stores.get(row.store_id ?? '') ?? { sales: 0, given: none() };
    this.#stores.set(row.store_id ?? '', store);
    store.sales += 1;
    add(store.given, pair);
    this.#tier(row.tier_id).given.was += pair.was;
    this.#tier(tier).given.would += pair.would;
    if (pair.was !== pair.would || row.points !== sumOf(lines) || row.tier_id !== tier) {
      this.#differences.sales += 1;
    }
  }

  #touch(one: Touched): void {
    this.#differences.members += 1;
    this.#most = [...this.#most, one]
      .sort((a, b) => changeOf(b) - changeOf(a) || (a.number < b.number ? -1 : 1))
      .slice(0, mostShown);
  }

  #tier(id: string) {
    const known = this.#tiers.get(id) ?? { members: none(), given: none(), outstanding: none() };
    this.#tiers.set(id, known);
    return known;
  }

  /** In the order of the ladder; tiers that are gone come last. */
  #tierFigures(): TierFigures[] {
    const { tiers } = this.#rules.draft;
    for (const { id } of tiers) this.#tier(id);
    const rung = (id: string) => {
      const found = tiers.findIndex((tier) => tier.id === id);
      return found < 0 ? tiers.length : found;
    };
    const now = this.#now();
    const named = new Map([
      ...Object.entries(now.gone?.tiers ?? {}),
      ...[...now.tiers, ...tiers].map(({ id, name }) => [id, name] as const),
    ]);
    return [...this.#tiers]
      .sort(([a], [b]) => rung(a) - rung(b))
      .map(([id, sums]) => ({ id, name: named.get(id) ?? { en: id, ar: id }, ...sums }));
  }

  /** The program of now, which also names what has left. */
  #now = (): Program => this.#rules.was(this.#rules.until);

  /** What has left the rehearsed program has its name in the program of now. */
  #storeName(id: string): string {
    const { draft } = this.#rules;
    return draft.stores.find((store) => store.id === id)?.name ?? storeNameOf(this.#now(), id);
  }
}

const changeOf = ({ outstanding }: Touched): number =>
  Math.abs(outstanding.would - outstanding.was);

function add(sums: Sums, { was, would }: Pair): void {
  sums.was += was;
  sums.would += would;
}

const sumOf = (all: readonly { readonly points: number }[]): number =>
  all.reduce((sum, { points }) => sum + points, 0);

const netOf = (
  lines: readonly { readonly points: number; readonly pointsBack: number }[],
): number => lines.reduce((sum, line) => sum + line.points - line.pointsBack, 0);

/** One of before lines were kept earned by what was paid. */
function netWas({ row, lines, basket, returns }: PastSale): number {
  if (lines.length > 0 || row.points === 0) return netOf(lines);
  return row.points - lineBack(basket, returnedBy(returns), byPrice(row.points), row.points);
}

function worthOf(program: Program, points: Pair): Pair | null {
  const valuing = program.paidMemberships?.find((one) => one.pointWorthMillionths !== undefined);
  if (!valuing) return null;
  return {
    was: worthOfPoints(valuing, points.was),
    would: worthOfPoints(valuing, points.would),
  };
}

/** Nobody can have done then what only these rules reward. */
function newOccasions(rules: RulesThen): string[] {
  const known = new Set(rules.was(rules.until).earning?.map(({ id }) => id));
  const { earning = [], welcomePoints } = rules.draft;
  const fresh = earning.filter(
    (rule) => (isOccasion(rule) || rule.kind === 'referral') && !known.has(rule.id),
  );
  const welcome = welcomePoints > 0 && rules.was(rules.from).welcomePoints === 0;
  return [...(welcome ? ['welcome-points'] : []), ...fresh.map(({ id }) => id)];
}

import { earnedBySale } from '#domain/earning/earn.ts';
import { lineBack } from '#domain/earning/earned-line.ts';
import { fittingRules } from '#domain/earning/fitting.ts';
import { keptUntil, lotEnd } from '#domain/points/expiry-rule.ts';
import { cause } from '#domain/points/ledger.ts';
import { availableFrom, windowEnd } from '#domain/points/pending.ts';
import type { EarningRule } from '#domain/program/earning-rule.ts';
import type { Tier } from '#domain/program/program.ts';
import { splitExchange } from '#domain/purchase/exchange.ts';
import { returnedBy } from '#domain/purchase/rating.ts';
import type { MemberPast } from '#server/storage/rehearsal/past-of-members.ts';
import type { Exchanged, PastReturn, PastSale } from '#server/storage/rehearsal/past-sales.ts';
import { type Allowed, type AwardThen, EarningThen } from './earning-then.ts';
import { EntriesThen } from './entries-then.ts';
import { HoldingThen } from './holding-then.ts';
import type { LimitsForAll } from './limits-for-all.ts';
import { byPrice, fresh, type LineThen } from './line-then.ts';
import type { MemberThen, SaleThen } from './member-then.ts';
import { byRestThen } from './rest-then.ts';
import type { RulesThen } from './rules-then.ts';
import { SegmentsThen } from './segments-then.ts';
import { type Step, stepsOf } from './steps.ts';
import { TiersThen } from './tiers-then.ts';

/** Lives a member's past again under other rules. It reads and writes nothing. */
export function replayMember(past: MemberPast, rules: RulesThen, limits: LimitsForAll): MemberThen {
  const replay = new MemberReplay(past, rules, limits);
  for (const step of stepsOf(past)) replay.take(step);
  return replay.end();
}

class MemberReplay {
  readonly #past: MemberPast;
  readonly #rules: RulesThen;
  readonly #limits: LimitsForAll;
  readonly #holding: HoldingThen;
  readonly #earning: EarningThen;
  readonly #entries: EntriesThen;
  readonly #tiers: TiersThen;
  readonly #segments: SegmentsThen;
  readonly #saleOf: ReadonlyMap<string, PastSale>;
  readonly #sales = new Map<string, SaleThen>();
  /** Of each purchase: what came back so far, and how many of the points that this took had expired. */
  readonly #back = new Map<string, { returns: PastReturn[]; lapsed: number }>();
  #expiredBefore: number | null = null;

  constructor(past: MemberPast, rules: RulesThen, limits: LimitsForAll) {
    this.#past = past;
    this.#rules = rules;
    this.#limits = limits;
    this.#holding = new HoldingThen(past.lots);
    this.#earning = new EarningThen(past);
    this.#tiers = new TiersThen(past, rules);
    this.#segments = new SegmentsThen(past, rules);
    this.#entries = new EntriesThen(past, {
      rules,
      limits,
      holding: this.#holding,
      tiers: this.#tiers,
    });
    this.#saleOf = new Map(past.sales.map((sale) => [sale.row.id, sale]));
  }

  take(step: Step): void {
    this.#pass(step.at);
    if (step.what === 'entry') this.#entries.take(step.entry);
    else if (step.what === 'sale') this.#sellOrExchange(step.sale, step.at);
    else this.#return(step.sale, step.back, step.at);
  }

  end(): MemberThen {
    const { until } = this.#rules;
    this.#pass(until);
    const { redeemed, missed, occasions } = this.#entries;
    return {
      sales: [...this.#sales.values()],
      awards: this.#earning.awards,
      tier: this.#tiers.atEnd(),
      outstanding: this.#holding.outstanding(until),
      expired: {
        was: this.#entries.expired + this.#past.over,
        would: this.#holding.expired - (this.#expiredBefore ?? 0),
      },
      redeemed,
      missed,
      occasions,
    };
  }

  /** Ends what is over by then. */
  #pass(at: number): void {
    if (this.#expiredBefore === null && at >= this.#rules.from) {
      this.#holding.endUntil(this.#rules.from);
      this.#expiredBefore = this.#holding.expired;
    }
    this.#holding.endUntil(at);
  }

  /** Goods that lie in the books of a membership that ended keep the points that their return took there. */
  #sellOrExchange(past: PastSale, at: number): void {
    if (past.exchanged) this.#exchange(past, past.exchanged, at);
    else this.#sell(past, at);
  }

  #sell(past: PastSale, at: number): void {
    const { row } = past;
    const program = this.#rules.would(row.at);
    const keeps = keptUntil(this.#rules.would(at), { cause: cause.purchase(row.id), at });
    const tier = this.#tiers.ofSale(past);
    const lines = this.#linesOf(past, tier);
    const sale = { past, tier: tier.id, lines };
    this.#credit(sale, at, { waitsUntil: windowEnd(program, row.at), keeps });
    this.#earning.sold(row.at, lines);
    for (const award of this.#awardsOf(sale, at)) this.#creditAward(award, row.at, at);
  }

  /** What each rule makes of a sale; before the rehearsal, what it made. */
  #linesOf(past: PastSale, tier: Tier): LineThen[] {
    const { row, basket, lines } = past;
    // What was brought over counts for tiers, and had earned where it was sold.
    if (row.source !== null) return [];
    const isOld = lines.length === 0 && row.points > 0;
    if (!this.#rules.isRehearsed(row.at)) {
      return isOld ? [byPrice(row.points)] : lines.map(fresh);
    }
    const program = this.#rules.draft;
    if (isOld) return [byPrice(byRestThen(program, past, { tier }))];
    const { toSpend } = this.#holding;
    const segments = this.#segments.before(past, { tier, toSpend });
    const sale = { soldAt: row.at, storeId: row.store_id ?? '', basket, segments };
    const met = fittingRules(program, tier, sale);
    const before = this.#earning.before(row.at, met, this.#allowed(past));
    const earned = earnedBySale(program, tier, before, sale, met).lines.map(fresh);
    this.#limits.took(earned.filter(({ points }) => points > 0));
    return earned;
  }

  #awardsOf({ past, lines }: SaleThen, at: number): AwardThen[] {
    const { row } = past;
    if (this.#rules.isRehearsed(row.at)) {
      const sale = { soldAt: row.at, lines, at };
      const given = this.#earning.give(this.#rules.draft, sale, this.#allowed(past));
      this.#limits.took(given);
      return given;
    }
    return this.#past.awards
      .filter(({ purchase_id, friend_id }) => purchase_id === row.id && friend_id === null)
      .map((award) => this.#earning.gave(award));
  }

  /** A rule that says what it said gives a sale what it gave: the others' share of its limit is what it was. */
  #allowed({ row, lines }: PastSale): Allowed {
    return (rule: EarningRule) => {
      if (rule.limits.inAll === undefined && rule.limits.budget === undefined) return undefined;
      if (!this.#rules.isSame(rule.id, row.at)) return this.#limits.left(rule);
      const awards = this.#past.awards.filter(
        (one) => one.rule_id === rule.id && one.purchase_id === row.id && one.friend_id === null,
      );
      const gave = [...lines.filter((one) => one.rule === rule.id && one.points > 0), ...awards];
      return { times: gave.length, points: gave.reduce((sum, { points }) => sum + points, 0) };
    };
  }

  #credit(
    sale: SaleThen,
    at: number,
    { waitsUntil, keeps }: { waitsUntil: number | null; keeps: number | null },
  ): void {
    const { row } = sale.past;
    this.#sales.set(row.id, sale);
    const points = sale.lines.reduce((sum, line) => sum + line.points, 0);
    if (points === 0) return;
    if (keeps !== null) this.#holding.keep(keeps);
    this.#holding.credit(cause.purchase(row.id), points, {
      expiresAt: lotEnd(this.#rules.would(row.at), waitsUntil ?? row.at),
      availableAt: availableFrom(waitsUntil, at),
    });
  }

  #creditAward({ rule, number, points, isVoucher }: AwardThen, soldAt: number, at: number): void {
    if (isVoucher || points === 0) return;
    const program = this.#rules.would(soldAt);
    const waitsUntil = windowEnd(program, soldAt);
    this.#holding.credit(cause.award(rule, number), points, {
      expiresAt: lotEnd(program, waitsUntil ?? soldAt),
      availableAt: availableFrom(waitsUntil, at),
    });
  }

  #return(past: PastSale, back: PastReturn, at: number): void {
    const sale = this.#sales.get(past.row.id);
    if (!sale) throw new Error('goods came back of a sale that was not reported');
    const so = this.#back.get(past.row.id) ?? { returns: [], lapsed: 0 };
    this.#back.set(past.row.id, so);
    so.returns.push(back);
    const returned = returnedBy(so.returns);
    let points = 0;
    const changes = sale.lines.map((line) => {
      const [pointsBack, countedBack] = [line.points, line.counted].map((amount) =>
        lineBack(past.basket, returned, line, amount),
      ) as [number, number];
      points += pointsBack - line.pointsBack;
      // Of a sale before the rehearsal, it never counted.
      if (this.#rules.isRehearsed(past.row.at)) this.#limits.back(line, pointsBack);
      const by = line.countedBack - countedBack;
      Object.assign(line, { pointsBack, countedBack });
      return { rule: line.rule, within: line.within, by };
    });
    const lotId = cause.purchase(past.row.id);
    const own = { lotId, lapsed: this.#holding.expiredOf(lotId) - so.lapsed };
    const lapsed = this.#holding.clawBack(points, own, { cause: cause.return(back.id), at });
    so.lapsed += lapsed;
    for (const { rule, within, by } of changes) this.#earning.count(rule, within, by);
    const program = this.#rules.would(past.row.at);
    for (const award of this.#earning.takeBack(program, changes, at)) this.#takeAward(award, at);
    const made = back.madePurchaseId === null ? null : this.#saleOf.get(back.madePurchaseId);
    if (made) this.#exchange(made, { minor: back.minor, taken: points - lapsed }, at);
  }

  #takeAward({ rule, number, points, isVoucher, at: soldAt }: AwardThen, at: number): void {
    if (this.#rules.isRehearsed(soldAt)) this.#limits.count(rule, { times: -1, points: -points });
    if (isVoucher) return;
    const lotId = cause.award(rule, number);
    const own = { lotId, lapsed: this.#holding.expiredOf(lotId) };
    this.#holding.clawBack(points, own, { cause: cause.awardBack(rule, number), at });
  }

  /** The goods of an exchange keep the points of the old ones, and what they cost more earns. */
  #exchange(past: PastSale, { minor, taken }: Exchanged, at: number): void {
    const { row, basket } = past;
    const isRehearsed = this.#rules.isRehearsed(row.at);
    const tier = this.#tiers.ofSale(past);
    const { kept, rest } = splitExchange(basket.total, { minor, points: taken });
    const earned = isRehearsed
      ? kept + byRestThen(this.#rules.draft, past, { tier, minor: rest.minor })
      : row.points;
    const program = this.#rules.would(row.at);
    const keeps = keptUntil(this.#rules.would(at), { cause: cause.purchase(row.id), at });
    const waitsUntil = rest.minor > 0 ? windowEnd(program, row.at) : row.counts_from;
    const lines = earned === 0 ? [] : [byPrice(earned)];
    this.#credit({ past, tier: tier.id, lines }, at, { waitsUntil, keeps });
    this.#earning.sold(row.at, lines);
  }
}

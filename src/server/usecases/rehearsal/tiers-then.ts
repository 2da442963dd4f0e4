import { windowEnd } from '#domain/points/pending.ts';
import { qualifyingSince } from '#domain/points/qualifying.ts';
import type { Program, Tier } from '#domain/program/program.ts';
import { tierStanding } from '#domain/program/tier.ts';
import { countingPart } from '#domain/purchase/purchase.ts';
import { inOrderOfSale, type RatedSale } from '#domain/purchase/rating.ts';
import { standingAt, standingBefore, type TierHistory } from '#domain/standing/standing.ts';
import { shareOf } from '#domain/values/apportion.ts';
import type { MemberPast } from '#server/storage/rehearsal/past-of-members.ts';
import type { PastSale } from '#server/storage/rehearsal/past-sales.ts';
import type { RulesThen } from './rules-then.ts';

/** A member's tiers, by the domain's own walk through what they bought. */
export class TiersThen {
  readonly #rules: RulesThen;
  readonly #was: TierHistory;
  readonly #would: TierHistory;
  /** Of each sale by its id, where one sum decides; null: the walk does. */
  readonly #bySpend: ReadonlyMap<string, string> | null;

  constructor({ member, sales, grants }: MemberPast, rules: RulesThen) {
    this.#rules = rules;
    const made = new Set(sales.flatMap((one) => one.returns.map((back) => back.madePurchaseId)));
    const common = { joinedAt: member.joined_at, grants };
    this.#was = { ...common, sales: sales.map(asItWas), terms: rules.terms.was };
    const would = sales.map((sale) =>
      rules.isRehearsed(sale.row.at) && !made.has(sale.row.id)
        ? this.#asItWould(sale)
        : asItWas(sale),
    );
    this.#would = { ...common, sales: would, terms: rules.terms.would };
    const { tierRule, pending } = rules.draft;
    const simple = !tierRule && pending?.tiers !== 'when-available' && grants.length === 0;
    this.#bySpend =
      simple && sales.every(({ returns }) => returns.length === 0)
        ? tiersBySpend(rules.draft, sales, would)
        : null;
  }

  /** The tier at which a sale would earn; before the rehearsal, the one at which it did. */
  ofSale({ row }: PastSale): Tier {
    const program = this.#rules.would(row.at);
    const sale = { soldAt: row.at, tillId: row.till_id, receiptNumber: row.receipt_number };
    const [first] = program.tiers;
    if (!first) throw new Error('a program has a first tier');
    const id = this.#rules.isRehearsed(row.at)
      ? (this.#bySpend?.get(row.id) ?? standingBefore(this.#would, sale).tier.id)
      : row.tier_id;
    // A tier from before the rehearsal may have left the program since.
    return program.tiers.find((tier) => tier.id === id) ?? first;
  }

  /** The tier of an instant. */
  at = (at: number): Tier =>
    standingAt({ ...this.#would, sales: this.#would.sales.filter((one) => one.soldAt <= at) }, at)
      .tier;

  atEnd(): { was: string; would: string } {
    const { until } = this.#rules;
    return {
      was: standingAt(this.#was, until).tier.id,
      would: standingAt(this.#would, until).tier.id,
    };
  }

  #asItWould(sale: PastSale): RatedSale {
    const program = this.#rules.draft;
    const { part, of } = countingPart(program, sale.basket);
    return {
      ...asItWas(sale),
      counted: shareOf(sale.basket.total.minor, part, of),
      countsFrom: windowEnd(program, sale.row.at),
    };
  }
}

const asItWas = ({ row, basket, returns }: PastSale): RatedSale => ({
  soldAt: row.at,
  tillId: row.till_id,
  receiptNumber: row.receipt_number,
  total: basket.total,
  lines: basket.lines,
  counted: row.counted,
  returns,
  // One of before its own time was kept counts from when its points can be spent.
  countsFrom: row.counts_from ?? row.available_at,
});

/**
 * The tier of each sale where the spend of the months before it decides, and nothing came back or was given: one sum that
 * goes along, as a till asks for one sum. A member's whole year takes as long as one walk.
 */
function tiersBySpend(
  program: Program,
  sales: readonly PastSale[],
  rated: readonly RatedSale[],
): Map<string, string> {
  const ordered = sales
    .map(({ row }, index) => ({ id: row.id, sale: rated[index] as RatedSale }))
    .sort((a, b) => inOrderOfSale(a.sale, b.sale));
  const tiers = new Map<string, string>();
  let [first, spent] = [0, 0];
  for (const { id, sale } of ordered) {
    const since = qualifyingSince(sale.soldAt);
    for (let left = ordered[first]; left && left.sale.soldAt <= since; left = ordered[first]) {
      spent -= left.sale.counted;
      first += 1;
    }
    tiers.set(id, tierStanding(program, spent).tier.id);
    spent += sale.counted;
  }
  return tiers;
}

import { segmentsAsked } from '#domain/earning/fitting.ts';
import { type NamedLine, namedLines } from '#domain/earning/goods.ts';
import type { Program, Tier } from '#domain/program/program.ts';
import { returnedBy } from '#domain/purchase/rating.ts';
import { isInSegment, type KeptPurchase, needsOf, stillOpen } from '#domain/segments/in-segment.ts';
import { birthdayIn } from '#domain/values/birthday.ts';
import type { MemberPast } from '#server/storage/rehearsal/past-of-members.ts';
import type { PastSale } from '#server/storage/rehearsal/past-sales.ts';
import { segmentsAsSold } from '#server/usecases/purchases/segments-of-sale.ts';
import type { RulesThen } from './rules-then.ts';

interface Then {
  readonly tier: Tier;
  /** What the member could have spent at an instant. */
  readonly toSpend: (at: number) => number;
}

/** A sale with the names of its lines, which are worked out once, however many sales come after it. */
interface Named {
  readonly sale: PastSale;
  readonly lines: readonly NamedLine[];
}

/** In which segments of a draft a member would have been before each of their sales. */
export class SegmentsThen {
  readonly #past: MemberPast;
  readonly #rules: RulesThen;
  readonly #asked: readonly string[];
  /** The member's sales, the earliest first; read when a segment first asks what was bought. */
  #inOrder: readonly Named[] | null = null;

  constructor(past: MemberPast, rules: RulesThen) {
    this.#past = past;
    this.#rules = rules;
    this.#asked = segmentsAsked(rules.draft);
  }

  /**
   * Those that the draft's rules ask for. What was asked of the sale in the same words has the answer of then; all else is asked
   * of what was known when it was reported, and of the member's language and birthday of today.
   */
  before(sale: PastSale, { tier, toSpend }: Then): ReadonlySet<string> {
    if (this.#asked.length === 0) return new Set();
    const { draft } = this.#rules;
    const was = this.#rules.was(sale.row.at);
    const sold = segmentsAsSold(sale.row, sale.lines, was);
    const [same, anew] = [new Set<string>(), new Set<string>()];
    for (const id of this.#asked) (isSame(id, was, draft) ? same : anew).add(id);
    const { member, birthday } = this.#past;
    const person = {
      joinedAt: member.joined_at,
      language: member.language,
      birthdayMonth: birthday === null ? null : birthdayIn(birthday).month,
      tierId: tier.id,
      spendable: toSpend(reportedAt(sale)),
    };
    const { at } = sale.row;
    const asked = (draft.segments ?? []).filter(({ id }) => anew.has(id));
    const open = stillOpen(asked, person, at, draft.timeZone);
    const { purchasesSince: since } = needsOf(open, at, draft.timeZone);
    const purchases = since === null ? [] : this.#keptSince(since, sale);
    const met = open.filter((one) =>
      isInSegment(one, { ...person, purchases }, at, draft.timeZone),
    );
    return new Set([...[...same].filter((id) => sold.has(id)), ...met.map(({ id }) => id)]);
  }

  /** What was kept of what was bought from an instant until a sale, as far as it was known before it. */
  #keptSince(since: number, then: PastSale): KeptPurchase[] {
    this.#inOrder ??= this.#past.sales.map(named).sort((a, b) => a.sale.row.at - b.sale.row.at);
    const kept: KeptPurchase[] = [];
    for (let place = firstFrom(this.#inOrder, since); place < this.#inOrder.length; place += 1) {
      const one = this.#inOrder[place];
      if (!one || one.sale.row.at > then.row.at) break;
      if (isKnownBefore(one.sale, then)) kept.push(keptOf(one, then));
    }
    return kept;
  }
}

const named = (sale: PastSale): Named => ({ sale, lines: namedLines(sale.basket) });

/** The place of the first sale from an instant on. */
function firstFrom(inOrder: readonly Named[], since: number): number {
  let [from, to] = [0, inOrder.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((inOrder[middle]?.sale.row.at ?? since) < since) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Whether the rules of then asked for the same segment, in the same words. */
function isSame(id: string, was: Program, draft: Program): boolean {
  const said = ({ segments = [], timeZone }: Program) =>
    JSON.stringify([segments.find((one) => one.id === id)?.all, timeZone]);
  return segmentsAsked(was).includes(id) && said(was) === said(draft);
}

const reportedAt = ({ row }: PastSale): number => row.reported_at ?? row.at;

const isKnownBefore = (one: PastSale, then: PastSale): boolean =>
  one.row.id !== then.row.id && reportedAt(one) <= reportedAt(then);

/** What was kept of a purchase when another one was sold. */
function keptOf({ sale, lines }: Named, then: PastSale): KeptPurchase {
  const { row } = sale;
  const back = sale.returns.filter(({ at }) => at <= then.row.at);
  const returned = returnedBy(back).lines;
  return {
    at: row.at,
    storeId: row.store_id,
    minor: row.minor - back.reduce((sum, { minor }) => sum + minor, 0),
    lines: lines.flatMap(({ line, names }) =>
      (returned.get(line.id) ?? -1) < line.minor ? [names] : [],
    ),
  };
}

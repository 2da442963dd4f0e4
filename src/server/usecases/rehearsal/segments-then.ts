import { segmentsAsked } from '#domain/earning/fitting.ts';
import { namedLines } from '#domain/earning/goods.ts';
import type { Program, Tier } from '#domain/program/program.ts';
import { returnedBy } from '#domain/purchase/rating.ts';
import { isInSegment, type KeptPurchase } from '#domain/segments/in-segment.ts';
import { birthdayIn } from '#domain/values/birthday.ts';
import type { MemberPast } from '#server/storage/rehearsal/past-of-members.ts';
import type { PastSale } from '#server/storage/rehearsal/past-sales.ts';
import { segmentsAsSold } from '#server/usecases/purchases/segments-of-sale.ts';
import type { RulesThen } from './rules-then.ts';

interface Then {
  readonly rules: RulesThen;
  readonly tier: Tier;
  /** What the member could have spent at an instant. */
  readonly toSpend: (at: number) => number;
}

/**
 * In which segments of the draft a member would have been before a sale, of those that its rules ask for. What was asked of the
 * sale in the same words has the answer of then; all else is asked of what was known when it was reported, and of the
 * member's language and birthday of today.
 */
export function segmentsThen(
  past: MemberPast,
  sale: PastSale,
  { rules, tier, toSpend }: Then,
): ReadonlySet<string> {
  const { draft } = rules;
  const asked = segmentsAsked(draft);
  if (asked.length === 0) return new Set();
  const was = rules.was(sale.row.at);
  const sold = segmentsAsSold(sale.row);
  const { member, birthday } = past;
  const reportedAt = sale.row.reported_at ?? sale.row.at;
  const seen = {
    joinedAt: member.joined_at,
    language: member.language,
    birthdayMonth: birthday === null ? null : birthdayIn(birthday).month,
    tierId: tier.id,
    spendable: toSpend(reportedAt),
    purchases: past.sales.filter((one) => isKnownBefore(one, sale)).map((one) => keptOf(one, sale)),
  };
  const isIn = (id: string): boolean => {
    if (isSame(id, was, draft)) return sold.has(id);
    const segment = draft.segments?.find((one) => one.id === id);
    return segment !== undefined && isInSegment(segment, seen, sale.row.at, draft.timeZone);
  };
  return new Set(asked.filter(isIn));
}

/** Whether the rules of then asked for the same segment, in the same words. */
function isSame(id: string, was: Program, draft: Program): boolean {
  const said = ({ segments = [], timeZone }: Program) =>
    JSON.stringify([segments.find((one) => one.id === id)?.all, timeZone]);
  return segmentsAsked(was).includes(id) && said(was) === said(draft);
}

function isKnownBefore(one: PastSale, { row }: PastSale): boolean {
  const reportedAt = (of: PastSale['row']) => of.reported_at ?? of.at;
  return one.row.id !== row.id && reportedAt(one.row) <= reportedAt(row);
}

/** What was kept of a purchase when another one was sold. */
function keptOf({ row, basket, returns }: PastSale, then: PastSale): KeptPurchase {
  const back = returns.filter(({ at }) => at <= then.row.at);
  const { lines } = returnedBy(back);
  const kept = basket.lines.filter(({ id, minor }) => (lines.get(id) ?? -1) < minor);
  return {
    at: row.at,
    storeId: row.store_id,
    minor: row.minor - back.reduce((sum, { minor }) => sum + minor, 0),
    lines: namedLines({ lines: kept }).map(({ names }) => names),
  };
}

import { isOf } from '#domain/earning/goods.ts';
import { dayAfter, dayOf, startOfDay } from '#domain/values/calendar.ts';
import { periodAt } from '#domain/values/period.ts';
import type { Buying, Segment, SegmentCondition, Window } from './segment.ts';

/** A purchase of which something was kept. */
export interface KeptPurchase {
  /** When it was sold. */
  readonly at: number;
  readonly storeId: string | null;
  /** What was paid for what was kept, minor units. */
  readonly minor: number;
  /** Its lines of which something was kept, each by all its names (`namedLines`); none where the till told none. */
  readonly lines: readonly ReadonlySet<string>[];
}

/** A member as conditions see them at an instant. What no condition asks for may be left empty. */
export interface SegmentMember {
  readonly joinedAt: number;
  readonly language: string;
  /** Null: not told. */
  readonly birthdayMonth: number | null;
  readonly tierId: string;
  readonly spendable: number;
  readonly purchases: readonly KeptPurchase[];
}

/** `joined` counts days of so many milliseconds. */
export const dayMs = 24 * 60 * 60_000;

/** Whether all conditions are true of a member at an instant. */
export const isInSegment = (
  { all }: Segment,
  member: SegmentMember,
  at: number,
  timeZone: string,
): boolean => all.every((condition) => isMet(condition, member, at, timeZone));

type BuyingCondition = Extract<SegmentCondition, { kind: 'bought' | 'not-bought' | 'spent' }>;

const asksPurchases = (one: SegmentCondition): one is BuyingCondition =>
  one.kind === 'bought' || one.kind === 'not-bought' || one.kind === 'spent';

/**
 * The segments that a member may be in, whatever they bought: all else that is asked is true of them. So what they bought is
 * read for these alone.
 */
export const stillOpen = (
  segments: readonly Segment[],
  member: Omit<SegmentMember, 'purchases'>,
  at: number,
  timeZone: string,
): Segment[] =>
  segments.filter(({ all }) =>
    all.every(
      (one) => asksPurchases(one) || isMet(one, { ...member, purchases: [] }, at, timeZone),
    ),
  );

function isMet(
  condition: SegmentCondition,
  member: SegmentMember,
  at: number,
  timeZone: string,
): boolean {
  switch (condition.kind) {
    case 'bought':
      return counted(condition, member, at, timeZone).length >= condition.times;
    case 'not-bought':
      return counted(condition, member, at, timeZone).length === 0;
    case 'spent': {
      const sums = counted(condition, member, at, timeZone).map(({ minor }) => minor);
      return sums.reduce((sum, minor) => sum + minor, 0) >= condition.atLeastMinor;
    }
    case 'tier':
      return condition.tiers.includes(member.tierId);
    case 'points': {
      const { atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY } = condition;
      return member.spendable >= atLeast && member.spendable <= atMost;
    }
    case 'language':
      return condition.languages.includes(member.language);
    case 'birthday':
      return member.birthdayMonth !== null && condition.months.includes(member.birthdayMonth);
    case 'joined': {
      const days = Math.floor((at - member.joinedAt) / dayMs);
      const { atLeastDays = 0, atMostDays = Number.POSITIVE_INFINITY } = condition;
      return days >= atLeastDays && days <= atMostDays;
    }
  }
}

/** The purchases that a condition counts: those until the instant, so that one that is reported late counts by its own time. */
export function counted(
  { goods, stores, within }: Buying,
  { purchases }: SegmentMember,
  at: number,
  timeZone: string,
): KeptPurchase[] {
  if (purchases.length === 0) return [];
  const since = sinceOf(within, at, timeZone);
  return purchases.filter(
    (one) =>
      one.at >= since &&
      one.at <= at &&
      one.minor > 0 &&
      (!stores || (one.storeId !== null && stores.includes(one.storeId))) &&
      (!goods || one.lines.some((names) => isOf(names, goods))),
  );
}

/** The first instant of a window; of none, the beginning of time. */
function sinceOf(within: Window | undefined, at: number, timeZone: string): number {
  if (!within) return Number.NEGATIVE_INFINITY;
  if ('period' in within) return periodAt(at, within.period, timeZone).startedAt;
  const { year, month, day } = dayAfter(dayOf(at, timeZone), -within.days);
  return startOfDay(year, month - 1, day, timeZone);
}

/** What segments ask for, so that nothing else is read. */
export interface SegmentNeeds {
  /** From when on purchases are asked for; null: none are. */
  readonly purchasesSince: number | null;
  /** Whether their lines are. */
  readonly lines: boolean;
  readonly birthday: boolean;
  readonly tier: boolean;
  readonly points: boolean;
}

export function needsOf(segments: readonly Segment[], at: number, timeZone: string): SegmentNeeds {
  const all = segments.flatMap((segment) => segment.all);
  const buying = all.filter(asksPurchases);
  const asks = (kind: SegmentCondition['kind']) => all.some((one) => one.kind === kind);
  return {
    purchasesSince:
      buying.length === 0
        ? null
        : Math.min(...buying.map(({ within }) => sinceOf(within, at, timeZone))),
    lines: buying.some((one) => one.kind !== 'spent' && one.goods !== undefined),
    birthday: asks('birthday'),
    tier: asks('tier'),
    points: asks('points'),
  };
}

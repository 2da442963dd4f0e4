import type { Goods } from '#domain/program/earning-rule.ts';
import type { Text } from '#domain/program/text.ts';
import type { Period } from '#domain/values/period.ts';

/** Back to when something counts: from the first instant of a day so many days ago, or of the period of the calendar. */
export type Window = { readonly days: number } | { readonly period: Exclude<Period, 'ever'> };

/** Purchases that are counted; what is absent is not asked. */
export interface Buying {
  /** Only purchases with such a line, of which something was kept. */
  readonly goods?: Goods;
  readonly stores?: readonly string[];
  /** Absent: as far back as purchases are known. */
  readonly within?: Window;
}

/** What one condition asks of a member at an instant. Numbers are bounds that belong to it. */
export type SegmentCondition =
  | ({ readonly kind: 'bought'; readonly times: number } & Buying)
  | ({ readonly kind: 'not-bought' } & Buying)
  /** Minor units that were paid for what was kept; without goods, as a line's price says nothing of the whole. */
  | ({ readonly kind: 'spent'; readonly atLeastMinor: number } & Omit<Buying, 'goods'>)
  | { readonly kind: 'tier'; readonly tiers: readonly string[] }
  /** Points that can be spent. */
  | { readonly kind: 'points'; readonly atLeast?: number; readonly atMost?: number }
  | { readonly kind: 'language'; readonly languages: readonly string[] }
  /** Months from 1, as the member told them; who told none is in no month. */
  | { readonly kind: 'birthday'; readonly months: readonly number[] }
  /** For how many whole days of 24 hours somebody has been a member. */
  | { readonly kind: 'joined'; readonly atLeastDays?: number; readonly atMostDays?: number };

export type SegmentKind = SegmentCondition['kind'];

export const segmentKinds = [
  'bought',
  'not-bought',
  'spent',
  'tier',
  'points',
  'language',
  'birthday',
  'joined',
] as const satisfies readonly SegmentKind[];

/** Members of whom all conditions are true, under an id that stays. */
export interface Segment {
  readonly id: string;
  readonly name: Text;
  readonly all: readonly SegmentCondition[];
}

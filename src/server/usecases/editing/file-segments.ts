import type { FileCondition, FileSegment } from '#contract/program/segments.ts';
import type { Buying, Segment, SegmentCondition } from '#domain/segments/segment.ts';
import { amountOf, goodsOf, wordsOf } from './file-values.ts';

/** A segment as a file says it: what `program-file-segments.ts` reads. */
export const segmentInFile = ({ id, name, all }: Segment, currency: string): FileSegment => ({
  id,
  name: wordsOf(name),
  all: all.map((condition) => conditionInFile(condition, currency)),
});

function conditionInFile(condition: SegmentCondition, currency: string): FileCondition {
  const { kind } = condition;
  switch (kind) {
    case 'bought':
      return { kind, times: String(condition.times), ...buyingInFile(condition) };
    case 'not-bought':
      return { kind, ...buyingInFile(condition) };
    case 'spent':
      return {
        kind,
        spend: amountOf(condition.atLeastMinor, currency),
        ...buyingInFile(condition),
      };
    case 'tier':
      return { kind, tiers: [...condition.tiers] };
    case 'points':
      return {
        kind,
        ...(condition.atLeast !== undefined && { 'at-least': String(condition.atLeast) }),
        ...(condition.atMost !== undefined && { 'at-most': String(condition.atMost) }),
      };
    case 'language':
      return { kind, languages: [...condition.languages] };
    case 'birthday':
      return { kind, months: condition.months.map(String) };
    case 'joined': {
      const { atLeastDays, atMostDays } = condition;
      return {
        kind,
        ...(atLeastDays !== undefined && { 'at-least-days': String(atLeastDays) }),
        ...(atMostDays !== undefined && { 'at-most-days': String(atMostDays) }),
      };
    }
  }
}

const buyingInFile = ({ goods, stores, within }: Buying): Partial<FileCondition> => ({
  ...(goods && goodsOf(goods)),
  ...(stores && { stores: [...stores] }),
  ...(within &&
    ('days' in within ? { 'within-days': String(within.days) } : { within: within.period })),
});

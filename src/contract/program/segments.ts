import Type, { type Static } from 'typebox';
import { segmentKinds } from '#domain/segments/segment.ts';
import { Amount, closed, Id, Line, list, Whole, Words } from './file-parts.ts';

/** For how many days back a condition can ask: two years, which also sees the same season of last year. */
const daysAtMost = 731;

/** What one condition asks; which keys go with which kind is for the reader to say. */
const Condition = Type.Object(
  {
    kind: Type.Enum([...segmentKinds]),
    times: Type.Optional(Whole(1, 1_000)),
    products: Type.Optional(list(Line(64), 1, 500)),
    categories: Type.Optional(list(Line(128), 1, 100)),
    stores: Type.Optional(list(Id, 1, 2_000)),
    within: Type.Optional(Type.Enum(['day', 'week', 'month', 'year'])),
    'within-days': Type.Optional(Whole(1, daysAtMost)),
    spend: Type.Optional(Amount),
    tiers: Type.Optional(list(Id, 1, 8)),
    'at-least': Type.Optional(Whole(0, 1_000_000_000)),
    'at-most': Type.Optional(Whole(0, 1_000_000_000)),
    languages: Type.Optional(list(Line(8), 1, 8)),
    months: Type.Optional(list(Whole(1, 12), 1, 12)),
    'at-least-days': Type.Optional(Whole(1, 36_500)),
    'at-most-days': Type.Optional(Whole(0, 36_500)),
  },
  closed,
);

/** Members by what is true of them, under ids that rewards and news name. */
export const Segments = list(
  Type.Object({ id: Id, name: Words(60), all: list(Condition, 1, 10) }, closed),
  1,
  50,
);

export type FileSegment = Static<typeof Segments>[number];
export type FileCondition = FileSegment['all'][number];

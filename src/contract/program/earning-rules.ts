import Type, { type Static } from 'typebox';
import { combinations, earningKinds, stampCounts } from '#domain/program/earning-rule.ts';
import { leapDays } from '#domain/values/birthday.ts';
import { weekdays } from '#domain/values/calendar.ts';
import { channels } from '#domain/values/channel.ts';
import { periods } from '#domain/values/period.ts';
import {
  Amount,
  closed,
  Id,
  Line,
  list,
  Moment,
  Rate,
  TimeOfDay,
  Whole,
  Words,
} from './file-parts.ts';

const goods = {
  products: Type.Optional(list(Line(64), 1, 500)),
  categories: Type.Optional(list(Line(128), 1, 100)),
};

const When = Type.Object(
  {
    tiers: Type.Optional(list(Id, 1, 8)),
    segments: Type.Optional(list(Id, 1, 50)),
    stores: Type.Optional(list(Id, 1, 2000)),
    channels: Type.Optional(list(Type.Enum([...channels]), 1, 3)),
    days: Type.Optional(list(Type.Enum([...weekdays]), 1, 7)),
    hours: Type.Optional(Type.Object({ from: TimeOfDay, until: TimeOfDay }, closed)),
    ...goods,
    except: Type.Optional(Type.Object(goods, closed)),
    minimum: Type.Optional(Amount),
  },
  closed,
);

const Limits = Type.Object(
  {
    'per-day': Type.Optional(Whole(1, 100)),
    'per-member': Type.Optional(
      Type.Object({ count: Whole(1, 100), every: Type.Enum([...periods]) }, closed),
    ),
    'in-all': Type.Optional(Whole(1, 1_000_000_000)),
    budget: Type.Optional(Whole(1, 1_000_000_000)),
  },
  closed,
);

const Answer = Type.Object({ id: Id, text: Words(30) }, closed);

/** A way to earn as a file says it. Which keys go with which kind is for the reader to say. */
const Rule = Type.Object(
  {
    id: Id,
    kind: Type.Enum([...earningKinds]),
    name: Words(60),
    from: Type.Optional(Moment),
    until: Type.Optional(Moment),
    when: Type.Optional(When),
    limits: Type.Optional(Limits),
    points: Type.Optional(Whole(1, 100_000)),
    'points-per-unit': Type.Optional(Rate(1000, 4)),
    'points-each': Type.Optional(Whole(1, 100_000)),
    times: Type.Optional(Rate(20, 2)),
    combines: Type.Optional(Type.Enum([...combinations])),
    'tier-rate': Type.Optional(Type.Enum(['true', 'false'])),
    stamps: Type.Optional(Whole(2, 100)),
    reward: Type.Optional(Id),
    'reward-days': Type.Optional(Whole(1, 366)),
    counts: Type.Optional(Type.Enum([...stampCounts])),
    spend: Type.Optional(Amount),
    every: Type.Optional(Type.Enum([...periods])),
    'double-opt-in': Type.Optional(Type.Enum(['true', 'false'])),
    fact: Type.Optional(Id),
    'after-days': Type.Optional(Whole(0, 365)),
    'inviter-points': Type.Optional(Whole(1, 100_000)),
    purchases: Type.Optional(Whole(1, 10)),
    'within-days': Type.Optional(Whole(1, 366)),
    'leap-day': Type.Optional(Type.Enum([...leapDays])),
    question: Type.Optional(Words(120)),
    answers: Type.Optional(list(Answer, 2, 5)),
    version: Type.Optional(Whole(1, 1_000_000)),
    'every-days': Type.Optional(Whole(1, 366)),
  },
  closed,
);

/** More than anybody can read on a phone, and what a purchase is measured with. */
export const EarningRules = list(Rule, 0, 200);

export type FileRule = Static<typeof Rule>;

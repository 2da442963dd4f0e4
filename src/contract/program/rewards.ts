import Type from 'typebox';
import { glyphs } from '#domain/program/glyph.ts';
import { weekdays } from '#domain/values/calendar.ts';
import { periods } from '#domain/values/period.ts';
import {
  Amount,
  BesideFile,
  closed,
  Id,
  list,
  Moment,
  TimeOfDay,
  Whole,
  Words,
} from './file-parts.ts';

const Worth = Type.Object(
  {
    kind: Type.Enum([
      'amount-off',
      'percent-off',
      'free-product',
      'free-shipping',
      'experience',
      'perk',
    ]),
    amount: Type.Optional(Amount),
    percent: Type.Optional(Whole(1, 100)),
    product: Type.Optional(Words(60)),
    place: Type.Optional(Words(80)),
    booking: Type.Optional(Words(160)),
  },
  closed,
);

/** Rewards as a program's file says them. */
export const Rewards = list(
  Type.Object(
    {
      id: Id,
      name: Words(60),
      about: Type.Optional(Words(160)),
      instruction: Words(160),
      worth: Worth,
      icon: Type.Optional(Type.Enum([...glyphs])),
      picture: Type.Optional(BesideFile),
      points: Whole(0, 1_000_000),
      range: Type.Optional(
        Type.Object({ to: Whole(1, 1_000_000), step: Whole(1, 1_000_000), adds: Amount }, closed),
      ),
      tier: Type.Optional(Id),
      segments: Type.Optional(list(Id, 1, 20)),
      stores: Type.Optional(list(Id, 1, 2000)),
      from: Type.Optional(Moment),
      until: Type.Optional(Moment),
      early: Type.Optional(list(Type.Object({ tier: Id, from: Moment }, closed), 1, 8)),
      days: Type.Optional(list(Type.Enum([...weekdays]), 1, 7)),
      hours: Type.Optional(Type.Object({ from: TimeOfDay, until: TimeOfDay }, closed)),
      minimum: Type.Optional(Amount),
      stock: Type.Optional(Whole(0, 1_000_000)),
      'per-member': Type.Optional(
        Type.Object({ count: Whole(1, 100), every: Type.Enum([...periods]) }, closed),
      ),
    },
    closed,
  ),
  1,
  100,
);

import Type from 'typebox';
import { refundWays } from '#domain/program/paid-membership.ts';
import { gtinFault } from '#domain/values/gs1.ts';
import { Amount, closed, Id, Line, list, Moment, Rate, Whole } from './file-parts.ts';

/** What looks like a GTIN is one: a mistyped digit would sell nothing in silence. */
const Product = Type.Refine(
  Line(64),
  (text) => gtinFault(text) !== 'check-digit',
  () => 'has a wrong check digit',
);

const Refund = Type.Object(
  {
    'first-days': Type.Optional(Whole(0, 366)),
    later: Type.Enum([...refundWays]),
    'less-benefits': Type.Optional(Type.Enum(['true', 'false'])),
  },
  closed,
);

/** Tiers that a shop sells for a time, as a program's file says them. */
export const PaidMemberships = list(
  Type.Object(
    {
      tier: Id,
      months: Whole(1, 36),
      price: Amount,
      products: Type.Optional(list(Product, 1, 20)),
      refund: Refund,
      'point-worth': Type.Optional(Rate(1000, 6)),
      worth: Type.Optional(Type.Record(Type.String({ maxLength: 32 }), Amount)),
      from: Type.Optional(Moment),
      until: Type.Optional(Moment),
    },
    closed,
  ),
  1,
  7,
);

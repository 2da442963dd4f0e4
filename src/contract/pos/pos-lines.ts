import Type from 'typebox';
import { quantityAtMost, units } from '#domain/purchase/line.ts';
import { minorAtMost } from '#domain/values/money.ts';
import { LineId } from './pos.ts';
import { closed } from './pos-parts.ts';

/** A line of a receipt as a POS reports it: what was paid for it, and what it is. */

export const minorFrom = (minimum: number, description: string) =>
  Type.Integer({ minimum, maximum: minorAtMost, description });

/** Text of the shop's own: no line breaks, and nothing that a database can't store. */
export const shopText = (maxLength: number, description: string) =>
  Type.String({ minLength: 1, maxLength, pattern: '^[^\\x00-\\x1f\\x7f]+$', description });

const Promotion = {
  id: shopText(64, 'Your own name of the promotion.'),
  minor: minorFrom(0, 'What it took off the line.'),
};

const product = {
  gtin: Type.Optional(
    Type.String({
      maxLength: 14,
      description: 'Its number by GS1: 8, 12, 13 or 14 digits, the last a check digit.',
    }),
  ),
  sku: Type.Optional(shopText(64, 'Your own article number.')),
  name: Type.Optional(shopText(200, 'What the receipt calls it.')),
  categories: Type.Optional(
    Type.Array(shopText(128, 'An id of your own, or a path: `Food > Bread`.'), {
      maxItems: 10,
      description: 'What kinds of goods it is.',
    }),
  ),
  quantity: Type.Optional(
    Type.Number({
      exclusiveMinimum: 0,
      maximum: quantityAtMost,
      description: 'How many of `unit`: whole pieces, or a weight of up to three decimals.',
    }),
  ),
  unit: Type.Optional(Type.Enum([...units], { description: 'Absent: `piece`.' })),
  listMinor: Type.Optional(
    minorFrom(0, 'What the whole line costs before every discount, without taxes.'),
  ),
};

const paid = minorFrom(0, 'What was paid for it, without taxes, after discounts.');
const promotions = 'What promotions of your own took off it.';

export const Line = Type.Object(
  {
    id: LineId,
    minor: paid,
    ...product,
    promotions: Type.Optional(
      Type.Array(Type.Object(Promotion, closed), { maxItems: 20, description: promotions }),
    ),
  },
  closed,
);

/** A line as it is read back. More fields may come later. */
export const LineRecord = Type.Object({
  id: LineId,
  minor: paid,
  ...product,
  promotions: Type.Optional(Type.Array(Type.Object(Promotion), { description: promotions })),
});

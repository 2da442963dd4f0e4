import Type, { type Static } from 'typebox';
import { ReceiptNumber } from '#contract/till-purchase.ts';
import { channels } from '#domain/values/channel.ts';
import { Line, minorFrom, shopText } from './pos-lines.ts';
import {
  closed,
  dryRunMark,
  Instant,
  Money,
  Nullable,
  type PosMoney,
  Rounding,
} from './pos-parts.ts';

/** What a POS says of a sale, with a member (`pos-purchases.ts`) or without one. */

/** A till that has more on one receipt splits it; 1,000 are told at once. */
export const linesAtMost = 1_000;

export const Lines = Type.Array(Line, {
  maxItems: linesAtMost,
  description:
    'They sum to `total`, but for half a minor unit a line, which rounding taxes may cost: the largest takes it.',
});

/** RFC 3339 also allows a space and small letters, which not every date parser understands. */
export const at = (description: string) =>
  Type.String({ format: 'date-time', pattern: '^[0-9Tt:.Zz+-]{1,40}$', description });

/** An amount with a description. */
export const moneyOf = (description: string) => Type.Unsafe<PosMoney>({ ...Money, description });
export const Total = moneyOf('What was paid for the goods, without taxes: this earns.');
export const Taxes = moneyOf('What was paid in taxes beside it: this earns nothing.');

export const Tender = Type.Object(
  {
    kind: Type.String({
      pattern: '^[\\x21-\\x7e]{1,32}$',
      description: 'Your own word for it; in whatever case.',
    }),
    minor: minorFrom(0, 'How much was handed over.'),
    change: Type.Optional(minorFrom(0, 'How much of that was handed back; absent: nothing.')),
  },
  closed,
);

/** What a till says of a sale, whoever bought it. */
export const saleFields = {
  receiptNumber: ReceiptNumber,
  soldAt: at('When it was sold, RFC 3339; not when it is reported.'),
  channel: Type.Optional(
    Type.Enum([...channels], { description: 'How it was sold; absent: `store`.' }),
  ),
  place: Type.Optional(
    shopText(128, 'Where, in your own words: a web shop, a market; absent: at the till’s store.'),
  ),
  total: Total,
  taxes: Type.Optional(Taxes),
  tip: Type.Optional(moneyOf('What was paid for the people beside it: this earns nothing.')),
  rounding: Type.Optional(Rounding),
  lines: Type.Optional(Lines),
  tenders: Type.Optional(
    Type.Array(Tender, {
      maxItems: 20,
      description: 'Less their change they sum to `total`, `taxes`, `tip` and `rounding`.',
    }),
  ),
  acts: Type.Optional(
    Type.Array(Type.String({ maxLength: 32 }), {
      maxItems: 20,
      description:
        'What the associate confirms of the sale, such as a bag of one’s own: ids of rules of kind `act`.',
    }),
  ),
};

/** A sale without a member. */
export const PosUnclaimed = Type.Object(saleFields, closed);

export const PosUnclaimedAnswer = Type.Object({
  receiptNumber: Type.String(),
  soldAt: Instant,
  storeId: Type.String(),
  tillId: Type.String(),
  total: Money,
  claimed: Type.Boolean({ description: 'Whether it is a member’s purchase already.' }),
  claimableUntil: Nullable(
    Type.String({
      format: 'date-time',
      description:
        'Until then a member can claim it; null: nobody can, because it is claimed, too long ago, or the program has no `claims`. It was not kept then.',
    }),
  ),
  ...dryRunMark,
});

export type PosUnclaimed = Static<typeof PosUnclaimed>;
export type PosUnclaimedAnswer = Static<typeof PosUnclaimedAnswer>;

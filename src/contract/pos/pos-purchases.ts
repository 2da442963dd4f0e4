import Type, { type Static } from 'typebox';
import { Scanned } from '#contract/till.ts';
import { ReceiptNumber } from '#contract/till-purchase.ts';
import { LineId } from './pos.ts';
import { minorFrom } from './pos-lines.ts';
import { PosMembershipBack, PosMembershipSold } from './pos-membership.ts';
import { closed, dryRunMark, Instant, MemberRef, Money, Nullable, openWord } from './pos-parts.ts';
import { at, Lines, linesAtMost, moneyOf, saleFields, Taxes, Total } from './pos-sales.ts';

/**
 * What a POS reports about purchases and returns, and its answers. A receipt has at most 1,000 lines; a till with more
 * must split it.
 */
const Given = Type.Object(
  {
    redemptionId: Type.String({ maxLength: 64 }),
    lines: Type.Optional(
      Type.Array(
        Type.Object({ id: LineId, minor: minorFrom(1, 'How much of its discount.') }, closed),
        {
          minItems: 1,
          maxItems: linesAtMost,
          description: 'On which lines its discount lies; absent: on all, as the money does.',
        },
      ),
    ),
  },
  closed,
);

export const PosPurchase = Type.Object(
  {
    member: Type.Union([
      Type.Object({ number: Type.String({ maxLength: 32 }) }, closed),
      Type.Object({ memberId: Type.String({ maxLength: 64 }) }, closed),
      Type.Object({ scanned: Scanned }, closed),
    ]),
    ...saleFields,
    redemptions: Type.Optional(
      Type.Array(Given, { maxItems: 20, description: 'Rewards that were given with it.' }),
    ),
  },
  closed,
);

export const PosReturn = Type.Object(
  {
    receiptNumber: ReceiptNumber,
    returnedAt: at('When the goods came back, RFC 3339.'),
    purchase: Type.Object(
      {
        receiptNumber: ReceiptNumber,
        till: Type.Optional(
          Type.String({
            maxLength: 64,
            description:
              'Which till sold it; absent: the one of `store` that used the number, or without `store` this till.',
          }),
        ),
        store: Type.Optional(
          Type.String({ maxLength: 64, description: 'Which store sold it: any of the program.' }),
        ),
      },
      closed,
    ),
    lines: Type.Optional(
      Type.Array(
        Type.Object(
          {
            id: LineId,
            minor: Type.Optional(minorFrom(1, 'How much of it; absent: all that is left.')),
          },
          closed,
        ),
        {
          minItems: 1,
          maxItems: linesAtMost,
          description: 'Which lines came back. Without `lines` and `amount`: all that is left.',
        },
      ),
    ),
    amount: Type.Optional(
      moneyOf('How much of the total came back, of whichever line: not nothing.'),
    ),
    exchange: Type.Optional(
      Type.Object(
        { total: Total, taxes: Type.Optional(Taxes), lines: Type.Optional(Lines) },
        { ...closed, description: 'What was taken instead, on the same receipt.' },
      ),
    ),
  },
  closed,
);

const returnsOf = Type.Array(
  Type.Object({
    returnId: Type.String(),
    receiptNumber: Type.String(),
    tillId: Type.String({ description: 'Which till took the goods back.' }),
    state: openWord(['applied', 'refused'], 'refused: it did not fit, and took nothing.'),
    refusal: Nullable(
      Type.Object({ key: Type.String({ description: 'As in an error.' }), message: Type.String() }),
    ),
  }),
  { description: 'Its returns as they stand: those that had waited for it, too.' },
);

const purchaseWarnings = ['sold-long-ago', 'act-unknown'] as const;

const Earned = Type.Object({
  rule: Type.String({ description: 'The id of a rule; `purchase`: what every purchase earns.' }),
  name: Nullable(Type.String({ description: 'Its words, for the receipt; null: `purchase`.' })),
  points: Type.Integer(),
});

export const PosPurchaseAnswer = Type.Object({
  purchaseId: Type.String(),
  receiptNumber: Type.String(),
  soldAt: Instant,
  storeId: Type.String(),
  tillId: Type.String(),
  total: Money,
  points: Type.Integer({ description: 'What the purchase earned.' }),
  earned: Type.Array(Earned, { description: 'By which rules; together `points`.' }),
  awards: Type.Array(Earned, {
    description: 'What it gave besides: a card of stamps that is full, a goal that is reached.',
  }),
  availableAt: Nullable(
    Type.String({
      format: 'date-time',
      description: 'Pending until then; null: to be spent at once.',
    }),
  ),
  tierId: Type.String({ description: 'The tier at which it earned.' }),
  member: MemberRef,
  balance: Type.Integer({ description: 'What the member can spend now: for the receipt.' }),
  returns: returnsOf,
  memberships: Type.Optional(
    Type.Array(PosMembershipSold, {
      description: 'Tiers that were bought with it; absent: none.',
    }),
  ),
  warnings: Type.Array(openWord(purchaseWarnings, 'What somebody should look at.'), {
    description:
      'It was taken all the same. `sold-long-ago`: over 31 days before it was reported; is the till’s clock right? `act-unknown`: no rule of kind `act` has one of these ids.',
  }),
  ...dryRunMark,
});

export const returnStates = ['applied', 'waiting', 'refused'] as const;

/** The fields of a return's answer, when it is reported and when it is read. */
export const returnFields = {
  returnId: Type.String(),
  receiptNumber: Type.String(),
  returnedAt: Instant,
  state: openWord(
    returnStates,
    'waiting: its purchase has not been reported yet; refused: it came, and the return does not fit it.',
  ),
  purchase: Type.Object(
    {
      purchaseId: Nullable(Type.String({ description: 'Null while it waits.' })),
      receiptNumber: Type.String(),
      tillId: Type.String(),
    },
    { description: 'What came back was sold with it.' },
  ),
  returned: Nullable(Money),
  pointsTaken: Type.Integer({ description: 'Of what the purchase had earned.' }),
  pointsGivenBack: Type.Integer({ description: 'Of what rewards given with it had cost.' }),
  member: Nullable(MemberRef),
  exchange: Nullable(
    Type.Object({
      purchaseId: Type.String(),
      points: Type.Integer({ description: 'What it earned, kept points included.' }),
      pointsKept: Type.Integer({ description: 'Of those that the return took.' }),
    }),
  ),
};

export const PosReturnAnswer = Type.Object({
  ...returnFields,
  memberships: Type.Optional(
    Type.Array(PosMembershipBack, {
      description: 'Tiers that came back with it, and what to pay back for them; absent: none.',
    }),
  ),
  balance: Nullable(Type.Integer({ description: 'What the member can spend now.' })),
  ...dryRunMark,
});

export type PosPurchase = Static<typeof PosPurchase>;
export type PosReturn = Static<typeof PosReturn>;
export type PosPurchaseAnswer = Static<typeof PosPurchaseAnswer>;
export type PosReturnAnswer = Static<typeof PosReturnAnswer>;

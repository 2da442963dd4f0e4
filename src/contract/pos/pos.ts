import Type, { type Static } from 'typebox';
import { Scanned } from '#contract/till.ts';
import { ReceiptNumber } from '#contract/till-purchase.ts';
import { reserveMinutes } from '#domain/redemption/reservation.ts';
import {
  closed,
  dryRunMark,
  Holder,
  Instant,
  Money,
  Nullable,
  openWord,
  Reward,
} from './pos-parts.ts';

/**
 * Requests and answers of `/pos/v1`. Amounts are integer minor units with an ISO 4217 currency, instants are RFC 3339
 * with an offset, unknown fields are refused.
 */

const BasketId = Type.String({
  minLength: 1,
  maxLength: 64,
  pattern: '^[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?$',
  description:
    "The POS's own name of a sale that is not paid yet. With the till it is the natural key of a retry.",
});

export const LineId = Type.String({
  minLength: 1,
  maxLength: 64,
  pattern: '^[\\x21-\\x7e]+$',
  description: "The till's own name of a line, unique in its purchase.",
});

export const PosLook = Type.Object({ scanned: Scanned }, closed);
export const PosReserve = Type.Object(
  {
    scanned: Scanned,
    basketId: BasketId,
    minutes: Type.Optional(
      Type.Integer({
        minimum: reserveMinutes.least,
        maximum: reserveMinutes.most,
        default: reserveMinutes.usual,
        description: 'How long it is held when nobody redeems or releases it.',
      }),
    ),
  },
  closed,
);
export const PosRelease = Type.Object({ scanned: Scanned, basketId: BasketId }, closed);
export const PosRedeem = Type.Object(
  {
    scanned: Scanned,
    receiptNumber: ReceiptNumber,
    basketId: Type.Optional({
      ...BasketId,
      description:
        'For which of your sales: what another basket holds, also one of your own, is refused.',
    }),
    redeemedAt: Type.Optional(
      Type.String({
        format: 'date-time',
        maxLength: 40,
        description:
          'When it was taken, RFC 3339, where the till was offline: at most seven days ago. Its end counts as of then.',
      }),
    ),
    total: Type.Optional({
      ...Money,
      description: 'What the sale comes to before this reward: less than its `minimum` is refused.',
    }),
  },
  closed,
);
export const PosReverse = Type.Object(
  {
    reason: Type.String({ minLength: 1, maxLength: 200 }),
    lines: Type.Optional(
      Type.Array(LineId, {
        minItems: 1,
        maxItems: 1_000,
        uniqueItems: true,
        description: 'Lines of the purchase it was given with; absent: all of it.',
      }),
    ),
  },
  closed,
);
const PosUse = Type.Object(
  {
    at: Instant,
    store: Type.String({ description: 'Its name; `storeId` is its id, and so with `till`.' }),
    storeId: Type.String(),
    till: Type.String(),
    tillId: Type.String(),
    receiptNumber: Type.String({ description: 'Under which it was redeemed.' }),
  },
  { description: 'Where and when it was redeemed.' },
);

const PosHold = Type.Object(
  {
    store: Type.String(),
    storeId: Type.String(),
    till: Type.String(),
    tillId: Type.String(),
    basketId: Type.String(),
    until: Instant,
  },
  { description: 'Which till holds it for a sale that is not paid yet.' },
);

const states = ['issued', 'reserved', 'redeemed', 'reversed', 'cancelled', 'expired'] as const;

export const PosVoucher = Type.Object({
  redemptionId: Type.String(),
  state: openWord(states, 'How far it is. Go by `redeemable`.'),
  reward: Reward,
  member: Holder,
  points: Type.Integer({ description: 'What was taken for it.' }),
  expiresAt: Instant,
  used: Nullable(PosUse),
  reserved: Nullable(PosHold),
  redeemable: Type.Boolean({ description: 'Whether this till may redeem it now.' }),
  refusal: Nullable(
    Type.Object({
      key: Type.String({ description: 'As in an error.' }),
      message: Type.String({ description: 'A sentence for the associate.' }),
    }),
  ),
  ...dryRunMark,
});

export const PosProblem = Type.Object({
  error: Type.Object({
    key: Type.String({ description: "The machine's word; it never changes its meaning." }),
    message: Type.String({ description: 'A sentence for the associate.' }),
    details: Nullable(Type.Object({}, { additionalProperties: true })),
    pointer: Nullable(Type.String({ description: 'RFC 6901: the field that is wrong.' })),
    requestId: Type.String(),
  }),
});

export type PosLook = Static<typeof PosLook>;
export type PosReserve = Static<typeof PosReserve>;
export type PosRelease = Static<typeof PosRelease>;
export type PosRedeem = Static<typeof PosRedeem>;
export type PosReverse = Static<typeof PosReverse>;
export type PosVoucher = Static<typeof PosVoucher>;

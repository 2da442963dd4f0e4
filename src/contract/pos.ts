import Type, { type Static } from 'typebox';
import { reserveMinutes } from '#domain/redemption/reservation.ts';
import { Scanned } from './till.ts';

/**
 * What a POS and Tillpass say to each other at `/pos/v1`. Amounts are integer minor units with an ISO 4217
 * currency, instants RFC 3339 with an offset, unknown fields are refused.
 */
const closed = { additionalProperties: false } as const;

export const Instant = Type.String({ format: 'date-time', maxLength: 40 });
export const Nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

export const ReceiptNumber = Type.String({
  minLength: 1,
  maxLength: 64,
  pattern: '^[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?$',
  description:
    "The till's own number of the purchase. With the till it is the natural key of a retry.",
});

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

/** A thousand million of a currency with cents: a large purchase also where a coffee costs 300,000. */
export const minorAtMost = 100_000_000_000;

export const PosMoney = Type.Object(
  {
    minor: Type.Integer({
      minimum: 0,
      maximum: minorAtMost,
      description: 'Minor units, such as cents.',
    }),
    currency: Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217.' }),
  },
  closed,
);

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
export const PosRedeem = Type.Object({ scanned: Scanned, receiptNumber: ReceiptNumber }, closed);
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
export const Worth = Type.Union([
  Type.Object({ kind: Type.Literal('amount-off'), amount: PosMoney }),
  Type.Object({ kind: Type.Literal('percent-off'), percent: Type.Integer() }),
  Type.Object({ kind: Type.Literal('free-product'), product: Type.String() }),
  Type.Object({ kind: Type.Literal('perk') }),
]);

/** Whoever rehearsed a request sees by the answer that nothing was kept. */
export const rehearsal = {
  dryRun: Type.Optional(
    Type.Literal(true, { description: 'There when the request asked what would happen.' }),
  ),
};

export const PosVoucher = Type.Object({
  redemptionId: Type.String(),
  state: Type.Enum(['issued', 'reserved', 'redeemed', 'reversed', 'cancelled', 'expired']),
  reward: Type.Object({ name: Type.String(), instruction: Type.String(), worth: Worth }),
  member: Type.Object({ firstName: Nullable(Type.String()), tier: Type.String() }),
  points: Type.Integer(),
  expiresAt: Instant,
  used: Nullable(Type.Object({ at: Instant, store: Type.String(), till: Type.String() })),
  reserved: Nullable(
    Type.Object(
      { store: Type.String(), till: Type.String(), basketId: Type.String(), until: Instant },
      { description: 'Which till holds it for a sale that is not paid yet.' },
    ),
  ),
  redeemable: Type.Boolean({ description: 'Whether this till may redeem it now.' }),
  refusal: Nullable(
    Type.Object({
      key: Type.String(),
      message: Type.String({ description: 'A sentence for the associate.' }),
    }),
  ),
  ...rehearsal,
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

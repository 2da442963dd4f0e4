import Type, { type Static } from 'typebox';
import { minorAtMost } from '#domain/values/money.ts';

/** What the operations of `/pos/v1` have in common. The description has each named part once. */
export const closed = { additionalProperties: false } as const;

export const Nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** A part that the description has once and refers to by name. */
export const byName = <T>(name: string) => Type.Unsafe<T>({ $ref: `${name}#` });

/**
 * A word from a list that may grow. It is no `enum`, because an `enum` is closed: generated clients of strict languages
 * would break at the first new word.
 */
export const openWord = <T extends string>(known: readonly T[], description: string) =>
  Type.Unsafe<T>({
    type: 'string',
    description: `${description} Others may come: take one that you don’t know.`,
    'x-extensible-enum': known,
  });

export const Id = Type.String({ maxLength: 64 });
export const Instant = Type.String({ format: 'date-time', maxLength: 40 });

const currency = Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217.' });

export const PosMoney = Type.Object(
  {
    minor: Type.Integer({
      minimum: 0,
      maximum: minorAtMost,
      description: 'Minor units of ISO 4217, such as cents.',
    }),
    currency,
  },
  { ...closed, description: 'An amount.' },
);

/** By how much a sale was rounded for cash. */
export const PosRounding = Type.Object(
  {
    minor: Type.Integer({
      minimum: -minorAtMost,
      maximum: minorAtMost,
      description: 'Minor units; above zero: the shopper paid so much more.',
    }),
    currency,
  },
  { ...closed, description: 'By how much the sum was rounded for cash.' },
);
export const Rounding = Type.Unsafe<Static<typeof PosRounding>>({ $ref: 'Rounding#' });

export const Money = byName<PosMoney>('Money');

const worthKinds = [
  'amount-off',
  'percent-off',
  'free-product',
  'free-shipping',
  'experience',
  'perk',
] as const;

/** One object and no union, so that a client can read a kind that it does not know. */
export const PosWorth = Type.Object(
  {
    kind: openWord(worthKinds, 'What the reward is. Else: words for the associate.'),
    amount: Type.Optional(Money),
    percent: Type.Optional(Type.Integer({ description: 'Of `percent-off`.' })),
    product: Type.Optional(Type.String({ description: 'Of `free-product`, in words.' })),
    place: Type.Optional(Type.String({ description: 'Of `experience`: where it is.' })),
    booking: Type.Optional(
      Type.String({ description: 'Of `experience`: how it is booked, a sentence.' }),
    ),
  },
  { description: 'What the shopper gets: for a POS that takes the discount by itself.' },
);

export const PosReward = Type.Object(
  {
    id: Type.String({ description: 'Its id in the program: map it to your own article.' }),
    name: Type.String(),
    instruction: Type.String({ description: 'What the associate does.' }),
    points: Type.Integer({ description: 'What it costs.' }),
    worth: byName<PosWorth>('Worth'),
    minimum: Type.Optional({
      ...Money,
      description: 'What the purchase must come to; absent: nothing.',
    }),
    terms: Type.Optional(
      Type.String({ description: 'What it asks besides points, in sentences; absent: nothing.' }),
    ),
  },
  { description: 'A reward, in words and for programs.' },
);

export const Reward = byName<PosReward>('Reward');

const who = {
  memberId: Type.String({ description: 'The same for ever; events name members by it.' }),
  number: Type.String({
    description: 'The membership number: ten digits, the last a check digit.',
  }),
  firstName: Nullable(Type.String()),
};

export const PosMemberRef = Type.Object(who, { description: 'Which member.' });
export const MemberRef = byName<PosMemberRef>('MemberRef');

/** A member, with the tier of that time. */
export const PosHolder = Type.Object(
  { ...who, tierId: Type.String(), tier: Type.String({ description: 'Its name.' }) },
  { description: 'Which member, with their tier when the voucher was issued.' },
);
export const Holder = byName<PosHolder>('Holder');

export const whoIs = who;

/** In the answer to a dry run, it says that nothing was stored. */
export const dryRunMark = {
  dryRun: Type.Optional(
    Type.Boolean({ description: 'True where the request asked what would happen.' }),
  ),
};

export type PosMoney = Static<typeof PosMoney>;
export type PosWorth = Static<typeof PosWorth>;
export type PosReward = Static<typeof PosReward>;
export type PosMemberRef = Static<typeof PosMemberRef>;
export type PosHolder = Static<typeof PosHolder>;

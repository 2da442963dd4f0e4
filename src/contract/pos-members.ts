import Type, { type Static } from 'typebox';
import { consentTexts } from '#domain/program/consent.ts';
import { Instant, Nullable, type PosVoucher, ReceiptNumber, rehearsal, Worth } from './pos.ts';
import { TypedAddress, TypedNumber } from './till-members.ts';

/** What a POS and Tillpass say to each other about members. */
const closed = { additionalProperties: false } as const;

/** What the description holds once, and refers to by name. */
const byName = <T>(name: string) => Type.Unsafe<T>({ $ref: `${name}#` });

export const PosEnrolMember = Type.Object(
  {
    email: TypedAddress,
    firstName: Type.Optional(Type.String({ maxLength: 60 })),
    consent: Type.Enum([...consentTexts], {
      description: 'Names the sentence that was read out and agreed to.',
    }),
  },
  closed,
);

export const PosAskMember = Type.Object(
  {
    memberNumber: TypedNumber,
    rewardId: Type.String({ minLength: 1, maxLength: 64 }),
    receiptNumber: ReceiptNumber,
  },
  closed,
);

export const PosNothing = Type.Object({}, closed);

const Rewards = Type.Array(
  Type.Object({
    id: Type.String(),
    name: Type.String(),
    instruction: Type.String(),
    points: Type.Integer(),
    worth: Worth,
  }),
  { description: 'What the member can have in this store now.' },
);

const Nearly = Type.Array(
  Type.Object({
    id: Type.String(),
    name: Type.String(),
    points: Type.Integer(),
    missing: Type.Integer({ description: 'Points that are missing.' }),
  }),
  { description: 'What only points are missing for, the nearest first.' },
);

export const PosRewards = Type.Object({
  balance: Type.Integer(),
  rewards: Rewards,
  nearly: Nearly,
});

export const PosMember = Type.Object({
  number: Type.String({ description: 'Ten digits, the last a check digit.' }),
  firstName: Nullable(Type.String()),
  tier: Type.Object({ name: Type.String(), perks: Type.Array(Type.String()) }),
  balance: Type.Integer(),
  liveVouchers: Type.Integer({ description: 'Vouchers that they hold open on their phone.' }),
  proved: Type.Boolean({
    description: 'False: they have not signed in yet, so the welcome gift is still to come.',
  }),
  rewards: Rewards,
  nearly: Nearly,
});

export const PosEnrolment = Type.Object({
  joined: Type.Boolean({ description: 'False: they were a member already.' }),
  member: byName<PosMember>('Member'),
  ...rehearsal,
});

export const PosConfirmation = Type.Object({
  confirmationId: Type.String(),
  state: Type.Enum(['open', 'confirmed', 'declined', 'cancelled', 'ended', 'expired']),
  reward: Type.Object({ id: Type.String(), name: Type.String(), points: Type.Integer() }),
  member: Type.Object({ firstName: Nullable(Type.String()) }),
  askedAt: Instant,
  expiresAt: Instant,
  redemption: Nullable(byName<PosVoucher>('Voucher')),
  ...rehearsal,
});

export type PosEnrolMember = Static<typeof PosEnrolMember>;
export type PosAskMember = Static<typeof PosAskMember>;
export type PosMember = Static<typeof PosMember>;
export type PosRewards = Static<typeof PosRewards>;
export type PosConfirmation = Static<typeof PosConfirmation>;

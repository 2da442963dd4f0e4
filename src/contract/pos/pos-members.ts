import Type, { type Static } from 'typebox';
import { FindMember, TypedAddress, TypedNumber } from '#contract/till-members.ts';
import { ReceiptNumber } from '#contract/till-purchase.ts';
import { externalIdPattern, sourcePattern } from '#domain/people/external-id.ts';
import { consentTexts } from '#domain/program/consent.ts';
import { tierMeasures } from '#domain/program/tier-rule.ts';
import type { PosVoucher } from './pos.ts';
import { PosMembershipNow } from './pos-membership.ts';
import {
  byName,
  closed,
  dryRunMark,
  Instant,
  MemberRef,
  Nullable,
  openWord,
  PosReward,
  Reward,
  whoIs,
} from './pos-parts.ts';

/** Requests and answers about members, between a POS and Tillpass. */

/** Exactly one of these fields; the use-case names the one that is too many. */
export const PosFindMember = Type.Object(
  {
    ...FindMember.properties,
    memberId: Type.Optional(Type.String({ maxLength: 64, description: 'As events name them.' })),
    externalId: Type.Optional(
      Type.Object(
        {
          source: Type.String({
            pattern: sourcePattern,
            description: 'The name of the system, as it was given with the id: `shopify`.',
          }),
          id: Type.String({ pattern: externalIdPattern, description: 'As that system writes it.' }),
        },
        { ...closed, description: 'What another system of the shop calls them.' },
      ),
    ),
  },
  { ...closed, minProperties: 1, maxProperties: 1 },
);

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

export const PosOffer = Type.Object(
  {
    ...PosReward.properties,
    voucherOpen: Type.Boolean({
      description:
        'True: they hold a voucher of it, whose points are paid, so that `points` may be more than their balance. Else the balance covers it.',
    }),
  },
  { description: 'A reward that a member can have now.' },
);

const Rewards = Type.Array(byName<PosOffer>('Offer'), {
  description: 'What the member can have in this store now, in the order of the program’s file.',
});

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
  balance: Type.Integer({ description: 'Below zero: what they owe after a return.' }),
  rewards: Rewards,
  nearly: Nearly,
});

const TierKeep = Type.Object(
  {
    by: openWord(tierMeasures, 'What the program counts towards tiers.'),
    missing: Type.Integer({
      description:
        'How much more keeps the tier: minor units, points or visits. 0: it is theirs until then, whatever they buy.',
    }),
    until: Instant,
    text: Type.String({ description: 'The same as a sentence, as the wallet has it.' }),
  },
  {
    description:
      'What keeps the tier, and when it is lost otherwise. Null: nothing takes it, or the program has no rule of tiers.',
  },
);

export const PosMember = Type.Object({
  ...whoIs,
  tier: Type.Object({
    id: Type.String(),
    name: Type.String(),
    perks: Type.Array(Type.String()),
    keep: Nullable(TierKeep),
  }),
  balance: Type.Integer({ description: 'Below zero: what they owe after a return.' }),
  pending: Type.Array(
    Type.Object({
      points: Type.Integer(),
      availableAt: Instant,
    }),
    {
      description: 'Points that are not in `balance` yet, by the day from which they can be spent.',
    },
  ),
  memberships: Type.Optional(
    Type.Array(PosMembershipNow, {
      description: 'Tiers that they pay for and have now; absent: none.',
    }),
  ),
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
  ...dryRunMark,
});

const confirmationStates = [
  'open',
  'confirmed',
  'declined',
  'cancelled',
  'ended',
  'expired',
] as const;

export const PosConfirmation = Type.Object({
  confirmationId: Type.String(),
  state: openWord(confirmationStates, 'How far the question is.'),
  reward: Reward,
  member: MemberRef,
  askedAt: Instant,
  expiresAt: Instant,
  pinFrom: Nullable(Instant),
  redemption: Nullable(byName<PosVoucher>('Voucher')),
  ...dryRunMark,
});

export type PosOffer = Static<typeof PosOffer>;
export type PosFindMember = Static<typeof PosFindMember>;
export type PosEnrolMember = Static<typeof PosEnrolMember>;
export type PosAskMember = Static<typeof PosAskMember>;
export type PosMember = Static<typeof PosMember>;
export type PosRewards = Static<typeof PosRewards>;
export type PosConfirmation = Static<typeof PosConfirmation>;

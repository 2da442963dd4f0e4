import Type, { type Static } from 'typebox';
import type { Coming } from '#domain/points/lot.ts';
import { consentTexts } from '#domain/program/consent.ts';
import type { TierMeasure } from '#domain/program/tier-rule.ts';
import type { ShownConfirmationState } from '#domain/redemption/confirmation.ts';
import type { Money } from '#domain/values/money.ts';
import type { WorthFace } from './member.ts';
import { CallerId } from './member-input.ts';
import { Scanned, type TillVoucher } from './till.ts';

/** What the till page sends and gets about members. A POS sends the same at `/pos/v1`. */
const closed = { additionalProperties: false } as const;

/** Loose on purpose: the domain has a sentence for each fault of an address or a number. */
export const TypedAddress = Type.String({ maxLength: 1000 });
export const TypedNumber = Type.String({ maxLength: 64 });

/** Exactly one of these fields; the use-case names the one that is too many. */
export const FindMember = Type.Object(
  {
    email: Type.Optional(TypedAddress),
    number: Type.Optional(TypedNumber),
    scanned: Type.Optional(Scanned),
  },
  closed,
);
/** Whose card is printed: a member who was found here. */
export const PrintCard = Type.Object({ memberId: Type.String({ maxLength: 64 }) }, closed);
/** A member's card on a sheet of A4: PDF, base64. */
export interface TillCard {
  readonly pdf: string;
}
/** The page makes `id` before sending: the same id is the same enrolment. */
export const EnrolMember = Type.Object(
  {
    id: CallerId,
    email: TypedAddress,
    firstName: Type.Optional(Type.String({ maxLength: 60 })),
    consent: Type.Enum([...consentTexts], {
      description: 'Names the sentence that was read out and agreed to.',
    }),
  },
  closed,
);
/** The page makes `id` before sending; it replaces the receipt number. */
export const AskMember = Type.Object(
  {
    id: CallerId,
    memberNumber: TypedNumber,
    rewardId: Type.String({ minLength: 1, maxLength: 64 }),
  },
  closed,
);
export const ConfirmCode = Type.Object(
  { code: Type.String({ maxLength: 64, description: 'Six digits that the member read out.' }) },
  closed,
);

/** Loose on purpose: the domain has a sentence for what is no PIN. */
const TypedPin = Type.String({
  maxLength: 16,
  description: 'Four digits that the member typed, unseen by others.',
});
export const ConfirmPin = Type.Object({ pin: TypedPin }, closed);
/** A PIN that a member without one chooses on the till's screen. */
export const ChoosePin = Type.Object(
  { memberId: Type.String({ maxLength: 64 }), pin: TypedPin },
  closed,
);
/** From when the PIN that was chosen is taken. */
export interface ChosenPin {
  readonly usableAt: number;
}

export type FindMember = Static<typeof FindMember>;
export type EnrolMember = Static<typeof EnrolMember>;
export type AskMember = Static<typeof AskMember>;
export type ConfirmCode = Static<typeof ConfirmCode>;

/** A member as an associate sees them: without the address and the birthday. */
export interface TillMember {
  readonly memberId: string;
  readonly number: string;
  readonly firstName: string | null;
  readonly tier: {
    readonly id: string;
    readonly name: string;
    readonly perks: readonly string[];
    /** What keeps it; absent: nothing takes it, or the program has no rule of tiers. */
    readonly keep?: TierKeep;
  };
  readonly balance: number;
  /** Points that are not in the balance yet, by the day from which they can be spent; absent: none. */
  readonly pending?: readonly Coming[];
  /** Tiers that they pay for and have now; absent: none. */
  readonly memberships?: readonly TillMembership[];
  /** From when their PIN is taken; null: they have none. */
  readonly pinFrom: number | null;
  /** How many vouchers they hold open on their phone. */
  readonly liveVouchers: number;
  /** False: nobody has proved the address yet, so the welcome points are still to come. */
  readonly proved: boolean;
  readonly rewards: readonly TillOffer[];
  readonly nearly: readonly TillNearly[];
  /** What an associate can confirm of a purchase here and now, such as a bag of one's own; absent: nothing. */
  readonly acts?: readonly { readonly id: string; readonly name: string }[];
}

/** A tier that a member pays for. */
export interface TillMembership {
  readonly membershipId: string;
  readonly tierId: string;
  /** The first instant in which it is over. */
  readonly until: number;
  /** They have chosen not to renew it. */
  readonly left: boolean;
  /** What would be paid back if it came back now. */
  readonly refund: Money;
  /** The same as a sentence. */
  readonly text: string;
}

/** What a member must still buy to keep their tier: the figure of their wallet, and its sentence. */
export interface TierKeep {
  readonly by: TierMeasure;
  /** Minor units, points or visits; 0: it is theirs until then, whatever they buy. */
  readonly missing: number;
  /** When it is lost. */
  readonly until: number;
  readonly text: string;
}

/** A reward in the words of the till. */
export interface TillReward {
  readonly id: string;
  readonly name: string;
  readonly instruction: string;
  readonly points: number;
  readonly worth: WorthFace;
  /** What the purchase must come to; absent: nothing. */
  readonly minimum?: Money;
  /** What it asks besides points, in sentences for the associate too; absent: nothing. */
  readonly terms?: string;
}

/** A reward that a member can have now. */
export interface TillOffer extends TillReward {
  /** True: the member holds a voucher for it. Its points are paid, and a yes redeems that voucher. */
  readonly voucherOpen: boolean;
}

/** A reward that only lacks points. */
export interface TillNearly {
  readonly id: string;
  readonly name: string;
  readonly points: number;
  readonly missing: number;
}

export interface TillEnrolment {
  /** False: they were a member already. */
  readonly joined: boolean;
  readonly member: TillMember;
}

/** A till's question to a member, as the till sees it. */
export interface TillConfirmation {
  readonly id: string;
  readonly state: ShownConfirmationState;
  readonly reward: TillReward;
  readonly memberId: string;
  readonly number: string;
  readonly firstName: string | null;
  readonly askedAt: number;
  readonly expiresAt: number;
  /** From when the member's PIN is taken as a yes; null: they have none. */
  readonly pinFrom: number | null;
  /** The voucher after a yes: redeemed here, or issued to the phone if the till has to scan its own kind of code. */
  readonly voucher: TillVoucher | null;
}

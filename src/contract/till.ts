import Type, { type Static } from 'typebox';
import type { RedemptionStateName } from '#domain/redemption/redemption.ts';
import type { Refusal } from '#domain/refusal.ts';
import type { ScannerProfile } from '#domain/scan/scanner-profile.ts';
import type { Money } from '#domain/values/money.ts';
import type { RewardArt } from './art.ts';
import type { WorthFace } from './member.ts';
import { CallerId } from './member-input.ts';

/** What the till page sends and gets. It asks the same use-cases as `/pos/v1`. */
const closed = { additionalProperties: false } as const;

/** Whatever a scanner sent or a person typed; the domain says what is wrong with it. */
export const Scanned = Type.String({ minLength: 1, maxLength: 256 });

export const Enrol = Type.Object({ token: Type.String({ maxLength: 64 }) }, closed);
export const StartShift = Type.Object(
  { associateId: Type.String({ maxLength: 64 }), pin: Type.String({ maxLength: 16 }) },
  closed,
);
export const Look = Type.Object({ scanned: Scanned }, closed);
/** The page makes `id` before sending; it replaces the receipt number. */
export const Redeem = Type.Object(
  {
    scanned: Scanned,
    id: CallerId,
    /** How the code came in; pages of an older version do not say. */
    entered: Type.Optional(Type.Enum(['scanned', 'typed'])),
  },
  closed,
);
export const Reverse = Type.Object(
  {
    redemptionId: Type.String({ maxLength: 64 }),
    reason: Type.String({ maxLength: 200 }),
    /** A colleague who looked at it too; `second-person-undo` asks for them. */
    second: Type.Optional(StartShift),
  },
  closed,
);

export type Enrol = Static<typeof Enrol>;
export type StartShift = Static<typeof StartShift>;
export type Look = Static<typeof Look>;
export type Redeem = Static<typeof Redeem>;
export type Reverse = Static<typeof Reverse>;

/** The device in the associate's hand, and who may sign in on it. */
/** What confirms one visit of one member. */
export interface CheckInCode {
  /** Six digits. */
  readonly code: string;
  /** From then on it confirms nothing. */
  readonly until: number;
}

export interface TillDevice {
  readonly program: {
    readonly name: string;
    readonly color: string;
    readonly mark: string;
    readonly timeZone: string;
    /** ISO 4217: the currency of typed amounts. */
    readonly currency: string;
    /** A drawing in one colour that replaces the mark; null: there is none. */
    readonly logo: { readonly viewBox: string; readonly path: string } | null;
    /** What each reward looks like, by its id. A reward that has left the program has nothing here. */
    readonly art: Readonly<Record<string, RewardArt>>;
  };
  readonly store: { readonly id: string; readonly name: string };
  readonly till: { readonly id: string; readonly name: string };
  /** What the store's scanners read, and the barcodes on its members' phones. */
  readonly scanner: ScannerProfile;
  readonly associates: readonly { readonly id: string; readonly name: string }[];
  /** Visits to this store give points, and a code shown here confirms them; absent: they don't. */
  readonly checkIn?: true;
  /** Who is signed in now; null: nobody. */
  readonly shift: {
    readonly associateId: string;
    readonly name: string;
    readonly startedAt: number;
  } | null;
}

/** What was scanned, in words that an associate can act on. */
export interface TillVoucher {
  readonly redemptionId: string;
  readonly state: RedemptionStateName;
  /** The reward as it was when the voucher was issued. */
  readonly reward: {
    readonly id: string;
    readonly name: string;
    readonly instruction: string;
    readonly points: number;
    readonly worth: WorthFace;
    readonly minimum?: Money;
    readonly terms?: string;
  };
  readonly memberId: string;
  readonly number: string;
  readonly firstName: string | null;
  readonly tierId: string;
  readonly tier: string;
  readonly points: number;
  readonly expiresAt: number;
  readonly used: {
    readonly at: number;
    readonly store: string;
    readonly storeId: string;
    readonly till: string;
    readonly tillId: string;
    readonly receiptNumber: string;
  } | null;
  readonly held: {
    readonly store: string;
    readonly storeId: string;
    readonly till: string;
    readonly tillId: string;
    readonly basketId: string;
    readonly until: number;
  } | null;
  /** Why it can't be given here and now; null: it can. */
  readonly refusal: Refusal | null;
}

/** The most lines in the list of what was given: a busy store's day. */
export const recentAtMost = 500;

/** A line in the store's list of what was given in the last day. */
export interface RecentUse {
  readonly redemptionId: string;
  readonly reward: string;
  readonly firstName: string | null;
  readonly at: number;
  readonly associate: string | null;
  /** The till that gave it. For a POS there is no associate's name, and this says where it was. */
  readonly till: string;
  readonly state: 'redeemed' | 'reversed';
}

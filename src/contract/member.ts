import type { GiveBackReason, LedgerKind } from '#domain/points/ledger.ts';
import type { Coming } from '#domain/points/lot.ts';
import type { CodeSource } from '#domain/program/code-source.ts';
import type { RedemptionStateName } from '#domain/redemption/redemption.ts';
import type { Refusal } from '#domain/refusal.ts';
import type { Symbology } from '#domain/scan/scanner-profile.ts';
import type { Money } from '#domain/values/money.ts';
import type { Told } from './pass.ts';

/**
 * What a member's pages are told. Texts of the program come in the member's language already; instants
 * are epoch milliseconds; points are whole.
 */

/** What every page knows, signed in or not. */
export interface Visit {
  readonly signedIn: boolean;
  readonly program: ProgramFace;
  /** The store of the poster that was scanned last, for some hours. */
  readonly store: StoreFace | null;
  /** The address that sign-in mail comes from, so that people find it. */
  readonly sender: string;
  /** The development inbox's address; null where mail is real. */
  readonly inbox: string | null;
}

export interface ProgramFace {
  readonly name: string;
  readonly color: string;
  readonly mark: string;
  /** A drawing of one colour that stands for the mark, where there is one. */
  readonly logo: { readonly viewBox: string; readonly path: string } | null;
  readonly currency: string;
  readonly timeZone: string;
  readonly welcomePoints: number;
  /** For how long a barcode works; absent in a document kept from before. */
  readonly voucherMinutes?: number;
}

export interface StoreFace {
  readonly id: string;
  readonly name: string;
  readonly placement: string;
}

export interface Wallet {
  /** When all of this was true. */
  readonly at: number;
  readonly member: { readonly firstName: string | null; readonly number: string };
  readonly balance: number;
  readonly tier: TierFace;
  readonly nextTier: { readonly name: string; readonly missing: Money } | null;
  readonly qualifying: Money;
  readonly expiring: { readonly points: number; readonly at: number } | null;
  /** Points that are not in the balance yet, the next ones in front; absent: none. */
  readonly pending?: readonly Coming[];
  /** What tills ask the member now, each for a yes or a no. */
  readonly asks: readonly Ask[];
  /** What tills made of the member's passes lately, which a phone without signal could not hear of; absent: nothing. */
  readonly told?: readonly Told[];
  /** Vouchers that can be scanned now, the one that ends first in front. */
  readonly vouchers: readonly Voucher[];
  /** What can be had now first, then what is nearest in reach. */
  readonly rewards: readonly RewardOffer[];
  readonly history: readonly HistoryLine[];
}

/** A till's question, whether the member wants a reward. Its words come along, so that no page carries them. */
export interface Ask {
  readonly id: string;
  readonly text: string;
  readonly yes: string;
  readonly no: string;
  /** From then on nobody waits for the answer. */
  readonly endsAt: number;
}

export interface TierFace {
  readonly id: string;
  readonly name: string;
  readonly color: string;
  /** Points for one major unit of currency, as 1.25. */
  readonly pointsPerUnit: number;
  readonly perks: readonly string[];
}

export interface RewardOffer {
  readonly id: string;
  readonly name: string;
  /** What it includes and what not, in the reader's words; absent: its name says it all. */
  readonly about?: string;
  readonly worth: WorthFace;
  readonly points: number;
  /** Where it can be had; empty: in every store. */
  readonly stores: readonly string[];
  /** How often one member may have it, in the reader's words; absent: as often as they have the points. */
  readonly perMember?: string;
  /** Its barcode is made for one shop's tills, and nobody knows which: the member says so. */
  readonly shops?: readonly { readonly id: string; readonly name: string }[];
  /** Under which a phone without signal asks for it at its price of now; absent: only with signal. */
  readonly slot?: number;
  /** For how many hours its barcode can be kept ready for a shop without signal; absent: it need not be. */
  readonly readyHours?: number;
  /** Why not, known before the queue; null: it can be had. Tiers are named, not identified. */
  readonly refusal: Refusal | null;
}

export type WorthFace =
  | { readonly kind: 'amount-off'; readonly amount: Money }
  | { readonly kind: 'percent-off'; readonly percent: number }
  | { readonly kind: 'free-product'; readonly product: string }
  | { readonly kind: 'perk' };

/** A barcode as black modules on white, its quiet zone not included. */
export interface SymbolDrawing {
  readonly symbology: Symbology;
  /** Rows of `1` (black) and `0`; one row for bars, which are stretched. */
  readonly rows: readonly string[];
  /** Modules of white that a scanner needs on every side (bars: left and right). */
  readonly quiet: number;
}

/** A redemption as the shopper holds it. */
export interface Voucher {
  readonly id: string;
  readonly state: RedemptionStateName;
  readonly reward: {
    readonly id: string;
    readonly name: string;
    readonly instruction: string;
    /** Where it can be had; absent: in every store. */
    readonly stores?: readonly string[];
  };
  readonly points: number;
  /**
   * What the bars carry and fingers type: twelve digits, what the store's profile makes of them, or the POS's own
   * code; null: nothing to scan (any more).
   */
  readonly code: string | null;
  /** Where the code comes from. Of a pool's, use is only known when the store has reported it. */
  readonly source: CodeSource;
  /** What the server drew, the store's own symbology first; null: the phone draws the twelve digits itself. */
  readonly drawings: readonly SymbolDrawing[] | null;
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** When it was true; a phone without signal shows its age. */
  readonly at: number;
  readonly used: { readonly at: number; readonly store: string; readonly till: string } | null;
  /** Which till keeps it for a sale that is not paid yet, and until when. */
  readonly held: { readonly store: string; readonly till: string; readonly until: number } | null;
  readonly endedAt: number | null;
  /** What the ledger has given back of it; null or absent: nothing so far. */
  readonly back?: PointsBack | null;
  /** What to say in place of a code that is still being made, or of how it ended; null: the page knows. */
  readonly notice: string | null;
  /** Points to spend after it, so that the page of success can say what comes next. */
  readonly balance: number;
  /** The membership number, by which an associate finds the member when nothing scans. */
  readonly number: string;
}

/** What came back of a redemption's points, by the ledger alone. */
export interface PointsBack {
  readonly points: number;
  /** Those of them whose last day had passed, and that nobody can spend. */
  readonly lapsed: number;
  /** Until when the others have to be spent, where their last day had passed while the voucher held them. */
  readonly until: number | null;
}

/** One ledger entry, explained. */
export interface HistoryLine {
  readonly seq: number;
  readonly kind: LedgerKind;
  readonly points: number;
  readonly balanceAfter: number;
  readonly at: number;
  /** Its points are pending until then; absent: they are not. */
  readonly availableAt?: number;
  readonly store: string | null;
  readonly what: HistoryReason;
}

export type HistoryReason =
  | { readonly rule: 'welcome' }
  /** Points for spend: `pointsPerUnit` at the tier held then. */
  | {
      readonly rule: 'purchase';
      readonly spent: Money;
      readonly tier: string;
      readonly pointsPerUnit: number;
      readonly receiptNumber: string;
    }
  /** Goods came back, and what they had earned was taken. */
  | { readonly rule: 'return'; readonly returned: Money; readonly receiptNumber: string }
  | { readonly rule: 'issue'; readonly reward: string; readonly redemptionId: string }
  | {
      readonly rule: 'give-back';
      readonly reward: string;
      readonly redemptionId: string;
      readonly because: GiveBackReason;
    }
  /** Points that support gave or took, and why. */
  | { readonly rule: 'adjustment'; readonly why: string }
  | { readonly rule: 'lot-expiry' };

export interface HistoryPage {
  readonly at: number;
  readonly lines: readonly HistoryLine[];
  /** `before` of the next page; null at the beginning of time. */
  readonly next: number | null;
}

export interface Profile {
  readonly firstName: string | null;
  readonly address: string;
  readonly number: string;
  readonly joinedAt: number;
  readonly devices: readonly Device[];
}

export interface Device {
  readonly id: string;
  /** "Safari on iPhone"; null when it can't be told. */
  readonly browser: string | null;
  readonly current: boolean;
  readonly seenAt: number;
  readonly since: number;
}

/** A request to sign in, for the browser that asked. */
export interface SignInWaiting {
  readonly id: string;
  readonly state: 'waiting' | 'matched' | 'used' | 'ended';
  readonly address: string;
  readonly matchNumber: number;
  readonly sender: string;
  readonly endsAt: number;
  /** This browser is signed in already, by the link in another of its tabs. */
  readonly signedIn: boolean;
}

/** The page behind a mail's link. It says who asked; it never does anything by itself. */
export interface SignInLink {
  readonly state: 'waiting' | 'matched' | 'used' | 'ended';
  /** True in the browser that asked: one button signs in. Else the other screen's number is wanted. */
  readonly sameBrowser: boolean;
  readonly matchTried: boolean;
  readonly store: string | null;
  readonly browser: string | null;
  readonly askedAt: number;
}

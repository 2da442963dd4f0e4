import type { GiveBackReason, LateReport, LedgerKind } from '#domain/points/ledger.ts';
import type { Coming, Expiring } from '#domain/points/lot.ts';
import type { CodeSource } from '#domain/program/code-source.ts';
import type { RedemptionStateName } from '#domain/redemption/redemption.ts';
import type { Refusal } from '#domain/refusal.ts';
import type { Symbology } from '#domain/scan/scanner-profile.ts';
import type { Money } from '#domain/values/money.ts';
import type { RewardArt } from './art.ts';
import type { HistoryMonth } from './history-month.ts';
import type { Told } from './pass.ts';
import type { PointsBack } from './points-back.ts';
import type { NextTier, PageLink, TierFace } from './profile.ts';
import type { ProgramFace } from './program-face.ts';
import type { Ranged } from './reward-range.ts';
import type { SurveyAsked } from './survey.ts';

/**
 * What a member's pages get. Texts of the program are in the member's language already; instants are epoch
 * milliseconds; points are whole.
 */

/** What every page knows, signed in or not. */
export interface Visit {
  readonly signedIn: boolean;
  readonly program: ProgramFace;
  /** The store of the last scanned poster, for some hours. */
  readonly store: StoreFace | null;
  /** The sender's address of sign-in mail, so that people can find the mail. */
  readonly sender: string;
  /** The address of the development inbox; null where mail is really sent. */
  readonly inbox: string | null;
  /** What the shop keeps of members, for who is not signed in; absent in a document of an older version. */
  readonly privacy?: PageLink;
  /** The invitation that led here, in the visitor's language; absent: none. Its code is empty where it can't be followed. */
  readonly invitation?: { readonly code: string; readonly says: readonly string[] };
}

export interface StoreFace {
  readonly id: string;
  readonly name: string;
  readonly placement: string;
}

export interface Wallet {
  /** When all of this was read. */
  readonly at: number;
  readonly member: { readonly firstName: string | null; readonly number: string };
  readonly balance: number;
  readonly tier: TierFace;
  readonly nextTier: NextTier | null;
  readonly oneTier?: string; // In place of a way to a next one; absent: the program has more.
  /** What keeps the tier, as a sentence; absent: nothing takes it, or the program has no rule. */
  readonly keeps?: string;
  readonly qualifying: Money;
  readonly expiring: Expiring | null;
  /** All that expires, if it is more than that, with its heading, which few wallets need; absent: nothing more. */
  readonly expiries?: { readonly heading: string; readonly days: readonly Expiring[] };
  /** Points that are not in the balance yet, the next ones in front; absent: none. */
  readonly pending?: readonly Coming[];
  /** Questions of tills to the member, each for a yes or a no. */
  readonly asks: readonly Ask[];
  /** What tills lately made of the member's passes, which a phone without signal could not hear; absent: nothing. */
  readonly told?: readonly Told[];
  readonly welcome?: string; // That the gift for joining is here; absent: it is a day old, or not the last that happened.
  /** Vouchers that can be scanned now, the one that ends first in front. */
  readonly vouchers: readonly Voucher[];
  /** Rewards that the member can have now, then the nearest ones. */
  readonly rewards: readonly RewardOffer[];
  readonly history: readonly HistoryLine[];
  /** What is asked before a barcode begins to run, and the other answer; absent: the member is in a shop. */
  readonly away?: { readonly ask: string; readonly later: string; readonly hint: string };
  readonly ways?: string; // The words of a link to the ways to earn; absent: the program has none of its own.
}

/** A till's question, whether the member wants a reward, with its words, so that no page has to carry them. */
export interface Ask {
  readonly id: string;
  readonly text: string;
  readonly yes: string;
  readonly no: string;
  /** When the question ends: after this time the till does not wait for an answer. */
  readonly endsAt: number;
}

export interface RewardOffer extends Ranged {
  readonly id: string;
  readonly name: string;
  /** What it includes and what not, in the reader's language; absent: the name says it all. */
  readonly about?: string;
  readonly worth: WorthFace;
  /** Absent in a document of an older version. */
  readonly art?: RewardArt;
  readonly points: number;
  /** The only stores where it can be had; empty: all. */
  readonly stores: readonly string[];
  /** How often one member may have it, as a sentence; absent: as often as they have the points. */
  readonly perMember?: string;
  /** What it asks besides points (days and hours, a minimum spend), in sentences; absent: nothing. */
  readonly terms?: string;
  /** How long a barcode works that is made now, if its hours end before its minutes do. */
  readonly lastsMs?: number;
  /** Shops to choose from: the barcode is made for one shop's tills, and nobody knows which. */
  readonly shops?: readonly { readonly id: string; readonly name: string }[];
  /** The slot that a phone without signal puts into its pass, for this reward at this price; absent: it needs signal. */
  readonly slot?: number;
  /** For how many hours a shop's own barcode can be kept ready; absent: that is not needed. */
  readonly readyHours?: number;
  /** Why the member can't have it, known before the queue; null: they can. Tiers are given by name, not by id. */
  readonly refusal: Refusal | null;
}

export type WorthFace =
  | { readonly kind: 'amount-off'; readonly amount: Money }
  | { readonly kind: 'percent-off'; readonly percent: number }
  | { readonly kind: 'free-product'; readonly product: string }
  | { readonly kind: 'free-shipping' }
  | { readonly kind: 'experience'; readonly place: string; readonly booking: string }
  | { readonly kind: 'perk' };

/** A barcode as black modules on white, without its quiet zone. */
export interface SymbolDrawing {
  readonly symbology: Symbology;
  /** Rows of `1` (black) and `0`. Bars have one row, which is stretched. */
  readonly rows: readonly string[];
  /** Modules of white that a scanner needs on every side (for bars: left and right). */
  readonly quiet: number;
}

/** A redemption as the shopper holds it. */
export interface Voucher {
  readonly id: string;
  readonly state: RedemptionStateName;
  readonly reward: {
    readonly id: string;
    readonly name: string;
    /** What it includes and what not; absent: the name says it all. */
    readonly about?: string;
    readonly instruction: string;
    /** Absent in a document of an older version. */
    readonly art?: RewardArt;
    /** The only stores where it can be used; absent: all. */
    readonly stores?: readonly string[];
  };
  readonly points: number;
  /** It was given for a full card, so it can't be cancelled. */
  readonly earned?: true;
  /**
   * The text of the barcode, which people can type: twelve digits, what the store's profile makes of them, or the POS's
   * own code; null: there is nothing to scan.
   */
  readonly code: string | null;
  /** Where the code comes from. Whether a pool's code was used is known only when the store has reported. */
  readonly source: CodeSource;
  /** The server's drawings, the store's own symbology first; null: the phone draws the twelve digits itself. */
  readonly drawings: readonly SymbolDrawing[] | null;
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** When it was read; a phone without signal shows its age. */
  readonly at: number;
  readonly used: { readonly at: number; readonly store: string; readonly till: string } | null;
  /** The till that has reserved it for a sale, and until when. */
  readonly held: { readonly store: string; readonly till: string; readonly until: number } | null;
  readonly endedAt: number | null;
  /** How many points the ledger has given back for it; null or absent: none yet. */
  readonly back?: PointsBack | null;
  /** A sentence instead of a code that is still being made, or about its end; null: the page knows. */
  readonly notice: string | null;
  /** Points to spend afterwards, so that the page of success can say what comes next. */
  readonly balance: number;
  /** After a used voucher, the reward that comes next, and how many points it lacks; absent: none comes. */
  readonly next?: { readonly reward: string; readonly missing: number };
  /** After a used voucher, a question that may be answered; absent: none is asked. */
  readonly survey?: SurveyAsked;
  /** The membership number, by which an associate finds the member when nothing scans. */
  readonly number: string;
}

/** A ledger entry with its explanation. */
export interface HistoryLine {
  readonly seq: number;
  readonly kind: LedgerKind;
  readonly points: number;
  readonly balanceAfter: number;
  readonly at: number;
  /** What of its points is still to come, and when; absent: nothing. */
  readonly pending?: Coming;
  readonly store: string | null;
  readonly what: HistoryReason;
  /** What it was for, and what more there is to know, in the reader's language. Absent in a document of an older version. */
  readonly text?: string;
  readonly notes?: readonly string[];
  readonly place?: string; // In place of store and time: where and when a reward was used, or when it was taken.
  /** What the reward looks like, or a sign of the rule; absent in the wallet and in a document of an older version. */
  readonly art?: RewardArt;
}

/** What a purchase was, and the tier and rate by which it earned. */
interface EarnedAt {
  readonly spent: Money;
  readonly tier: string;
  readonly pointsPerUnit: number;
  readonly receiptNumber: string;
}

export type HistoryReason =
  | { readonly rule: 'welcome' }
  /** Points for a purchase: `pointsPerUnit` at the tier of that time. */
  | ({
      readonly rule: 'purchase';
      /** What other rules of the program gave to it; absent: nothing. */
      readonly rules?: readonly { readonly name: string; readonly points: number }[];
    } & EarnedAt)
  /** Something that happened before a purchase was reported after it, and changed its tier. */
  | ({ readonly rule: 'rated-anew'; readonly late: LateReport } & EarnedAt)
  /** A full card, a goal that was reached: by the rule of this name; and taken back, because goods came back. */
  | { readonly rule: 'award' | 'award-back'; readonly name: string }
  /** Goods came back, and the points that they had earned were taken. */
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
  /** Whole months in which these lines are, the latest first; absent in a document of an older version. */
  readonly months?: readonly HistoryMonth[];
  /** `before` for the next page; null: this is the last one. */
  readonly next: number | null;
}

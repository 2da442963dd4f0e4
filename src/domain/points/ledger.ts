import type { MembershipRefund } from '#domain/program/paid-membership.ts';
import type { Text } from '#domain/program/text.ts';
import type { Money } from '#domain/values/money.ts';

/** The kinds of ledger entries. A correction is another entry, never an edit. */
export type LedgerKind = 'accrual' | 'redemption' | 'reversal' | 'adjustment' | 'expiry';

/** How many points one entry took out of a lot (negative) or put into it. */
export interface Draw {
  readonly lotId: string;
  readonly points: number;
}

/** One immutable signed change of points. */
export interface LedgerEntry {
  readonly memberId: string;
  /** Counts a member's entries from 1, without a gap. */
  readonly seq: number;
  readonly kind: LedgerKind;
  /** Signed. The sum of a member's entries is the balance. */
  readonly points: number;
  /** The lots that it changed. Their sum is `points`, unless a debt was paid or made (`debtAfter`). */
  readonly draws: readonly Draw[];
  /** Why the entry exists. It is unique for a member, so the same cause can never change points twice. */
  readonly cause: string;
  readonly balanceAfter: number;
  readonly at: number;
  /** Only for an entry that opens a lot: when those points expire. */
  readonly lotExpiresAt: number | null;
  /** Set on an entry whose lot is pending at first: from when on its points can be spent. */
  readonly lotAvailableAt?: number;
  /** Set on an activity of the member that keeps all their points: none of them expires before. */
  readonly keepsUntil?: number;
}

/** An entry before the ledger gave it its number. */
export type EntryDraft = Omit<LedgerEntry, 'memberId' | 'seq' | 'balanceAfter'>;

/** The causes of entries, one for each thing that may change points. */
export const cause = {
  welcome: () => 'welcome',
  purchase: (purchaseId: string) => `purchase:${purchaseId}`,
  /** A purchase is rated anew whenever something is reported that happened before it. */
  rating: (purchaseId: string, number: number) => `rating:${purchaseId}:${number}`,
  isRating: (text: string) => text.startsWith('rating:'),
  /** The purchase whose points an entry of this cause gave; null: another cause. */
  purchaseIn: (text: string): string | null =>
    text.startsWith('purchase:') ? text.slice('purchase:'.length) : null,
  issue: (redemptionId: string) => `issue:${redemptionId}`,
  /** A voucher's points may come back in parts. Each part is named by how many points had come back before it. */
  giveBack: (redemptionId: string, before = 0) =>
    before === 0 ? `give-back:${redemptionId}` : `give-back:${redemptionId}:${before}`,
  isGiveBack: (text: string) => text.startsWith('give-back:'),
  return: (returnId: string) => `return:${returnId}`,
  /** Points that a member brought along from another system, lot by lot, from 1. */
  opening: (source: string, number: number) => `opening:${source}:${number}`,
  /**
   * One move of points out of a membership that was merged, and its other half: each is named by the other member, and
   * by the number of the entry that takes them out.
   */
  mergedOut: (intoId: string, seq: number) => `merged-out:${intoId}:${seq}`,
  mergedIn: (fromId: string, seq: number) => `merged-in:${fromId}:${seq}`,
  isMergedIn: (text: string) => text.startsWith('merged-in:'),
  isMerged: (text: string) => /^merged-(in|out):/.test(text),
  /** The member and the number that a half of such a move names. */
  mergedWith: (text: string): { readonly memberId: string; readonly seq: number } => {
    const [, memberId = '', seq] = text.split(':');
    return { memberId, seq: Number(seq) };
  },
  /** The caller makes the id. */
  adjustment: (id: string) => `adjustment:${id}`,
  isAdjustment: (text: string) => text.startsWith('adjustment:'),
  isReturn: (text: string) => text.startsWith('return:'),
  /** The awards of a rule are numbered for each member. */
  award: (ruleId: string, number: number) => `award:${ruleId}:${number}`,
  awardBack: (ruleId: string, number: number) => `award-back:${ruleId}:${number}`,
  isAwardBack: (text: string) => text.startsWith('award-back:'),
  /** A rule gave for something that is no sale, once an occasion. */
  occasion: (kind: string, ruleId: string, occasion: string): string =>
    `${cause.occasions(kind)}${ruleId}:${occasion}`,
  /** The beginning of the causes of one kind of occasion. */
  occasions: (kind: string): string => `occasion:${kind}:`,
  isOccasion: (text: string) => text.startsWith('occasion:'),
  /** A membership that was paid for, that it was taken back, and that the last term came to its end. No points go with it. */
  membership: (id: string) => `membership:${id}`,
  membershipBack: (id: string) => `membership-back:${id}`,
  isMembership: (text: string) => /^membership(-back)?:/.test(text),
  membershipEnd: (tierId: string, until: number) => `${cause.membershipEnds}${tierId}:${until}`,
  membershipEnds: 'membership-end:',
  lotExpiry: (lotId: string, at: number) => `${cause.lotExpiries(lotId)}${at}`,
  /** The beginning of all expiries of one lot: points may come back to it and expire again. */
  lotExpiries: (lotId: string): string => `lot-expiry:${lotId}:`,
  /** The same of the lots that hold its reinstated points: each of those is named by an expiry of the lot. */
  secondExpiries: (lotId: string): string => `lot-expiry:${cause.lotExpiries(lotId)}`,
  /** Named by the expiry that it takes back, so that it happens once, and the sum of a lot's expiries stays right. */
  reinstatement: (expiry: string): string => `${expiry}${reinstated}`,
  isReinstatement: (text: string): boolean => text.endsWith(reinstated),
  /** The lot whose expired points a reinstatement gives back. */
  reinstatedLot: (text: string): string =>
    text.slice('lot-expiry:'.length, text.slice(0, -reinstated.length).lastIndexOf(':')),
  isExpiry: (text: string): boolean => text.startsWith('lot-expiry:'),
  /** The rule that gave for an occasion, or whose award was given or taken back. */
  ruleOf: (text: string): string => text.split(':')[cause.isOccasion(text) ? 2 : 1] ?? '',
  /** The award that an entry took back, as the cause that gave it. */
  awardTaken: (text: string): string => text.replace(/^award-back:/, 'award:'),
  /** Whether it follows from a sale, a return or the calendar, or is a membership, with which no points go. */
  isConsequence: (text: string): boolean =>
    /^(purchase|rating|return|award|award-back|lot-expiry|membership(-back|-end)?):/.test(text),
};

const reinstated = ':back';

/** Why points came back from a voucher. */
export type GiveBackReason = 'cancelled' | 'expired' | 'reversed' | 'returned' | 'issued-again';

/** A sale or a return that was reported after something that happened later. */
export interface LateReport {
  readonly what: 'sale' | 'return';
  /** When it happened. */
  readonly at: number;
  /** What was paid, or what came back. */
  readonly money: Money;
}

/** What one rule of the program gave, with the words that it had then. */
export interface RulePart {
  readonly id: string;
  readonly name: Text;
  readonly points: number;
}

/** What decides when a membership begins and ends, and what is paid back of it. */
interface MembershipSold {
  readonly tierId: string;
  readonly months: number;
  readonly boughtAt: number;
  readonly refund: MembershipRefund;
}

/** What became of a membership. Ends are the first instants in which it is over. */
export type MembershipSaid =
  | {
      readonly what: 'started' | 'renewed';
      readonly until: number;
      readonly paid: Money;
      /** What was sold, so that `verify` knows it; absent in entries of before it was said. */
      readonly sold?: MembershipSold;
    }
  | { readonly what: 'refunded'; readonly refund: Money }
  | { readonly what: 'ended' };

/** Why an entry exists, as data, so that history can say it in every language. */
export type EntryReason =
  | { readonly rule: 'welcome' }
  | {
      readonly rule: 'purchase';
      readonly spent: Money;
      readonly tier: Text;
      /** Points for one major unit at that time, in hundredths, and of small money in parts of one. */
      readonly rateHundredths: number;
      readonly receiptNumber: string;
      /** What other rules gave to it; absent: nothing. */
      readonly rules?: readonly RulePart[];
    }
  /** Its tier is another one, because something that happened before it was reported later. */
  | {
      readonly rule: 'rated-anew';
      readonly late: LateReport;
      readonly spent: Money;
      readonly tier: Text;
      readonly rateHundredths: number;
      readonly receiptNumber: string;
    }
  /** A counting rule gave, because enough was counted: a full card, a goal that was reached. */
  | { readonly rule: 'award'; readonly id: string; readonly name: Text }
  /** A rule gave for an occasion: joining, a birthday. */
  | {
      readonly rule: 'occasion';
      readonly id: string;
      readonly name: Text;
      /** What somebody wrote to the member about it; absent: nobody did. */
      readonly why?: Text;
    }
  /** What a counting rule gave was taken back, because goods came back. */
  | { readonly rule: 'award-back'; readonly id: string; readonly name: Text }
  /** A clawback: goods of a purchase came back. */
  | { readonly rule: 'return'; readonly returned: Money; readonly receiptNumber: string }
  | { readonly rule: 'issue'; readonly reward: Text; readonly redemptionId: string }
  | {
      readonly rule: 'give-back';
      readonly reward: Text;
      readonly redemptionId: string;
      readonly because: GiveBackReason;
    }
  /** A tier that is paid for: no points move, and the history tells. */
  | ({ readonly rule: 'membership'; readonly tier: Text } & MembershipSaid)
  /** Support gave or took points. The member reads the reason. */
  | { readonly rule: 'adjustment'; readonly why: Text }
  | { readonly rule: 'lot-expiry' }
  /** A balance that the member had in another system. */
  | { readonly rule: 'opening' }
  /** Points, or a debt, came from another membership of the member, or went into one. */
  | { readonly rule: 'merged-in' | 'merged-out' }
  /** Support gave expired points back. */
  | { readonly rule: 'reinstated' };

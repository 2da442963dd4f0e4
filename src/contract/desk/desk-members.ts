import type { HistoryPage, SymbolDrawing } from '#contract/member.ts';
import type { Withholding } from '#domain/messages/message.ts';
import type { Unit } from '#domain/purchase/line.ts';
import type { RedemptionStateName } from '#domain/redemption/redemption.ts';
import type { Money } from '#domain/values/money.ts';
import type { DeskFact } from './desk-facts.ts';
import type { DeskMergeState } from './desk-merge.ts';

/** What the desk shows of members. */

export interface FoundMember {
  readonly id: string;
  readonly number: string;
  readonly name: string | null;
  readonly joinedAt: number;
  readonly frozen: boolean;
}

/** Members that were found, and by what. */
export interface FoundMembers {
  readonly rows: readonly FoundMember[];
  readonly next: string | null;
}

/** A rule by which support can say sorry. */
export interface ApologyChoice {
  readonly id: string;
  readonly name: string;
  /** Points at once. */
  readonly atMost: number;
}

/** A member as support sees them. */
export interface DeskMember {
  readonly id: string;
  readonly number: string;
  readonly name: string | null;
  readonly address: string;
  readonly language: string;
  /** When the address was proved; null: nobody has. */
  readonly provedAt: number | null;
  readonly joinedAt: number;
  readonly joinedStore: string | null;
  /** Memberships of theirs that were merged into this one, and the points that came along. */
  readonly merged: readonly {
    readonly number: string;
    readonly points: number;
    readonly at: number;
  }[];
  /** A merge with another membership that support has begun, or the last no. */
  readonly merge: DeskMergeState;
  readonly frozenAt: number | null;
  /** The PIN by which they use points at tills: since when, and at which till it was chosen; null: there is none. */
  readonly pin: { readonly setAt: number; readonly till: string | null } | null;
  readonly tier: string;
  /** What can be spent now; below zero while there is a debt. */
  readonly spendable: number;
  readonly pending: readonly { readonly points: number; readonly availableAt: number }[];
  /** Points that can be spent, by the day on which they end; the last entry has all that ends later too. */
  readonly ends: readonly { readonly points: number; readonly at: number }[];
  /** Rewards whose vouchers are open: erasing the member would end them. */
  readonly open: readonly string[];
  readonly devices: readonly {
    readonly id: string;
    readonly browser: string;
    readonly seenAt: number;
  }[];
  /** What they agreed to or took back, the latest first. */
  readonly consents: readonly DeskConsent[];
  /** What other systems told of them, the latest first. */
  readonly facts: readonly DeskFact[];
  /** What they chose of the messages; a kind that is not here is as the program says. */
  readonly wishes: readonly {
    readonly message: string;
    readonly wanted: boolean;
    readonly at: number;
    readonly way: MessageChoiceWay;
  }[];
  readonly apologies: readonly ApologyChoice[];
}

/** A slip of paper to print, with which a member without a phone collects points. */
export interface MemberCard {
  readonly number: string;
  readonly barcode: SymbolDrawing;
  /** The card on a sheet of A4, and alone in its own size: PDF, base64. */
  readonly pdf: { readonly a4: string; readonly card: string };
}

export type MessageChoiceWay = 'page' | 'one-click' | 'complaint';

/** Something that somebody agreed to or took back. */
export interface DeskConsent {
  /** `joining`: a till read a sentence out and made them a member. */
  readonly to: 'joining' | 'name' | 'birthday' | 'newsletter';
  readonly given: boolean;
  readonly at: number;
  /** The sentence that they read; null: a till read it out. */
  readonly wording: string | null;
  readonly store: string | null;
}

export interface DeskVoucher {
  readonly id: string;
  readonly reward: string;
  readonly points: number;
  readonly state: RedemptionStateName | 'expired';
  readonly issuedAt: number;
  readonly used: {
    readonly at: number;
    readonly store: string;
    readonly till: string | null;
    readonly receiptNumber: string | null;
  } | null;
  /** Whether its use can be undone: its points would come back. */
  readonly undoable: boolean;
}

/** A purchase with its goods. */
export interface DeskPurchase {
  readonly id: string;
  readonly at: number;
  readonly store: string | null;
  /** null: nobody typed one. */
  readonly receiptNumber: string | null;
  readonly spent: Money;
  /** What it earned when it was rated last. */
  readonly points: number;
  readonly goods: readonly {
    readonly id: string;
    /** As the till named it, or its number; null: the till said neither. */
    readonly name: string | null;
    /** Thousandths of the unit; null: the till did not say. */
    readonly quantity: number | null;
    readonly unit: Unit | null;
    readonly paid: Money;
  }[];
  readonly returns: readonly {
    readonly id: string;
    readonly at: number;
    readonly spent: Money;
    readonly points: number;
  }[];
}

/** A message that was sent, or was not. Never its text. */
export interface DeskMessage {
  readonly id: string;
  readonly name: string;
  readonly at: number;
  readonly state: 'queued' | 'sent' | 'failed' | 'withheld';
  /** Why it was withheld; null: it was not. */
  readonly why: Withholding | null;
}

export type DeskHistory = Pick<HistoryPage, 'lines' | 'next'>;

/** What an act on points came to. */
export interface PointsDone {
  readonly balanceAfter: number;
}

export interface PointsBack {
  readonly points: number;
  /** Within how many days they may have expired. */
  readonly days: number;
}

import type { HistoryPage } from '#contract/member.ts';
import type { RedemptionStateName } from '#domain/redemption/redemption.ts';
import type { Money } from '#domain/values/money.ts';

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
  readonly frozenAt: number | null;
  readonly tier: string;
  /** What can be spent now; below zero while there is a debt. */
  readonly spendable: number;
  readonly pending: readonly { readonly points: number; readonly availableAt: number }[];
  readonly vouchers: readonly {
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
  }[];
  readonly purchases: readonly {
    readonly id: string;
    readonly at: number;
    readonly store: string | null;
    readonly receiptNumber: string;
    readonly spent: Money;
  }[];
  readonly devices: readonly {
    readonly id: string;
    readonly browser: string;
    readonly seenAt: number;
  }[];
  readonly apologies: readonly ApologyChoice[];
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

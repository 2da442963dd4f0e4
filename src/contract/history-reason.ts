import type { GiveBackReason, LateReport } from '#domain/points/ledger.ts';
import type { Money } from '#domain/values/money.ts';

/** Why points changed, in the member's language. */
export type HistoryReason =
  | { readonly rule: 'welcome' }
  /** Points for a purchase: `pointsPerUnit` at the tier of that time. */
  | {
      readonly rule: 'purchase';
      readonly spent: Money;
      readonly tier: string;
      readonly pointsPerUnit: number;
      readonly receiptNumber: string;
      /** What other rules of the program gave to it; absent: nothing. */
      readonly rules?: readonly { readonly name: string; readonly points: number }[];
    }
  /** Something that happened before a purchase was reported after it, and changed its tier. */
  | {
      readonly rule: 'rated-anew';
      readonly late: LateReport;
      readonly spent: Money;
      readonly tier: string;
      readonly pointsPerUnit: number;
      readonly receiptNumber: string;
    }
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

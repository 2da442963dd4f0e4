import type { ProfileFact } from '#domain/program/earning-rule.ts';
import type { OpinionTables } from './schema-opinions.ts';
import type { ReferralTables } from './schema-referrals.ts';
import type { SourceTables } from './schema-sources.ts';

/** Tables of what rules give for something that is no sale, and of sales that nobody has claimed. */
export interface OccasionTables extends OpinionTables, ReferralTables, SourceTables {
  occasions: OccasionRow;
  earning_totals: EarningTotalRow;
  facts: FactRow;
  fact_consents: FactConsentRow;
  newsletters: NewsletterRow;
  check_in_codes: CheckInCodeRow;
  birthday_days: BirthdayDayRow;
  unclaimed_sales: UnclaimedSaleRow;
}

/** What became of a membership. */
export interface FrozenColumn {
  /** Since when nothing of it can be spent; null: it is not frozen. */
  frozen_at: number | null;
  /** When the member was erased: the row says nobody's name any more; null: they are one. */
  erased_at: number | null;
}

/** What a rule gave for one occasion of a member. The key keeps it from giving twice, whoever tries at once. */
export interface OccasionRow {
  member_id: string;
  rule_id: string;
  /** Which one it was, by the rule's kind: the year of a birthday; `once` where there is only one. */
  occasion: string;
  /** The kind of the rule, by which the ledger's entry is named too. */
  kind: string;
  points: number;
  at: number;
  /** 1: its points are in the rule's `earning_totals`. */
  in_all: number;
  program_version: number;
}

/** What a member can tell freely, besides what their own row holds. */
export type Fact = 'birthday';

/** What a member told freely, as it is now. What was taken back has no row. */
export interface FactRow {
  member_id: string;
  fact: Fact;
  /** A birthday: `02-29`, or `02` for its month alone. */
  value: string;
  /** When it was told. */
  at: number;
}

/** What a member agreed to when they told a fact, or that they took it back; never changed. The fact itself is not in it. */
export interface FactConsentRow {
  member_id: string;
  /** Counts a member's from 1. */
  number: number;
  fact: ProfileFact | 'newsletter';
  /** 1: told; 0: taken back. */
  given: number;
  /** The sentence that they read, and its language. */
  wording: string;
  language: string;
  at: number;
  /** The program's version under which it was asked; null: from before it was kept. */
  version: number | null;
  /** The poster that was scanned last where they sat, while that means they were there; null: none. */
  place: string | null;
  /** By what: the profile's form, the code of a mail, support that changed the address, a file of another system, a membership that was merged, or a system that tells facts (`source:shop`); null: the profile, before it was kept. */
  source:
    | 'profile'
    | 'mail-code'
    | 'address-changed'
    | 'import'
    | 'merged'
    | `source:${string}`
    | null;
}

/** What a member has said of the newsletter and not taken back. */
export interface NewsletterRow {
  member_id: string;
  /** `asked`: the code of a mail must confirm it. */
  state: 'asked' | 'given';
  /** Of the latest mail; null: none is needed any more. */
  code_hash: string | null;
  wrong_codes: number;
  /** When it was asked for or given. */
  at: number;
}

/** The code that a till showed last for a member who checks in. */
export interface CheckInCodeRow {
  till_id: string;
  store_id: string;
  code_hash: string;
  ends_at: number;
  /** Who showed it. */
  associate_id: string;
  /** When it confirmed a visit; null: it has not. */
  used_at: number | null;
}

/** How far the clock is with the birthdays of a day of the program's calendar, such as `2026-12-24`. */
export interface BirthdayDayRow {
  day: string;
  after_member_id: string;
  /** 1: the look at a member before that one failed. */
  failed: number;
  /** Not before this time: all are looked at again, because some failed. */
  again_at: number;
  done_at: number | null;
}

/** A sale that a till reported without a member. */
export interface UnclaimedSaleRow {
  till_id: string;
  receipt_number: string;
  store_id: string;
  /** The number in the spelling of `foldReceipt`. */
  folded: string;
  /** When it was sold. */
  at: number;
  /** All that was paid, as the receipt prints it, minor units. */
  paid: number;
  /** JSON: `Basket`. */
  basket: string;
  /** From then on nobody can claim it. */
  ends_at: number;
}

/** What a rule with a limit for all members has given, without what returns took. */
export interface EarningTotalRow {
  rule_id: string;
  times: number;
  points: number;
}

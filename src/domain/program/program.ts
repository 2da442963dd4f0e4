import type { ScannerProfile } from '#domain/scan/scanner-profile.ts';
import type { Segment } from '#domain/segments/segment.ts';
import type { Company } from '#domain/values/company.ts';
import type { Money } from '#domain/values/money.ts';
import type { Period } from '#domain/values/period.ts';
import type { WeeklyHours } from '#domain/values/weekly-hours.ts';
import type { EarningRule } from './earning-rule.ts';
import type { Expiry, Pending } from './expiry.ts';
import type { GlyphName } from './glyph.ts';
import type { MessageSettings } from './message-settings.ts';
import type { NamedFact } from './named-fact.ts';
import type { OpeningHours } from './opening-hours.ts';
import type { PaidMembership } from './paid-membership.ts';
import type { Brand, Picture } from './picture.ts';
import type { Gone, Text } from './text.ts';
import type { TierRule } from './tier-rule.ts';
import type { WatchLimits } from './watch-limits.ts';
import type { MintVendor, Way } from './way.ts';

/** The program and its rules, from the retailer's file. All of it is data. */
export interface Program {
  readonly name: string;
  /** Who is responsible for it; absent: nobody has said. */
  readonly company?: Company;
  readonly brand: Brand;
  /** ISO 4217; the whole program has one currency. */
  readonly currency: string;
  /** IANA name. Days begin and points expire in this time zone. */
  readonly timeZone: string;
  /** Points for each major currency unit, before the tier's rate; at most four decimals. */
  readonly pointsPerUnit: number;
  /** For how many whole months points live, to the end of that day. */
  readonly pointsLastMonths: number;
  /** After how many whole months without a sign a member is forgotten; absent: `domain/standing/dormant.ts` says it. */
  readonly forgetAfterMonths?: number;
  /** When points expire and how it is told; absent: at the end of their last day, with the usual notice. */
  readonly expiry?: Partial<Expiry>;
  readonly welcomePoints: number;
  /** Points of a purchase wait for its return window to end; absent: they can be spent at once. */
  readonly pending?: Pending;
  /** How many days after a sale its report is still taken; absent: a year. */
  readonly lateSalesDays?: number;
  /** For how many days members can claim a sale that was reported without a member; absent: they can't. */
  readonly claims?: { readonly days: number };
  readonly voucherMinutes: number;
  /** For how many hours a shop's own code is kept ready for a member who asks for it; absent: a day. */
  readonly readyHours?: number;
  readonly liveVouchersAtMost: number;
  /** Tenders that earn nothing (a gift card earned when it was bought); absent: none. */
  readonly excludedTenders?: readonly string[];
  /** Ways to earn besides `pointsPerUnit` and `welcomePoints`, in the order in which they are shown; absent: none. */
  readonly earning?: readonly EarningRule[];
  /** How often multipliers together may multiply at most, in hundredths; absent: the usual. */
  readonly multipliedAtMostHundredths?: number;
  /** Facts that other systems tell of members, besides those that every program knows; absent: none. */
  readonly facts?: readonly NamedFact[];
  /** Members by what is true of them, for rewards and news; absent: none. */
  readonly segments?: readonly Segment[];
  /** What members are told, and when, where it differs from the usual. */
  readonly messages?: MessageSettings;
  /** Limits of the watch list that differ from the usual ones. */
  readonly watch?: Partial<WatchLimits>;
  /** What one member may get by hand within a shift without a second associate's PIN; absent: the usual amount. */
  readonly secondPersonAboveMinor?: number;
  /** What an associate may undo within a shift without a second one's PIN; absent: the usual number and points. */
  readonly secondPersonUndone?: { readonly count: number; readonly points: number };
  readonly tiers: readonly Tier[];
  /** How tiers are reached and kept; absent: by the spend of the last twelve months, and nobody is told. */
  readonly tierRule?: TierRule;
  /** Tiers that the shop sells for a time; absent: none. */
  readonly paidMemberships?: readonly PaidMembership[];
  readonly rewards: readonly Reward[];
  readonly stores: readonly Store[];
  /**
   * Where goods and rewards may be returned; absent: only to the store that gave them. A file without this setting
   * means any store.
   */
  readonly returns?: 'any-store';
  /** Added when a program is loaded, and in no file; absent: nothing has left. */
  readonly gone?: Gone;
}

/** Ten times: above any campaign that somebody meant. */
export const usualMultipliedAtMostHundredths = 1_000;

/** Long enough for a reward that is taken in the evening and used in the shop on the next day. */
export const usualReadyHours = 24;

export interface Tier {
  readonly id: string;
  readonly name: Text;
  /** What reaches it, in the smallest unit of what the program counts: minor units, points, visits. The first tier's is 0. */
  readonly fromMinor: number;
  /** It is given, and nothing that is bought reaches it: its `fromMinor` is `neverReached`. */
  readonly invitation?: true;
  /** What keeps it, in the same unit; absent: as much as reaches it. */
  readonly keepMinor?: number;
  /** Multiplies `pointsPerUnit`. In hundredths, so that 1.25 is the integer 125. */
  readonly rateHundredths: number;
  readonly color: string;
  /** What it feels like to be there: shown with what the tier gives. */
  readonly picture?: Picture;
  readonly perks: readonly Text[];
}

export interface Store {
  readonly id: string;
  readonly name: string;
  readonly posters: readonly Poster[];
  readonly tills: readonly { readonly id: string; readonly name: string }[];
  /** How a till of the store takes a voucher; absent: our own till page. */
  readonly way?: Way;
  /** The vendor that makes discounts for the store; given only with the way `mint`. */
  readonly mint?: MintVendor;
  /** What the store's scanners read; absent: Code 128 and QR of the twelve digits. */
  readonly scanner?: ScannerProfile;
  /** Absent: the usual hours. Only the watch list uses them. */
  readonly hours?: OpeningHours;
}

/** A printed QR code and its place in a store. The placement is the end of its address. */
export interface Poster {
  readonly placement: string;
  readonly place: Text;
}

export type Worth =
  | { readonly kind: 'amount-off'; readonly minor: number }
  | { readonly kind: 'percent-off'; readonly percent: number }
  | { readonly kind: 'free-product'; readonly product: Text }
  /** From which amount on is the reward's `minimumMinor`, and for whom its `tier`. */
  | { readonly kind: 'free-shipping' }
  | {
      readonly kind: 'experience';
      readonly place: Text;
      /** How it is booked, as a sentence. */
      readonly booking: Text;
    }
  | { readonly kind: 'perk' };

/** It can be had, and used, only on its days and at its hours; it has none of its own if both are absent. */
export interface Reward extends WeeklyHours {
  readonly id: string;
  readonly name: Text;
  /** What it includes and what not, shown before points are taken; absent: the name says it all. */
  readonly about?: Text;
  /** What the associate does, as an instruction. */
  readonly instruction: Text;
  readonly worth: Worth;
  /** The drawing that stands for it; absent: one that fits its worth. */
  readonly icon?: GlyphName;
  /** Shown instead of the drawing. */
  readonly picture?: Picture;
  readonly points: number;
  /** The member chooses from `points` up; absent: it costs `points`. Only an amount off has a range. */
  readonly range?: RewardRange;
  /** The lowest tier that may have it; absent: everybody. */
  readonly tier?: string;
  /** Only who is in one of these segments sees it and may have it; absent: everybody. */
  readonly segments?: readonly string[];
  /** The only stores where it can be had; absent: all. */
  readonly stores?: readonly string[];
  readonly from?: number;
  readonly until?: number;
  /** From when on members of these tiers and higher ones may have it before `from`; absent: nobody. */
  readonly early?: readonly { readonly tier: string; readonly from: number }[];
  /** What a purchase must come to for it, minor units; absent: nothing. */
  readonly minimumMinor?: number;
  /** How many there are in all; absent: no limit. */
  readonly stock?: number;
  /** How often one member may have it; absent: as often as they have the points. */
  readonly perMember?: RewardLimit;
}

/** A reward that costs as much as the member chooses: from its `points`, in steps, each of which adds to its worth. */
export interface RewardRange {
  /** The most that it may cost: so many whole steps above the least. */
  readonly to: number;
  readonly step: number;
  /** What each step adds to the amount off, minor units. */
  readonly addsMinor: number;
}

/** A reward as it was when its voucher was issued. */
export interface RewardAtIssue extends Reward {
  /** The rule whose full card gave it; absent: it was taken for points. */
  readonly earnedBy?: string;
  /** The member chose its price from a range: another choice is another voucher. */
  readonly chosen?: true;
}

/** At most so many in each period of the program's calendar. What was cancelled, expired or undone does not count. */
export interface RewardLimit {
  readonly count: number;
  readonly every: Period;
}

export const amountOff = (minor: number, program: Program): Money => ({
  minor,
  currency: program.currency,
});

export function storeOf(program: Program, id: string | null): Store | null {
  return program.stores.find((store) => store.id === id) ?? null;
}

/** Where a reward can be had. */
export const storesWith = (program: Program, reward: Reward): Store[] =>
  program.stores.filter(({ id }) => reward.stores?.includes(id) ?? true);

/** Finds a poster by its placement, in any case, because people type it by hand. */
export function posterAt(
  program: Program,
  placement: string,
): { store: Store; poster: Poster } | null {
  const wanted = placement.toUpperCase();
  for (const store of program.stores) {
    const poster = store.posters.find((one) => one.placement === wanted);
    if (poster) return { store, poster };
  }
  return null;
}

export function tillOf(program: Program, tillId: string): { store: Store; name: string } | null {
  for (const store of program.stores) {
    const till = store.tills.find((one) => one.id === tillId);
    if (till) return { store, name: till.name };
  }
  return null;
}

import type { LeapDay } from '#domain/values/birthday.ts';
import type { Weekday } from '#domain/values/calendar.ts';
import type { Channel } from '#domain/values/channel.ts';
import type { Period } from '#domain/values/period.ts';
import type { Text } from './text.ts';

/** Goods by what a till says of a line. */
export interface Goods {
  /** GTINs, in any of their lengths, or the shop's own article numbers. */
  readonly products?: readonly string[];
  /** The shop's own ids or paths. `drinks` means `drinks/coffee` too. */
  readonly categories?: readonly string[];
}

/** What a rule asks of a sale; what is absent is not asked. Days and hours are those of the program's time zone. */
export interface EarningConditions {
  readonly tiers?: readonly string[];
  /** Only members in one of these segments at the sale. Rules that are no sale's ask for none. */
  readonly segments?: readonly string[];
  readonly stores?: readonly string[];
  readonly channels?: readonly Channel[];
  readonly days?: readonly Weekday[];
  /** Minutes of the day. If `until` is not after `from`, they go past midnight. */
  readonly hours?: { readonly from: number; readonly until: number };
  /** Only these lines count, and one of them must be there. */
  readonly goods?: Goods;
  /** These lines don't count. */
  readonly except?: Goods;
  /** What must be paid for the goods that count, minor units. */
  readonly minimumMinor?: number;
}

/** How often and how much a rule gives; what is absent is not limited. */
export interface EarningLimits {
  /** How many times it gives at most to one member, on one day of the program's calendar. */
  readonly perDay?: number;
  readonly perMember?: { readonly count: number; readonly every: Period };
  /** How many times it gives at most, to all members together. */
  readonly inAll?: number;
  /** How many points it gives at most, to all members together. The last one gets what is left of them. */
  readonly budget?: number;
}

/** What a rule gives to a sale. */
export type Gift =
  | { readonly give: 'points'; readonly points: number }
  /** For each whole unit of currency that was paid for goods that count. */
  | { readonly give: 'per-unit'; readonly tenThousandths: number }
  | { readonly give: 'each'; readonly points: number }
  /** Multiplies what the rules of kind `purchase` give for goods that count; 200 is double points. */
  | { readonly give: 'times'; readonly hundredths: number };

interface Common {
  /** Stays in the database for ever. */
  readonly id: string;
  readonly name: Text;
  readonly from?: number;
  readonly until?: number;
  readonly when: EarningConditions;
  readonly limits: EarningLimits;
}

/** Kinds that give to a sale at once. */
const saleKinds = ['purchase', 'product', 'bonus-period', 'first-purchase', 'act'] as const;

/** Kinds that give to a member for an occasion, which is no sale: once for each. */
export const occasionKinds = [
  'joining',
  'birthday',
  'profile-step',
  'newsletter',
  'check-in',
  'survey',
  'review',
  'apology',
] as const;

/** Every kind, as a file names it. */
export const earningKinds = [
  ...saleKinds,
  ...(['stamps', 'spend-goal', 'referral'] as const),
  ...occasionKinds,
] as const;
export const combinations = ['add', 'multiply'] as const;
export const stampCounts = ['visits', 'purchases', 'pieces'] as const;

/** A rule that gives to a sale at once. */
export interface SaleRule extends Common {
  readonly kind: (typeof saleKinds)[number];
  readonly gives: Gift;
  /** Whether the tier's rate multiplies it, as it does what a purchase earns. */
  readonly tierRate: boolean;
  /** How a multiplier joins others: two doubles are three times (1 + 1 + 1), or four times. */
  readonly combines: (typeof combinations)[number];
}

/** A card that is full after so many stamps. */
export interface StampRule extends Common {
  readonly kind: 'stamps';
  readonly every: number;
  /** One stamp for each day with a purchase, each purchase, or each piece of goods that count. */
  readonly counts: (typeof stampCounts)[number];
  /** 0 where it gives a reward. */
  readonly points: number;
  /** What a full card gives in place of points: a voucher for a reward that costs nothing, good for so many days. */
  readonly reward?: { readonly id: string; readonly days: number };
}

/** A sum to spend within a period of the program's calendar. */
export interface GoalRule extends Common {
  readonly kind: 'spend-goal';
  readonly goalMinor: number;
  readonly every: Period;
  readonly points: number;
}

/** For who joins by a member's invitation, and for that member, once the friend has bought so often. */
export interface ReferralRule extends Common {
  readonly kind: 'referral';
  /** For the friend. */
  readonly points: number;
  /** For who invited them; `limits.perMember` is theirs. */
  readonly inviterPoints: number;
  /** How many purchases of the friend it takes. */
  readonly purchases: number;
  /** Purchases count from joining until the end of the day that is so many days later. */
  readonly withinDays: number;
}

/** Rules that count over several sales, and give when enough is counted. */
export type CountingRule = StampRule | GoalRule | ReferralRule;

/** Rules that are asked of a sale. */
export type RuleOfSales = SaleRule | CountingRule;

interface GivesPoints extends Common {
  readonly points: number;
}

/** Given with the first proof of a member's address, besides `welcomePoints`. */
export interface JoiningRule extends GivesPoints {
  readonly kind: 'joining';
}

/** Given by support for trouble that a member had: `points` at most each time, as support says. */
export interface ApologyRule extends GivesPoints {
  readonly kind: 'apology';
}

/** Given on the day that a member told, once a year. */
export interface BirthdayRule extends GivesPoints {
  readonly kind: 'birthday';
  /** Only to members of so many days before it. */
  readonly afterDays: number;
  readonly leapDay: LeapDay;
}

/** What a profile asks for, and a member may leave out. */
export const profileFacts = ['name', 'birthday'] as const;
export type ProfileFact = (typeof profileFacts)[number];

/** Given once for a fact that a member tells freely, or that another system tells of them. */
export interface ProfileStepRule extends GivesPoints {
  readonly kind: 'profile-step';
  /** One of `profileFacts`, or the id of one of the program's `facts`. */
  readonly fact: string;
}

/** Given once for consent to be written to by e-mail. */
export interface NewsletterRule extends GivesPoints {
  readonly kind: 'newsletter';
  /** A code from a mail to the member's address confirms the consent, and it counts from then on only. */
  readonly doubleOptIn: boolean;
}

/** Given for a visit to a store, once a day in each: the poster's code is scanned, and a code of the till confirms it. */
export interface CheckInRule extends GivesPoints {
  readonly kind: 'check-in';
}

/** Given for an answer to a question that is asked after a reward was used. */
export interface SurveyRule extends GivesPoints {
  readonly kind: 'survey';
  readonly question: Text;
  /** Two to five, in the order in which they are shown. An id is counted for ever. */
  readonly answers: readonly { readonly id: string; readonly text: Text }[];
  /** Which question it is: another number is asked anew, and counted by itself. */
  readonly version: number;
  /** A member is asked again after so many days (of 24 hours); absent: once for each version. */
  readonly everyDays?: number;
}

/** Given for a review that was written elsewhere, once for each product of a member. */
export interface ReviewRule extends GivesPoints {
  readonly kind: 'review';
}

/** A rule that gives once an occasion of a member. */
export type OccasionRule =
  | ProfileStepRule
  | JoiningRule
  | BirthdayRule
  | NewsletterRule
  | CheckInRule
  | SurveyRule
  | ReviewRule
  | ApologyRule;

/** Every way to earn, as data. */
export type EarningRule = RuleOfSales | OccasionRule;

export const isOccasion = (rule: EarningRule): rule is OccasionRule =>
  occasionKinds.some((kind) => kind === rule.kind);

/** Long enough for somebody who comes once a month. */
export const usualRewardDays = 30;

export const isCounting = (rule: EarningRule): rule is CountingRule =>
  rule.kind === 'stamps' || rule.kind === 'spend-goal' || rule.kind === 'referral';

/** One purchase may be somebody's who only came for the gift; the second one shows that they came back. */
export const usualReferral = { purchases: 2, withinDays: 90 } as const;

/** The rule that `points-per-unit` means. No rule of a file may have its id. */
export const purchaseRuleId = 'purchase';

/** One order for all rules, so that two members do not wait for each other's totals. */
export const inOrder = <R extends EarningRule>(rules: readonly R[]): R[] =>
  rules.toSorted((a, b) => (a.id < b.id ? -1 : 1));

import type { Entered } from '#domain/redemption/redemption.ts';

/**
 * What whoever looks after the staff should see. A finding accuses nobody: each has an innocent reading, so
 * it says what was counted and leaves the judgement to a person.
 */

export type ActKind = 'redemption' | 'reversal' | 'purchase';

/** Something that an associate did at a till. */
export interface Act {
  readonly kind: ActKind;
  /** The event that tells of it. */
  readonly eventId: string;
  readonly at: number;
  readonly associateId: string;
  readonly storeId: string;
  readonly memberId: string;
  /** The redemption or the purchase. */
  readonly subjectId: string;
  /** Of a redemption: how the code came to the till. */
  readonly entered: Entered | null;
  /** Of a purchase: its amount in minor units. */
  readonly minor: number | null;
  /** Of a reversal: when and by whom it had been redeemed. */
  readonly redeemedAt: number | null;
  readonly redeemedBy: string | null;
}

/** Why an act is noted, with what a sentence about it needs. */
export type Finding =
  | { readonly rule: 'own-account' }
  | { readonly rule: 'same-member'; readonly count: number }
  | { readonly rule: 'typed-in-a-row'; readonly count: number }
  | { readonly rule: 'typed-often'; readonly typed: number; readonly of: number }
  | { readonly rule: 'reversed-late'; readonly minutes: number }
  | { readonly rule: 'reversed-after-closing' }
  | { readonly rule: 'many-reversals'; readonly count: number }
  | { readonly rule: 'large-purchase'; readonly minor: number };

export type WatchRule = Finding['rule'];

/** What the rules need to know besides the act. */
export interface Surroundings {
  /** What the same associate did within `watchWindowMs` before, the act itself last. */
  readonly acts: readonly Act[];
  /** Which rules that count were noted in that time already: what goes on is not news at every step. */
  readonly noted: ReadonlySet<WatchRule>;
  /** The associate's own membership, if it is known. */
  readonly ownMemberId: string | null;
  /** Whether the store was open at the time of the act. */
  readonly storeOpen: boolean;
  /** What a purchase by hand may come to, minor units. */
  readonly purchaseAtMostMinor: number;
}

/** As long as a shift can last, so that a count ends with the shift at the latest. */
export const watchWindowMs = 12 * 60 * 60_000;

const sameMemberAtMost = 3;
const typedInARow = 3;
/** Fewer say nothing: a broken scanner is noticed by the row of three. */
const typedShareFrom = 10;
const reversalsFrom = 3;
const lateFromMs = 30 * 60_000;
/** Where the program does not say; in most currencies more than a weekly shop. */
export const usualPurchaseAtMostMinor = 50_000;

/** Everything that the rules find in one act. */
export function findingsOf(act: Act, around: Surroundings): readonly Finding[] {
  const found = rules.map((rule) => rule(act, around)).filter((one) => one !== null);
  return found.filter(({ rule }) => !(counting.has(rule) && around.noted.has(rule)));
}

/** Rules that look at several acts at once. */
const counting: ReadonlySet<WatchRule> = new Set([
  'same-member',
  'typed-in-a-row',
  'typed-often',
  'many-reversals',
]);

type Rule = (act: Act, around: Surroundings) => Finding | null;

const rules: readonly Rule[] = [
  ({ memberId }, { ownMemberId }) => (memberId === ownMemberId ? { rule: 'own-account' } : null),
  sameMember,
  rowOfTyped,
  shareOfTyped,
  reversedLate,
  reversedAfterClosing,
  manyReversals,
  largePurchase,
];

function sameMember(act: Act, { acts }: Surroundings): Finding | null {
  if (act.kind !== 'redemption') return null;
  const count = redemptionsIn(acts).filter((one) => one.memberId === act.memberId).length;
  return count > sameMemberAtMost ? { rule: 'same-member', count } : null;
}

function rowOfTyped(act: Act, { acts }: Surroundings): Finding | null {
  if (act.entered !== 'typed') return null;
  const last = redemptionsIn(acts).slice(-typedInARow);
  const all = last.length === typedInARow && last.every(({ entered }) => entered === 'typed');
  return all ? { rule: 'typed-in-a-row', count: last.length } : null;
}

function shareOfTyped(act: Act, { acts }: Surroundings): Finding | null {
  if (act.entered !== 'typed') return null;
  const all = redemptionsIn(acts);
  const typed = all.filter(({ entered }) => entered === 'typed').length;
  return all.length >= typedShareFrom && typed * 2 > all.length
    ? { rule: 'typed-often', typed, of: all.length }
    : null;
}

/** One's own, long after: the shopper has gone, and the points go back to somebody who had the reward. */
function reversedLate({ kind, at, associateId, redeemedAt, redeemedBy }: Act): Finding | null {
  if (kind !== 'reversal' || redeemedAt === null || redeemedBy !== associateId) return null;
  const later = at - redeemedAt;
  return later > lateFromMs ? { rule: 'reversed-late', minutes: Math.floor(later / 60_000) } : null;
}

function reversedAfterClosing({ kind }: Act, { storeOpen }: Surroundings): Finding | null {
  return kind === 'reversal' && !storeOpen ? { rule: 'reversed-after-closing' } : null;
}

function manyReversals({ kind }: Act, { acts }: Surroundings): Finding | null {
  const count = acts.filter((one) => one.kind === 'reversal').length;
  return kind === 'reversal' && count >= reversalsFrom ? { rule: 'many-reversals', count } : null;
}

function largePurchase({ kind, minor }: Act, around: Surroundings): Finding | null {
  return kind === 'purchase' && minor !== null && minor > around.purchaseAtMostMinor
    ? { rule: 'large-purchase', minor }
    : null;
}

const redemptionsIn = (acts: readonly Act[]): readonly Act[] =>
  acts.filter(({ kind }) => kind === 'redemption');

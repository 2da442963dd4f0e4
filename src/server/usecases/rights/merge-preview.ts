import { asTold } from '#domain/points/expiry-notice.ts';
import { type Coming, comingOf, type Expiring, expiriesOf } from '#domain/points/lot.ts';
import { textIn } from '#domain/program/text.ts';
import { tierStanding } from '#domain/program/tier.ts';
import type { Refusal } from '#domain/refusal.ts';
import type { MemberRow } from '#server/storage/db/schema.ts';
import { memberPinOf } from '#server/storage/people/member-pins.ts';
import { memberById } from '#server/storage/people/members.ts';
import { paidGrantsOf } from '#server/storage/purchases/memberships.ts';
import { rewardAtIssue } from '#server/storage/vouchers/redemptions.ts';
import { countedByMerge } from '#server/usecases/awards/merge-awards.ts';
import { openChange } from '#server/usecases/ground/address-waits.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';
import { type MemberTier, tierOfMember } from '#server/usecases/standing/member-tier.ts';
import { weighMember } from '#server/usecases/vouchers/weigh-situation.ts';

/** One of two memberships, as its member sees it before both are one. */
export interface Side {
  readonly number: string;
  readonly address: string;
  /** Pending points included; below zero while there is a debt. */
  readonly points: number;
  /** When these points end, the first in front; later ones are one sum. */
  readonly ends: readonly Expiring[];
  /** Points that can be spent later, by day. */
  readonly coming: readonly Coming[];
  readonly tier: string;
  /** Rewards that can be used. */
  readonly vouchers: readonly string[];
  /** How many changes of points it has had. */
  readonly lines: number;
}

/** A card of stamps, or a goal, of both memberships together. */
interface CardOfBoth {
  readonly name: string;
  readonly isGoal: boolean;
  /** It becomes full, or is reached, because both come together. */
  readonly isFull: boolean;
  /** Stamps on the card that goes on then, and how many it takes. */
  readonly have: number;
  readonly of: number;
}

/** What comes together when two memberships become one. */
export interface MergePreview {
  readonly own: Side;
  readonly other: Side;
  readonly points: number;
  readonly tier: string;
  /** The tier comes from the other membership until then; null: it is the member's own, or nothing ends it. */
  readonly tierUntil: number | null;
  readonly isOthersTier: boolean;
  /** Neither membership has it, and the spend of both together gives it. */
  readonly isTierOfBoth: boolean;
  /** Cards with the stamps of both, and goals that are reached with what was spent in both. */
  readonly cards: readonly CardOfBoth[];
  /** The other membership has a PIN for tills, which ends. */
  readonly pinEnds: boolean;
  /** Why it can't be done now; null: it can. */
  readonly refusal: Refusal | null;
}

const endsShown = 12;

/** @param who two members, both there */
export async function previewMerge(
  work: ReadWork,
  who: { readonly memberId: string; readonly otherId: string; readonly language: string },
): Promise<MergePreview> {
  const { language } = who;
  const own = await sideOf(work, who.memberId, language);
  const other = await sideOf(work, who.otherId, language);
  const stays = tierOfBoth(work, own.standing, other.standing);
  return {
    own: own.side,
    other: other.side,
    points: own.side.points + other.side.points,
    tier: textIn(stays.tier.tier.name, language),
    isOthersTier: stays.isOthers,
    isTierOfBoth: stays.isOfBoth,
    tierUntil: stays.isOthers ? (stays.tier.keeping?.until ?? null) : null,
    cards: await cardsOf(work, who, language),
    pinEnds: (await memberPinOf(work.db, who.otherId)) !== undefined,
    refusal: await mergeRefusal(work, own.member, other.member),
  };
}

async function sideOf(work: ReadWork, memberId: string, language: string) {
  const { at, db, program } = work;
  const member = await memberById(db, memberId);
  if (!member) throw new Error('a member was found and is not there');
  const standing = await weighMember(work, memberId);
  const side: Side = {
    number: member.number,
    address: member.address,
    points: member.balance,
    ends: expiriesOf(asTold(program, standing.lots, at), at, endsShown),
    coming: comingOf(standing.lots, at),
    tier: textIn(standing.tier.tier.name, language),
    vouchers: [...standing.late, ...standing.live].map((row) =>
      textIn(rewardAtIssue(row).name, language),
    ),
    lines: member.last_seq,
  };
  return { member, side, standing: standing.tier };
}

/** The tier that comes: with a rule of tiers the higher one, and without one that of the spend of both together. */
function tierOfBoth(work: ReadWork, own: MemberTier, other: MemberTier) {
  const higher = { ...tierThatStays(work, own, other), isOfBoth: false };
  if (work.program.tierRule) return higher;
  const { tier } = tierStanding(work.program, own.counted + other.counted);
  if (tier.id === higher.tier.tier.id) return higher;
  return { tier: { ...own, tier }, isOthers: false, isOfBoth: true };
}

/** Of two tiers the higher one stays; of two of one height the member's own. */
export function tierThatStays(
  { program }: Pick<ReadWork, 'program'>,
  own: MemberTier,
  other: MemberTier,
): { readonly tier: MemberTier; readonly isOthers: boolean } {
  const rung = ({ tier }: MemberTier) => program.tiers.findIndex(({ id }) => id === tier.id);
  const isOthers = rung(other) > rung(own);
  return { tier: isOthers ? other : own, isOthers };
}

async function cardsOf(work: ReadWork, who: { memberId: string; otherId: string }, reader: string) {
  const come = await countedByMerge(work, { intoId: who.memberId, fromId: who.otherId });
  return come.flatMap(({ rule, wanted, have, of }): CardOfBoth[] => {
    const name = textIn(rule.name, reader);
    const isGoal = rule.kind === 'spend-goal';
    if (isGoal) return wanted > 0 ? [{ name, isGoal, isFull: true, have, of }] : [];
    return have > 0 || wanted > 0 ? [{ name, isGoal, isFull: wanted > 0, have, of }] : [];
  });
}

/** Why these two can't be one membership now; null: they can. Both are there, and the other one's mailbox is proved. */
export async function mergeRefusal(
  work: ReadWork,
  own: MemberRow,
  other: MemberRow,
): Promise<Refusal | null> {
  if (own.frozen_at !== null || other.frozen_at !== null) return { key: 'merge-frozen' };
  const moved = (await openChange(work, other.id)) ?? (await openChange(work, own.id));
  if (moved) return { key: 'merge-moved', at: moved.ends_at };
  const { live, late } = await weighMember(work, other.id);
  const count = live.length + late.length;
  if (count > 0) return { key: 'merge-vouchers', count };
  const paid = (await paidGrantsOf(work.db, other.id)).filter(({ until }) => until > work.at);
  if (paid.length > 0)
    return { key: 'merge-paid', at: Math.max(...paid.map(({ until }) => until)) };
  return null;
}

/** The tier that a member has now. */
export const tierNow = (work: ReadWork, memberId: string): Promise<MemberTier> =>
  tierOfMember(work, memberId);

import { limits } from '#domain/limit.ts';
import { type MergeSide, mergeOfferMs } from '#domain/people/merge.ts';
import { type Refusal, Refused } from '#domain/refusal.ts';
import { memberTopic } from '#server/storage/db/live.ts';
import type { MemberRow } from '#server/storage/db/schema.ts';
import type { MergeOfferRow } from '#server/storage/db/schema-merges.ts';
import { putDeclinedMerge } from '#server/storage/merges/declined-merges.ts';
import {
  endMergeOfferRows,
  mergeOfferOf,
  putMergeOffer,
} from '#server/storage/merges/merge-offers.ts';
import { deadnessOf } from '#server/storage/people/dead-addresses.ts';
import { countAgainst } from '#server/storage/people/limits.ts';
import { memberById } from '#server/storage/people/members.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { noteSecurity } from '#server/usecases/ground/note-security.ts';
import { queueMail } from '#server/usecases/ground/queue-mail.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { readWork, transact, type Work } from '#server/usecases/ground/work.ts';
import type { Session } from '#server/usecases/sign-in/session.ts';
import { mergeOfferMail } from '#server/words/mail/merge-offer-mail.ts';
import { mergeRefusal } from './merge-preview.ts';

/** A merge that stands. */
interface Begun {
  readonly until: number;
  /** False: it stood before. */
  readonly isNew: boolean;
}

/** Why none is begun. `dead`: the side whose mail comes back. */
type NotBegun = { readonly refusal: Refusal } | { readonly dead: MergeSide } | 'same' | 'gone';

/** Two memberships that support takes for those of one person. */
interface TwoMembers {
  readonly goesOnId: string;
  readonly endsId: string;
}

/**
 * Begins a merge for two members of whom somebody told support that they are one person. It moves nothing and proves nothing: both
 * addresses are mailed what to do, and the member's own page does it with a fresh code from each mailbox. Begun again
 * while it stands, it mails nobody.
 * @returns until when it stands (epoch milliseconds), or why it can't be begun: they are one membership, one of both
 * has left, mail to one of both comes back, one of both is frozen, one of both was asked too often today, or something stands in the way for longer than the
 * merge would stand
 */
export function beginMergeOffer(
  context: Context,
  { goesOnId, endsId }: TwoMembers,
): Promise<Begun | NotBegun> {
  return transact(context, async (work) => {
    if (goesOnId === endsId) return 'same';
    // In one order, as a merge locks them.
    for (const id of [goesOnId, endsId].toSorted()) await work.lockMember(id);
    const [goesOn, ends] = [await present(work, goesOnId), await present(work, endsId)];
    if (!goesOn || !ends) return 'gone';
    for (const [dead, { id }] of [['goes-on', goesOn] as const, ['ends', ends] as const])
      if ((await deadnessOf(work.db, id)) === 'proved') return { dead };
    const stands = await mergeOfferOf(work.db, goesOnId, work.at);
    if (stands?.with_id === endsId && stands.side === 'goes-on')
      return { until: stands.ends_at, isNew: false };
    const until = work.at + mergeOfferMs;
    const refusal = await mergeRefusal(work, goesOn, ends);
    if (refusal && !canBeMended(refusal, work.at)) return { refusal };
    for (const id of [goesOnId, endsId]) {
      const full = await countAgainst(work, limits.mergeAsked, id, work.at);
      if (full) return { refusal: full };
    }
    // A member has one at a time: what was begun with somebody else before is taken back by this.
    for (const id of [goesOnId, endsId]) {
      const before = await mergeOfferOf(work.db, id, work.at);
      if (before) await takeBackInto(work, before);
    }
    await putMergeOffer(work, { goesOnId, endsId, at: work.at, ends_at: until });
    await recordForBoth(work, 'merge-begun', [goesOnId, endsId]);
    await tell(work, { to: goesOn, other: ends, side: 'goes-on', until });
    await tell(work, { to: ends, other: goesOn, side: 'ends', until });
    return { until, isNew: true };
  });
}

/**
 * Whether the two members can take out of the way what stands in it, while one that is begun now stands. A frozen one is
 * thawed first: somebody else may be in it.
 * @param at epoch milliseconds
 */
export const canBeMended = (refusal: Refusal, at: number): boolean =>
  'at' in refusal ? refusal.at < at + mergeOfferMs : refusal.key !== 'merge-frozen';

/**
 * Takes a merge back that support has begun, for support.
 * @param at when it was begun, as the page showed it; absent: whichever stands
 * @returns false: none stands for this member, or another one does
 */
export function endMergeOffer(context: Context, memberId: string, at?: number): Promise<boolean> {
  return transact(context, async (work) => {
    const offer = await lockOffer(work, memberId);
    if (!offer || (at !== undefined && offer.at !== at)) return false;
    return takeBackInto(work, offer);
  });
}

async function takeBackInto(work: Work, offer: MergeOfferRow): Promise<boolean> {
  if (!(await endMergeOfferRows(work, offer))) return false;
  tellBoth(work, offer);
  await recordForBoth(work, 'merge-taken-back', [offer.member_id, offer.with_id]);
  return true;
}

/** In the file and the copy of either member, because it is about both. */
async function recordForBoth(
  work: Work,
  act: 'merge-begun' | 'merge-taken-back',
  [one, other]: readonly [string, string],
): Promise<void> {
  await recordAct(work, { act, memberId: one, details: { withMemberId: other } });
  await recordAct(work, { act, memberId: other, details: { withMemberId: one } });
}

/**
 * Says no to it for one of its two members, to the merge that their page showed and to no other one. It is over for both,
 * and until its time is over support sees who said no.
 * @param name as the page had it (`MergeOfferSeen`)
 * @throws Refused `merge-offer-over` when it is not begun any more
 */
export async function declineMerge(
  context: Context,
  { memberId }: Pick<Session, 'memberId'>,
  name: string,
): Promise<void> {
  const withMemberId = await transact(context, async (work) => {
    const offer = await lockOffer(work, memberId);
    const other = offer && (await memberById(work.db, offer.with_id));
    if (!offer || !other || nameOf(offer, other) !== name)
      throw new Refused({ key: 'merge-offer-over' });
    await endMergeOfferRows(work, offer);
    await putDeclinedMerge(work, offer, work.at);
    tellBoth(work, offer);
    return other.id;
  });
  noteSecurity(context, 'merge-declined', { memberId, withMemberId });
}

/** What stands for a member, read again once both are locked: it may have been taken back or begun anew meanwhile. */
async function lockOffer(work: Work, memberId: string): Promise<MergeOfferRow | undefined> {
  const read = await mergeOfferOf(work.db, memberId, work.at);
  if (!read) return undefined;
  // In one order, as a merge locks them.
  for (const id of [memberId, read.with_id].toSorted()) await work.lockMember(id);
  return mergeOfferOf(work.db, memberId, work.at);
}

function tellBoth(work: Work, offer: MergeOfferRow): void {
  for (const id of [offer.member_id, offer.with_id]) work.tell(memberTopic(id));
}

/** A merge that support has begun, as one of its two members may read it: of the other one no more than they need to know it. */
export interface MergeOfferSeen {
  /** What the page's button names it by: another one, begun later, has another name. */
  readonly name: string;
  readonly side: MergeSide;
  /** The last digits of the other membership's number. */
  readonly ending: string;
  /** Epoch milliseconds. */
  readonly until: number;
}

/** @returns null: support has begun none for this member */
export async function viewMergeOffer(
  context: Context,
  memberId: string,
): Promise<MergeOfferSeen | null> {
  const { db, at } = await readWork(context);
  const offer = await mergeOfferOf(db, memberId, at);
  const other = offer && (await memberById(db, offer.with_id));
  if (!offer || !other || other.erased_at !== null) return null;
  const { side, ends_at: until } = offer;
  return { name: nameOf(offer, other), side, ending: endingOf(other.number), until };
}

/** By when it was begun and with whom: two may be begun within one millisecond. */
const nameOf = ({ at }: MergeOfferRow, other: MemberRow): string =>
  `${at}-${endingOf(other.number)}`;

/** Enough to know one's own card by, and too little to use it. */
export const endingOf = (number: string): string => number.slice(-4);

async function present({ db }: Work, id: string): Promise<MemberRow | undefined> {
  const member = await memberById(db, id);
  return member?.erased_at === null ? member : undefined;
}

async function tell(
  work: Work,
  {
    to,
    other,
    side,
    until,
  }: {
    readonly to: MemberRow;
    readonly other: MemberRow;
    readonly side: MergeSide;
    readonly until: number;
  },
): Promise<void> {
  const { program } = work;
  const { publicUrl } = work.context;
  const mail = mergeOfferMail({
    to: to.address,
    language: to.language,
    program,
    side,
    number: to.number,
    ending: endingOf(other.number),
    until,
    publicUrl,
  });
  await queueMail(work, mail, { worthUntil: until });
}

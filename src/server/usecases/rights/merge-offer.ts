import { type MergeSide, mergeOfferMs } from '#domain/people/merge.ts';
import { memberTopic } from '#server/storage/db/live.ts';
import type { MemberRow } from '#server/storage/db/schema.ts';
import {
  dropMergeOffers,
  mergeOfferOf,
  putMergeOffer,
} from '#server/storage/merges/merge-offers.ts';
import { deadnessOf } from '#server/storage/people/dead-addresses.ts';
import { memberById } from '#server/storage/people/members.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { queueMail } from '#server/usecases/ground/queue-mail.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { readWork, transact, type Work } from '#server/usecases/ground/work.ts';
import { mergeOfferMail } from '#server/words/mail/merge-offer-mail.ts';

/** Two memberships that support takes for those of one person. */
interface TwoMembers {
  readonly goesOnId: string;
  readonly endsId: string;
}

/**
 * Begins a merge for two members who told support that they are one person. It moves nothing and proves nothing: both
 * addresses are mailed what to do, and the member's own page does it with a fresh code from each mailbox. Begun again
 * while it stands, it mails nobody.
 * @returns until when it stands (epoch milliseconds), or why it can't be begun: they are one membership, one of both
 * has left, or mail to one of both comes back
 */
export function beginMergeOffer(
  context: Context,
  { goesOnId, endsId }: TwoMembers,
): Promise<{ readonly until: number; readonly isNew: boolean } | 'same' | 'gone' | 'dead'> {
  return transact(context, async (work) => {
    if (goesOnId === endsId) return 'same';
    // In one order, as a merge locks them.
    for (const id of [goesOnId, endsId].toSorted()) await work.lockMember(id);
    const [goesOn, ends] = [await present(work, goesOnId), await present(work, endsId)];
    if (!goesOn || !ends) return 'gone';
    for (const { id } of [goesOn, ends])
      if ((await deadnessOf(work.db, id)) === 'proved') return 'dead';
    const stands = await mergeOfferOf(work.db, goesOnId, work.at);
    if (stands?.with_id === endsId && stands.side === 'goes-on')
      return { until: stands.ends_at, isNew: false };
    const until = work.at + mergeOfferMs;
    await putMergeOffer(work, { goesOnId, endsId, at: work.at, ends_at: until });
    await recordAct(work, {
      act: 'merge-begun',
      memberId: goesOnId,
      details: { withMemberId: endsId },
    });
    await tell(work, { to: goesOn, other: ends, side: 'goes-on', until });
    await tell(work, { to: ends, other: goesOn, side: 'ends', until });
    return { until, isNew: true };
  });
}

/** Takes a merge back that support has begun. @returns false: none stands for this member */
export function endMergeOffer(
  context: Context,
  { memberId, by }: { readonly memberId: string; readonly by: 'support' | 'member' },
): Promise<boolean> {
  return transact(context, async (work) => {
    const offer = await mergeOfferOf(work.db, memberId, work.at);
    if (!offer) return false;
    await dropMergeOffers(work, [memberId]);
    if (by === 'support')
      await recordAct(work, {
        act: 'merge-taken-back',
        memberId,
        details: { withMemberId: offer.with_id },
      });
    for (const id of [memberId, offer.with_id]) work.tell(memberTopic(id));
    return true;
  });
}

/** A merge that support has begun, as one of its two members may read it: of the other one no more than they need to know it. */
export interface MergeOfferSeen {
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
  return { side: offer.side, ending: endingOf(other.number), until: offer.ends_at };
}

/** Enough to know one's own card by, and too little to use it. */
const endingOf = (number: string): string => number.slice(-4);

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

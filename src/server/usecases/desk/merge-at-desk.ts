import type {
  DeskMerge,
  DeskMergePreview,
  DeskMergeState,
  WithOther,
} from '#contract/desk/desk-merge.ts';
import { Refused, refuseWhen } from '#domain/refusal.ts';
import type { Language } from '#i18n/language.ts';
import { declinedMergeOf } from '#server/storage/merges/declined-merges.ts';
import { mergeOfferOf } from '#server/storage/merges/merge-offers.ts';
import { memberById } from '#server/storage/people/members.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { type ReadWork, readWork } from '#server/usecases/ground/work.ts';
import {
  beginMergeOffer,
  canBeMended,
  endingOf,
  endMergeOffer,
} from '#server/usecases/rights/merge-offer.ts';
import { previewMerge } from '#server/usecases/rights/merge-preview.ts';
import { memberIdKnown } from '#server/usecases/scan/find-named.ts';
import type { AtDesk } from './desk-session.ts';
import { noteLook } from './note-look.ts';

/** Which member's page it is, and in which language it is read. */
interface Reading {
  readonly memberId: string;
  readonly language: Language;
}

/**
 * What support has begun for a member. While it stands, the page has both memberships, and a row says for each that
 * somebody looked.
 * @throws Refused `member-unknown`, `too-many-requests`
 */
export async function viewMergeAtDesk(
  context: Context,
  me: AtDesk,
  { memberId: asked, language }: Reading,
): Promise<DeskMerge> {
  const memberId = await memberIdKnown(await readWork(context), asked);
  await noteLook(context, me, memberId);
  const before = await readWork(context);
  const shown = await mergeOfferOf(before.db, memberId, before.at);
  if (shown) await noteLook(context, me, shown.with_id);
  // Writing a look takes time, in which it may have been taken back.
  const work = await readWork(context);
  const state = await mergeStateOf(work, memberId);
  const offer = await mergeOfferOf(work.db, memberId, work.at);
  if (!offer || offer.with_id !== shown?.with_id) return { ...state, preview: null };
  const wish = { otherId: offer.with_id, side: offer.side };
  return { ...state, preview: await previewOf(work, memberId, wish, language) };
}

/** What stands for a member, or the last no. Of the other membership it has four digits, so that it is no look at that one. */
export async function mergeStateOf(
  { db, at }: Pick<ReadWork, 'db' | 'at'>,
  memberId: string,
): Promise<DeskMergeState> {
  const offer = await mergeOfferOf(db, memberId, at);
  const other = offer && (await memberById(db, offer.with_id));
  if (offer && other?.erased_at === null) {
    const { at: begun, ends_at: until, side } = offer;
    return { asked: { at: begun, until, ending: endingOf(other.number), side }, declined: null };
  }
  const no = await declinedMergeOf(db, memberId, at);
  const who = no && (await memberById(db, no.member_id));
  return { asked: null, declined: who ? { ending: endingOf(who.number), at: no.at } : null };
}

/**
 * What would come together, before anything is begun: as the member sees it. A look at both, which is counted and on
 * record for both.
 * @throws Refused `member-unknown`, `desk-merge-same`, `too-many-requests`
 */
export async function previewMergeAtDesk(
  context: Context,
  me: AtDesk,
  { memberId: asked, language, ...wish }: Reading & WithOther,
): Promise<DeskMergePreview> {
  const { memberId, otherId } = await bothOf(context, asked, wish.otherId);
  for (const id of [memberId, otherId]) await noteLook(context, me, id);
  return previewOf(await readWork(context), memberId, { otherId, side: wish.side }, language);
}

/**
 * Asks both members. Nothing comes together before one of them has proved both mailboxes.
 * @throws Refused `member-unknown`, `desk-merge-same`, `desk-merge-mail`, `too-many-requests`, or as `mergeRefusal` says
 */
export async function beginMergeAtDesk(
  context: Context,
  asked: string,
  wish: WithOther,
): Promise<void> {
  const { memberId, otherId } = await bothOf(context, asked, wish.otherId);
  const begun = await beginMergeOffer(
    context,
    wish.side === 'goes-on'
      ? { goesOnId: memberId, endsId: otherId }
      : { goesOnId: otherId, endsId: memberId },
  );
  if (begun === 'same') throw new Refused({ key: 'desk-merge-same' });
  if (begun === 'gone') throw new Refused({ key: 'member-unknown' });
  if ('dead' in begun) throw new Refused({ key: 'desk-merge-mail', fault: begun.dead });
  refuseWhen('refusal' in begun ? begun.refusal : null);
}

/**
 * Takes back what the page showed, and no later one.
 * @param at when it was begun, epoch milliseconds
 * @throws Refused `member-unknown`, `desk-merge-over`
 */
export async function endMergeAtDesk(context: Context, asked: string, at: number): Promise<void> {
  const memberId = await memberIdKnown(await readWork(context), asked);
  if (!(await endMergeOffer(context, memberId, at))) throw new Refused({ key: 'desk-merge-over' });
}

/** Either may have been merged into the other since the page was read. */
async function bothOf(context: Context, asked: string, askedOther: string) {
  const work = await readWork(context);
  const memberId = await memberIdKnown(work, asked);
  const otherId = await memberIdKnown(work, askedOther);
  if (memberId === otherId) throw new Refused({ key: 'desk-merge-same' });
  return { memberId, otherId };
}

async function previewOf(
  work: ReadWork,
  memberId: string,
  { otherId, side }: WithOther,
  language: Language,
): Promise<DeskMergePreview> {
  const [goesOn, ends] = side === 'goes-on' ? [memberId, otherId] : [otherId, memberId];
  const { own, other, points, tier, tierUntil, cards, pinEnds, refusal } = await previewMerge(
    work,
    {
      memberId: goesOn,
      otherId: ends,
      language,
    },
  );
  const canBegin = refusal === null || canBeMended(refusal, work.at);
  return { own, other, points, tier, tierUntil, cards, pinEnds, refusal, canBegin };
}

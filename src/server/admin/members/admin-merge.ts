import type { Refusal } from '#domain/refusal.ts';
import { everything } from '#i18n/everything.ts';
import { digitGroups } from '#i18n/format.ts';
import { refusalSentence } from '#i18n/refusal.ts';
import { readArgs } from '#server/admin/admin-args.ts';
import { AdminFault, type Commands } from '#server/admin/admin-command.ts';
import { knownMember } from '#server/admin/admin-members.ts';
import { localText } from '#server/admin/admin-time.ts';
import { declinedMergeOfTwo } from '#server/storage/merges/declined-merges.ts';
import { memberById } from '#server/storage/people/members.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { speakerOf } from '#server/usecases/ground/speaker.ts';
import { type ReadWork, readWork } from '#server/usecases/ground/work.ts';
import { openMemberFile } from '#server/usecases/members/support-member.ts';
import { beginMergeOffer, endMergeOffer } from '#server/usecases/rights/merge-offer.ts';
import {
  type MergePreview,
  previewMerge,
  type Side,
} from '#server/usecases/rights/merge-preview.ts';

/** Two memberships that somebody says are one person's. */
export const mergeCommands = { merge, 'end-merge': endMerge } satisfies Commands;

/** Shows what would come together, and with `--begin` asks both members to prove it. Nothing is merged here. */
async function merge(context: Context, args: readonly string[]): Promise<readonly string[]> {
  const { words, options } = readArgs(args, [], ['begin']);
  const [typed = '', typedOther = '', ...more] = words;
  if (typedOther === '' || more.length > 0)
    throw new AdminFault(
      'Name two members: the one that goes on, then the one that becomes part of it. A number with spaces stands in quotes.',
    );
  const goesOnId = await knownMember(context, typed);
  const endsId = await knownMember(context, typedOther);
  if (goesOnId === endsId) throw new AdminFault(faults.same);
  for (const id of [goesOnId, endsId]) await openMemberFile(context, id);
  const work = await readWork(context);
  const preview = await previewMerge(work, { memberId: goesOnId, otherId: endsId, language: 'en' });
  const say = (refusal: Refusal) =>
    refusalSentence(everything('en'), speakerOf(work.program, 'en'), refusal);
  const shown = [
    ...previewLines(preview, (at) => localText(at, work.program.timeZone)),
    ...(preview.refusal === null ? [] : [`not yet: ${say(preview.refusal)}`]),
    ...(await saidNo(work, goesOnId, endsId)),
  ];
  if (!options.begin)
    return [...shown, 'Nothing is begun. With --begin both members are mailed what to do.'];
  const begun = await beginMergeOffer(context, { goesOnId, endsId });
  if (typeof begun === 'string') throw new AdminFault(faults[begun]);
  if ('refusal' in begun) throw new AdminFault(say(begun.refusal));
  if ('dead' in begun)
    throw new AdminFault(
      `Mail to the one that ${begun.dead === 'ends' ? 'ends' : 'goes on'} comes back, and its member could prove nothing: change-address first.`,
    );
  const until = localText(begun.until, work.program.timeZone);
  return [
    ...shown,
    begun.isNew
      ? `Begun: both are mailed. Nothing comes together before the member has typed a code from each mailbox, until ${until}.`
      : `It was begun before, and stands until ${until}: nobody is mailed again.`,
  ];
}

/** Who of these two said no to what was begun before; it may be begun again. */
async function saidNo(
  work: ReadWork,
  memberId: string,
  otherId: string,
): Promise<readonly string[]> {
  const no = await declinedMergeOfTwo(work.db, [memberId, otherId], work.at);
  const who = no && (await memberById(work.db, no.member_id));
  if (!who) return [];
  return [`said no  member ${digitGroups(who.number)}, ${localText(no.at, work.program.timeZone)}`];
}

const faults = {
  same: 'These are one membership already.',
  gone: 'One of the two has left just now.',
} as const;

async function endMerge(context: Context, words: readonly string[]): Promise<readonly string[]> {
  const memberId = await knownMember(context, words.join(' '));
  const ended = await endMergeOffer(context, memberId);
  return [
    ended ? 'Taken back: both memberships stay as they are.' : 'No merge is begun for this member.',
  ];
}

function previewLines(
  { own, other, points, tier, cards, pinEnds }: MergePreview,
  say: (at: number) => string,
): readonly string[] {
  const side = (what: string, one: Side) => [
    `${what}  member ${digitGroups(one.number)}, ${one.address}: ${one.points} points, ${one.tier}, ${one.lines} lines of history`,
    ...one.ends.map((end) => `          ${end.points} points until ${say(end.at)}`),
    ...one.coming.map(
      (coming) => `          ${coming.points} points from ${say(coming.availableAt)} on`,
    ),
    ...(one.vouchers.length > 0 ? [`          open: ${one.vouchers.join(', ')}`] : []),
  ];
  return [
    ...side('goes on ', own),
    ...side('ends    ', other),
    `together  ${points} points, ${tier}`,
    ...cards.map(({ name, isGoal, isFull, have, of }) =>
      isGoal
        ? `          ${name}: reached with what was spent in both`
        : `          ${name}: ${isFull ? 'full with the stamps of both, then ' : ''}${have} of ${of} stamps`,
    ),
    ...(pinEnds ? ['          the PIN for tills of the one that ends is over'] : []),
  ];
}

import { paths } from '#contract/paths.ts';
import { afterQuiet } from '#domain/messages/message.ts';
import {
  dormantSince,
  forgottenAt,
  noticeThatCounts,
  type Rest,
  restsFrom,
  whetherToForget,
} from '#domain/standing/dormant.ts';
import type { MemberRow } from '#server/storage/db/schema.ts';
import {
  activityOf,
  dormantMembers,
  lastSign,
  pointsUntil,
  setActivity,
} from '#server/storage/people/member-activity.ts';
import { memberById } from '#server/storage/people/members.ts';
import { paidGrantsOf } from '#server/storage/purchases/memberships.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { inGroups } from '#server/usecases/ground/in-groups.ts';
import { queueMail } from '#server/usecases/ground/queue-mail.ts';
import { readWork, transact, type Work } from '#server/usecases/ground/work.ts';
import { forgettingMail } from '#server/words/mail/forgetting-mail.ts';
import { eraseMember } from './erase.ts';
import { type NamingRead, readNaming } from './read-naming.ts';

/** How many members of each kind one tick looks at: the answers of a month are read for all of them, and nobody waits for it. */
const roundOf = 10;

/**
 * Tells members who gave no sign for long, and forgets those who were told and gave none since: they are erased as if
 * they had left. Nothing is done in the hours in which no message goes out. Whoever gives a sign at any moment before
 * stays, and is told anew the next time.
 * @returns how many were told, forgotten, or seen to be there
 */
export async function forgetDue(context: Context): Promise<number> {
  const { db, program, at } = await readWork(context);
  if (afterQuiet('expiry', at, program) > at) return 0;
  const members = await dormantMembers(db, dormantSince(program, at), roundOf);
  const due: MemberRow[] = [];
  const looked = await inGroups(context, members, (memberId) => lookAt(context, memberId, due));
  if (due.length === 0) return looked.done;
  const earlier = await readNaming(context, due);
  const forgotten = await inGroups(context, due, ({ id }) => forget(context, id, earlier));
  return looked.done + forgotten.done;
}

/**
 * @param due gets who is to be forgotten
 * @returns whether anything of them changed
 */
async function lookAt(context: Context, memberId: string, due: MemberRow[]): Promise<boolean> {
  const next = await transact(context, async (work) => {
    await work.lockMember(memberId);
    const member = await memberById(work.db, memberId);
    if (!member || member.erased_at !== null) return 'gone';
    const { rest, changed, lastSign } = await restOf(work, member);
    const step = whetherToForget(work.program, rest, work.at);
    if (step === 'forget') return member;
    if (step === 'wait') {
      const toldAt = noticeThatCounts(work.program, rest, work.at);
      await setActivity(work, toRow(member, { ...rest, toldAt }));
      return changed || rest.toldAt !== toldAt ? 'changed' : 'same';
    }
    const toldAt = work.at;
    await tell(work, member, { lastSign, endsAt: forgottenAt(work.program, { ...rest, toldAt }) });
    await setActivity(work, toRow(member, { ...rest, toldAt }));
    return 'changed';
  });
  if (typeof next === 'string') return next === 'changed';
  due.push(next);
  return false;
}

/** Whoever has given a sign since stays. */
function forget(context: Context, memberId: string, earlier: NamingRead): Promise<boolean> {
  const still = async (work: Work) => {
    const member = await memberById(work.db, memberId);
    if (!member) return false;
    const { rest } = await restOf(work, member);
    return whetherToForget(work.program, rest, work.at) === 'forget';
  };
  return eraseMember(context, memberId, 'time', still, earlier);
}

const toRow = ({ id }: MemberRow, { activeAt, toldAt }: Rest) => ({
  member_id: id,
  active_at: activeAt,
  told_at: toldAt,
});

interface Found {
  readonly rest: Rest;
  readonly lastSign: number;
  /** Whether that differs from what the clock saw last. */
  readonly changed: boolean;
}

/** How long a member has given no sign. */
async function restOf(work: Work, member: MemberRow): Promise<Found> {
  const { db, program } = work;
  const row = await activityOf(db, member.id);
  const sign = Math.max(member.joined_at, await lastSign(db, member.id));
  const paid = (await paidGrantsOf(db, member.id)).map(({ until }) => until);
  const activeAt = restsFrom(program, sign, Math.max(await pointsUntil(db, member.id), ...paid));
  const toldAt = row?.told_at ?? null;
  const isNews = toldAt !== null && activeAt > toldAt;
  return {
    rest: { activeAt, toldAt: isNews ? null : toldAt },
    lastSign: sign,
    changed: isNews || row?.active_at !== activeAt,
  };
}

/** An address that nobody has proved may be a stranger's, who is told nothing. */
async function tell(
  work: Work,
  member: MemberRow,
  when: { readonly lastSign: number; readonly endsAt: number },
): Promise<void> {
  if (member.proved_at === null) return;
  const { context, program } = work;
  const { publicUrl } = context;
  await queueMail(
    work,
    forgettingMail({
      to: member.address,
      language: member.language,
      program,
      publicUrl,
      url: `${publicUrl}${paths.wallet}`,
      points: member.balance,
      ...when,
    }),
    { worthUntil: when.endsAt },
  );
}

import type { DeskMails, MailView } from '#contract/desk/desk-mails.ts';
import { isDeadFor } from '#domain/messages/message.ts';
import { signInMs } from '#domain/people/sign-in.ts';
import { Refused } from '#domain/refusal.ts';
import type { MailRow } from '#server/storage/db/schema-sign-ins.ts';
import { deadnessOf } from '#server/storage/people/dead-addresses.ts';
import {
  failedMails,
  holdMail,
  mailById,
  overdueMails,
  reviveMail,
  stopMail,
} from '#server/storage/people/mails.ts';
import { memberById } from '#server/storage/people/members.ts';
import { endMessage } from '#server/storage/people/messages.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { noteEnd } from '#server/usecases/ground/dispatch-message.ts';
import { mailTopic, openMail } from '#server/usecases/ground/queue-mail.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { type ReadWork, readWork, transact, type Work } from '#server/usecases/ground/work.ts';

/** How many of each sort are shown. */
const shownAtMost = 50;

/** The mails that did not get through: those that wait longer than they should, and those that were given up. */
export async function viewMails(context: Context): Promise<DeskMails> {
  const work = await readWork(context);
  const waiting = await overdueMails(work.db, work.at, shownAtMost);
  const givenUp = await failedMails(work.db, shownAtMost + 1);
  const shown = (rows: readonly MailRow[]) =>
    Promise.all(rows.slice(0, shownAtMost).map((row) => viewOf(work, row)));
  return {
    waiting: await shown(waiting),
    givenUp: await shown(givenUp),
    more: waiting.length >= shownAtMost || givenUp.length > shownAtMost,
  };
}

async function viewOf({ context, db }: ReadWork, row: MailRow): Promise<MailView> {
  const member = row.member_id === null ? undefined : await memberById(db, row.member_id);
  return {
    id: row.id,
    kind: row.notice,
    host: hostOf(context, row),
    member: member ? { id: member.id, number: member.number } : null,
    writtenAt: row.created_at,
    attempts: row.attempts,
    answer: row.answer,
    at: row.failed_at ?? row.send_after,
  };
}

/** The part that says which mail server is meant, and not who. */
function hostOf(context: Context, row: MailRow): string | null {
  try {
    return openMail(context, row).to.split('@').at(-1) ?? null;
  } catch {
    return null;
  }
}

/**
 * Sends a mail that was given up again, from its first try on.
 * @throws Refused `not-found`, `desk-mail-moved`, `desk-mail-late`, `desk-mail-dead`
 */
export const sendMailAgain = (context: Context, mailId: string): Promise<void> =>
  transact(context, async (work) => {
    const row = await held(work, mailId);
    if (row.failed_at === null || row.answer === null)
      throw new Refused({ key: 'desk-mail-moved' });
    // A code has ended, or what is told has happened meanwhile.
    const until = row.worth_until ?? row.created_at + signInMs;
    if (until <= work.at) throw new Refused({ key: 'desk-mail-late' });
    if (row.member_id !== null && row.notice !== null) {
      const dead = await deadnessOf(work.db, row.member_id);
      if (isDeadFor(row.notice, dead)) throw new Refused({ key: 'desk-mail-dead' });
    }
    // Whoever sends it at this moment may do so until their lease ends.
    const sendAfter = Math.max(work.at, row.send_after);
    await reviveMail(work, mailId, sendAfter);
    if (row.member_id !== null && row.notice !== null) {
      const queued = { state: 'queued', why: null, ended_at: null } as const;
      await endMessage(work, { memberId: row.member_id, id: row.id }, queued);
    }
    await note(work, row, 'mail-sent-again');
    work.tell(mailTopic);
  });

/**
 * Gives a mail up that waits. If it is on its way at this moment and taken, it counts as sent.
 * @throws Refused `not-found`, `desk-mail-moved`
 */
export const giveMailUp = (context: Context, mailId: string): Promise<void> =>
  transact(context, async (work) => {
    const row = await held(work, mailId);
    if (row.failed_at !== null) throw new Refused({ key: 'desk-mail-moved' });
    await stopMail(work, mailId, work.at, row.answer ?? 'not tried');
    await noteEnd(work, row, 'failed');
    await note(work, row, 'mail-given-up');
  });

/** The member first, then the mail, then its message: the order in which a member's rows are deleted. */
async function held(work: Work, mailId: string): Promise<MailRow> {
  const found = await mailById(work.db, mailId);
  if (found && found.member_id !== null) await work.lockMember(found.member_id);
  const row = found && (await holdMail(work, mailId));
  if (!row) throw new Refused({ key: 'not-found' });
  if (row.sent_at !== null) throw new Refused({ key: 'desk-mail-moved' });
  return row;
}

const note = (work: Work, row: MailRow, act: 'mail-sent-again' | 'mail-given-up') =>
  recordAct(work, {
    act,
    ...(row.member_id !== null && { memberId: row.member_id }),
    details: { mailId: row.id, kind: row.notice },
  });

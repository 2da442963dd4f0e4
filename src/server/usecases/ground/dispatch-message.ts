import { afterQuiet, refusedTo, type Withholding } from '#domain/messages/message.ts';
import type { MailRow } from '#server/storage/db/schema-sign-ins.ts';
import { markMailFailed } from '#server/storage/people/mails.ts';
import { memberById } from '#server/storage/people/members.ts';
import { endMessage, messageOf, recipientOf } from '#server/storage/people/messages.ts';
import type { Channel, Mail } from '#server/vendors/mailer.ts';
import { channelNamed, channelTo } from './channels.ts';
import type { Context } from './context.ts';
import { readWork, transact, type Work } from './work.ts';

/** What to do with a mail of the outbox now. */
export type Dispatch =
  | { readonly do: 'send'; readonly channel: Channel }
  | { readonly do: 'wait'; readonly until: number }
  | { readonly do: 'withhold'; readonly why: Withholding };

/**
 * Asks the rules once more before a message leaves: since it was queued its member may have ended such messages, taken
 * a consent back or moved, and the night may have come.
 */
export async function dispatchOf(context: Context, row: MailRow, mail: Mail): Promise<Dispatch> {
  const { notice: kind, member_id: memberId, id } = row;
  if (kind === null || memberId === null) return { do: 'send', channel: context.mailer };
  const { db, program, at } = await readWork(context);
  const member = await memberById(db, memberId);
  const message = await messageOf(db, memberId, id);
  // Queued by a version without the log.
  const channel = channelNamed(context, message?.channel ?? context.mailer.name);
  if (!member || !channel) return { do: 'withhold', why: 'moved' };
  const why = refusedTo(kind, await recipientOf(db, member, kind), program);
  if (why !== null) return { do: 'withhold', why };
  if (channelTo(context, member).address !== mail.to) return { do: 'withhold', why: 'moved' };
  const until = afterQuiet(kind, at, program);
  return until > at ? { do: 'wait', until } : { do: 'send', channel };
}

/** Writes into the member's log what became of their message. */
export async function noteEnd(
  work: Work,
  { notice, member_id: memberId, id }: MailRow,
  state: 'sent' | 'failed' | 'withheld',
  why: Withholding | null = null,
): Promise<void> {
  if (notice === null || memberId === null) return;
  await endMessage(work, { memberId, id }, { state, why, ended_at: work.at });
}

/** Takes a message out of the outbox that may not go out any more. */
export const withhold = (context: Context, row: MailRow, why: Withholding): Promise<void> =>
  transact(context, async (work) => {
    await markMailFailed(work, row.id, work.at, null);
    await noteEnd(work, row, 'withheld', why);
  });

import { afterQuiet, refusedTo, type Withholding } from '#domain/messages/message.ts';
import type { MemberRow } from '#server/storage/db/schema.ts';
import type { MailRow } from '#server/storage/db/schema-sign-ins.ts';
import { markMailFailed } from '#server/storage/people/mails.ts';
import { membersById } from '#server/storage/people/members.ts';
import { endMessages, messagesOf, recipientsOf } from '#server/storage/people/messages.ts';
import type { Channel, Mail } from '#server/vendors/mailer.ts';
import { channelNamed, channelTo } from './channels.ts';
import type { Context } from './context.ts';
import { type ReadWork, readWork, transact, type Work } from './work.ts';

/** What to do with a mail of the outbox now. */
export type Dispatch =
  | { readonly do: 'send'; readonly channel: Channel }
  | { readonly do: 'wait'; readonly until: number }
  | { readonly do: 'withhold'; readonly why: Withholding };

/** A mail of the outbox, opened. */
export interface Opened {
  readonly row: MailRow;
  readonly mail: Mail;
}

/**
 * Asks the rules once more before messages leave: since each was queued its member may have ended such messages, taken
 * a consent back or moved, and the night may have come.
 * @returns what to do with each, in their order
 */
export async function dispatchesOf(
  context: Context,
  mails: readonly Opened[],
): Promise<Dispatch[]> {
  const messages = mails.flatMap(({ row }) => messageIn(row) ?? []);
  if (messages.length === 0) return mails.map(() => ({ do: 'send', channel: context.mailer }));
  const work = await readWork(context);
  const memberIds = [...new Set(messages.map(({ memberId }) => memberId))];
  const members = await membersById(work.db, memberIds);
  const ids = messages.map(({ id }) => id);
  const rows = await messagesOf(work.db, memberIds, ids);
  const channels = new Map(rows.map(({ id, channel }) => [id, channel]));
  const refused = await refusals(work, messages, members);
  return mails.map(({ row, mail }): Dispatch => {
    const message = messageIn(row);
    if (!message) return { do: 'send', channel: context.mailer };
    const { kind, id, memberId } = message;
    const member = members.get(memberId);
    // Queued by a version without the log, where there is none.
    const channel = channelNamed(context, channels.get(id) ?? context.mailer.name);
    if (!member || !channel) return { do: 'withhold', why: 'moved' };
    const why = refused.get(id) ?? null;
    if (why !== null) return { do: 'withhold', why };
    if (channelTo(context, member).address !== mail.to) return { do: 'withhold', why: 'moved' };
    const until = afterQuiet(kind, work.at, work.program);
    return until > work.at ? { do: 'wait', until } : { do: 'send', channel };
  });
}

/** Which message of whom a mail is; null: a mail that is none. */
const messageIn = ({ id, notice: kind, member_id: memberId }: MailRow) =>
  kind === null || memberId === null ? null : { id, kind, memberId };

type Message = NonNullable<ReturnType<typeof messageIn>>;

/** Why messages may not go out any more, by their ids. */
async function refusals(
  { db, program }: ReadWork,
  messages: readonly Message[],
  members: ReadonlyMap<string, MemberRow>,
): Promise<ReadonlyMap<string, Withholding | null>> {
  const refused = new Map<string, Withholding | null>();
  for (const [kind, some] of Map.groupBy(messages, (message) => message.kind)) {
    const asked = some.flatMap(({ id, memberId }) => {
      const member = members.get(memberId);
      return member ? [{ id, member }] : [];
    });
    const recipients = await recipientsOf(
      db,
      asked.map(({ member }) => member),
      kind,
    );
    for (const [index, recipient] of recipients.entries())
      refused.set(asked[index]?.id ?? '', refusedTo(kind, recipient, program));
  }
  return refused;
}

/** Writes into the member's log what became of their message. */
export const noteEnd = (
  work: Work,
  row: MailRow,
  state: 'sent' | 'failed' | 'withheld',
  why: Withholding | null = null,
): Promise<void> => noteEnds(work, [row], state, why);

/** The same of several messages at once. */
export async function noteEnds(
  work: Work,
  rows: readonly MailRow[],
  state: 'sent' | 'failed' | 'withheld',
  why: Withholding | null = null,
): Promise<void> {
  const messages = rows.flatMap((row) => messageIn(row) ?? []);
  await endMessages(work, messages, { state, why, ended_at: work.at });
}

/** Takes a message out of the outbox that may not go out any more. */
export const withhold = (context: Context, row: MailRow, why: Withholding): Promise<void> =>
  transact(context, async (work) => {
    await markMailFailed(work, row.id, work.at, null);
    await noteEnd(work, row, 'withheld', why);
  });

import { unsubscribeAt } from '#contract/paths.ts';
import {
  isUnasked,
  messageRules,
  type Withholding,
  whetherToTell,
} from '#domain/messages/message.ts';
import type { MessageKind } from '#domain/program/message-settings.ts';
import type { MemberRow } from '#server/storage/db/schema.ts';
import type { MessageRow } from '#server/storage/db/schema-messages.ts';
import { membersById } from '#server/storage/people/members.ts';
import { countUnaskedOf, putMessages, recipientsOf } from '#server/storage/people/messages.ts';
import { unsubscribeTokens } from '#server/storage/people/unsubscribe-links.ts';
import type { Mail } from '#server/vendors/mailer.ts';
import { channelTo } from './channels.ts';
import { makeShortToken } from './make-id.ts';
import { noticeWorthMs, queueMailsOf } from './queue-mail.ts';
import type { Work } from './work.ts';

/** Writes a message to an address, with the page on which such messages end; called only if it goes out, one after another. */
type Compose = (to: string, member: MemberRow, choices: string) => Mail | Promise<Mail>;

/** An event that a member is told of. */
export interface Telling {
  readonly memberId: string;
  /** Which event of this kind it is: the same again is told once. */
  readonly cause: string;
  /** How long it is worth sending, epoch milliseconds; absent: a week. */
  readonly worthUntil?: number;
}

/** What is no choice of the member's is in their log, because support is asked for it. */
const isLogged = (why: Withholding): boolean => why === 'too-many' || why === 'dead';

/**
 * Queues a message in the transaction that causes it, if the rules of `domain/messages` let it go out, and logs it for
 * the member and for support. The caller has locked the member.
 * @returns the id of message and mail; null: nothing goes out, because the rules say no or the event was told before
 */
export async function queueMessage(
  work: Work,
  { kind, ...telling }: Telling & { readonly kind: MessageKind },
  compose: Compose,
): Promise<string | null> {
  const ids = await queueMessages(work, kind, [{ ...telling, compose }]);
  return ids.get(telling.memberId) ?? null;
}

/**
 * Queues messages of one kind, at most one for each member: the same as `queueMessage` for each, with fewer statements,
 * as a hundred thousand may be told in one morning. The caller has locked the members.
 * @returns the ids by member; whoever is not in it gets nothing
 */
export async function queueMessages(
  work: Work,
  kind: MessageKind,
  tellings: readonly (Telling & { readonly compose: Compose })[],
): Promise<ReadonlyMap<string, string>> {
  const { context } = work;
  const drafts = await draftsOf(work, kind, tellings);
  const put = await putMessages(
    work,
    drafts.flatMap(({ row }) => row ?? []),
  );
  const going = drafts.flatMap(({ sendAt, row, ...draft }) =>
    sendAt !== null && row && put.has(row.id) ? [{ ...draft, sendAt, id: row.id }] : [],
  );
  const tokens = await unsubscribeTokens(
    work,
    going.map(({ member }) => member.id),
    kind,
    () => makeShortToken(context),
  );
  const mails: Parameters<typeof queueMailsOf>[1][number][] = [];
  for (const { id, member, address, telling, sendAt } of going) {
    const choices = `${context.publicUrl}${unsubscribeAt(tokens.get(member.id) ?? '')}`;
    const mail = await telling.compose(address, member, choices);
    const worthUntil = telling.worthUntil ?? sendAt + noticeWorthMs;
    mails.push({
      // A receipt was asked for, so that a mail program offers no click: the link in it is enough.
      mail: isUnasked(kind) ? { ...mail, unsubscribe: choices } : mail,
      message: { id, kind, memberId: member.id, sendAt, worthUntil },
    });
  }
  await queueMailsOf(work, mails);
  return new Map(going.map(({ member, id }) => [member.id, id]));
}

/** What the rules say of each, with its line of the log, if there is one. Who is no member is left out. */
async function draftsOf<T extends Telling>(
  { at, context, db, program }: Work,
  kind: MessageKind,
  tellings: readonly T[],
) {
  const ids = tellings.map(({ memberId }) => memberId);
  const members = await membersById(db, ids);
  const asked = tellings.flatMap((telling) => {
    const member = members.get(telling.memberId);
    return member ? [{ telling, member }] : [];
  });
  const recipients = await recipientsOf(
    db,
    asked.map(({ member }) => member),
    kind,
  );
  // Only what may be left out asks how full the week is: a till waits for the others.
  const counts = messageRules[kind].mayBeLeftOut ? await countUnaskedOf(db, ids, at) : null;
  return asked.map(({ telling, member }, index) => {
    const unasked = counts?.get(member.id) ?? 0;
    const recipient = recipients[index];
    if (!recipient) throw new Error('a member was asked for and not read');
    const decided = whetherToTell(kind, { ...recipient, unasked }, at, program);
    const { channel, address } = channelTo(context, member);
    const id = Buffer.from(context.randomBytes(16)).toString('hex');
    const { cause } = telling;
    const begun = { member_id: member.id, kind, cause, id, channel: channel.name, at };
    const draft = { telling, member, address };
    if ('sendAt' in decided) {
      const row: MessageRow = { ...begun, state: 'queued', why: null, ended_at: null };
      return { ...draft, sendAt: decided.sendAt, row };
    }
    const why = decided.withheld;
    const row: MessageRow = { ...begun, state: 'withheld', why, ended_at: at };
    return { ...draft, sendAt: null, row: isLogged(why) ? row : null };
  });
}

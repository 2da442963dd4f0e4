import type { Kysely } from 'kysely';
import {
  isUnasked,
  type MessageConsent,
  messageRules,
  type Recipient,
  weekBefore,
} from '#domain/messages/message.ts';
import { type MessageKind, messageKinds } from '#domain/program/message-settings.ts';
import type { MemberRow, Tables } from '#server/storage/db/schema.ts';
import type { MessageChoiceRow, MessageRow } from '#server/storage/db/schema-messages.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { deadnessOf } from './dead-addresses.ts';
import { factOf } from './facts.ts';
import { newsletterOf } from './newsletters.ts';

/** What decides whether a message of this kind may go to a member. */
export async function recipientOf(
  db: Kysely<Tables>,
  { id, proved_at }: Pick<MemberRow, 'id' | 'proved_at'>,
  kind: MessageKind,
): Promise<Recipient> {
  const choice = await db
    .selectFrom('message_choices')
    .select('wanted')
    .where('member_id', '=', id)
    .where('kind', '=', kind)
    .executeTakeFirst();
  const { consent } = messageRules[kind];
  return {
    proved: proved_at !== null,
    dead: await deadnessOf(db, id),
    wants: choice ? choice.wanted === 1 : null,
    consents: consent !== null && (await hasAgreed[consent](db, id)) ? [consent] : [],
  };
}

/** What a member has agreed to, of all that a message may need. */
export async function consentsOf(db: Kysely<Tables>, memberId: string): Promise<MessageConsent[]> {
  const consents: MessageConsent[] = [];
  for (const consent of ['birthday', 'newsletter'] as const)
    if (await hasAgreed[consent](db, memberId)) consents.push(consent);
  return consents;
}

const hasAgreed: Readonly<
  Record<MessageConsent, (db: Kysely<Tables>, memberId: string) => Promise<boolean>>
> = {
  birthday: async (db, memberId) => (await factOf(db, memberId, 'birthday')) !== undefined,
  newsletter: async (db, memberId) => (await newsletterOf(db, memberId))?.state === 'given',
};

const unaskedKinds = messageKinds.filter(isUnasked);

/** How many messages that nobody asked for were queued for a member within the week before. */
export async function countUnasked(
  db: Kysely<Tables>,
  memberId: string,
  at: number,
): Promise<number> {
  const row = await db
    .selectFrom('messages')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('member_id', '=', memberId)
    .where('at', '>', weekBefore(at))
    .where('kind', 'in', unaskedKinds)
    .where('state', '!=', 'withheld')
    .executeTakeFirst();
  return Number(row?.count ?? 0);
}

/** Puts a message into the log. @returns false: this event has been told of already */
export async function putMessage(tx: Tx, row: MessageRow): Promise<boolean> {
  const put = await tx.db
    .insertInto('messages')
    .values(row)
    .onConflict((conflict) => conflict.columns(['member_id', 'kind', 'cause']).doNothing())
    .executeTakeFirst();
  return put.numInsertedOrUpdatedRows === 1n;
}

/** The message of a mail. */
export const messageOf = (
  db: Kysely<Tables>,
  memberId: string,
  id: string,
): Promise<MessageRow | undefined> =>
  db
    .selectFrom('messages')
    .selectAll()
    .where('member_id', '=', memberId)
    .where('id', '=', id)
    .executeTakeFirst();

/** Whose message has this id; undefined: nobody's. */
export async function memberOfMessage(db: Kysely<Tables>, id: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('messages')
    .select('member_id')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.member_id;
}

/** Whether an event was told, or left out, already. */
export async function isTold(
  db: Kysely<Tables>,
  { memberId, kind, cause }: { memberId: string; kind: MessageKind; cause: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('messages')
    .select('id')
    .where('member_id', '=', memberId)
    .where('kind', '=', kind)
    .where('cause', '=', cause)
    .executeTakeFirst();
  return row !== undefined;
}

/** Writes what became of a message. */
export async function endMessage(
  tx: Tx,
  { memberId, id }: { readonly memberId: string; readonly id: string },
  end: Pick<MessageRow, 'state' | 'why' | 'ended_at'>,
): Promise<void> {
  await tx.db
    .updateTable('messages')
    .set(end)
    .where('member_id', '=', memberId)
    .where('id', '=', id)
    .execute();
}

/** A member's messages, the latest first. */
export const latestMessages = (
  db: Kysely<Tables>,
  memberId: string,
  limit: number,
): Promise<MessageRow[]> =>
  db
    .selectFrom('messages')
    .selectAll()
    .where('member_id', '=', memberId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();

export const choicesOf = (db: Kysely<Tables>, memberId: string): Promise<MessageChoiceRow[]> =>
  db.selectFrom('message_choices').selectAll().where('member_id', '=', memberId).execute();

export async function putChoice(tx: Tx, row: MessageChoiceRow): Promise<void> {
  const { wanted, way, at } = row;
  await tx.db
    .insertInto('message_choices')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['member_id', 'kind']).doUpdateSet({ wanted, way, at }),
    )
    .execute();
}

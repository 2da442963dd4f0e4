import type { Kysely } from 'kysely';
import {
  isUnasked,
  type MessageConsent,
  messageRules,
  type Recipient,
  weekBefore,
} from '#domain/messages/message.ts';
import { type MessageKind, messageKinds } from '#domain/program/message-settings.ts';
import { among } from '#server/storage/db/many-rows.ts';
import type { MemberRow, Tables } from '#server/storage/db/schema.ts';
import type { MessageChoiceRow, MessageRow } from '#server/storage/db/schema-messages.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { deadnessesOf } from './dead-addresses.ts';
import { birthdaysOf } from './facts.ts';
import { subscribersAmong } from './newsletters.ts';

type Asked = Pick<MemberRow, 'id' | 'proved_at'>;

/** What decides whether a message of this kind may go to a member. */
export async function recipientOf(
  db: Kysely<Tables>,
  member: Asked,
  kind: MessageKind,
): Promise<Recipient> {
  const [recipient] = await recipientsOf(db, [member], kind);
  if (!recipient) throw new Error('one was asked for and none was read');
  return recipient;
}

/** The same of several members at once, in their order. */
export async function recipientsOf(
  db: Kysely<Tables>,
  members: readonly Asked[],
  kind: MessageKind,
): Promise<Recipient[]> {
  if (members.length === 0) return [];
  const ids = members.map(({ id }) => id);
  const choices = await db
    .selectFrom('message_choices')
    .select(['member_id', 'wanted'])
    .where(among('member_id', ids))
    .where('kind', '=', kind)
    .execute();
  const wants = new Map(choices.map(({ member_id, wanted }) => [member_id, wanted === 1]));
  const dead = await deadnessesOf(db, ids);
  const { consent } = messageRules[kind];
  const agreed = consent === null ? new Set<string>() : await whoAgreed[consent](db, ids);
  return members.map(({ id, proved_at }) => ({
    proved: proved_at !== null,
    dead: dead.get(id) ?? null,
    wants: wants.get(id) ?? null,
    consents: consent !== null && agreed.has(id) ? [consent] : [],
  }));
}

/** What a member has agreed to, of all that a message may need. */
export async function consentsOf(db: Kysely<Tables>, memberId: string): Promise<MessageConsent[]> {
  const consents: MessageConsent[] = [];
  for (const consent of ['birthday', 'newsletter'] as const)
    if ((await whoAgreed[consent](db, [memberId])).has(memberId)) consents.push(consent);
  return consents;
}

type Agreed = (db: Kysely<Tables>, ids: readonly string[]) => Promise<ReadonlySet<string>>;

const whoAgreed: Readonly<Record<MessageConsent, Agreed>> = {
  birthday: async (db, ids) => new Set((await birthdaysOf(db, ids)).keys()),
  newsletter: subscribersAmong,
};

const unaskedKinds = messageKinds.filter(isUnasked);

/** How many messages that nobody asked for were queued for a member within the week before. */
export const countUnasked = async (
  db: Kysely<Tables>,
  memberId: string,
  at: number,
): Promise<number> => (await countUnaskedOf(db, [memberId], at)).get(memberId) ?? 0;

/** The same of several members at once; who had none is not in it. */
export async function countUnaskedOf(
  db: Kysely<Tables>,
  memberIds: readonly string[],
  at: number,
): Promise<ReadonlyMap<string, number>> {
  if (memberIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('messages')
    .select(({ fn }) => ['member_id', fn.countAll().as('count')])
    .where(among('member_id', memberIds))
    .where('at', '>', weekBefore(at))
    .where('kind', 'in', unaskedKinds)
    .where('state', '!=', 'withheld')
    .groupBy('member_id')
    .execute();
  return new Map(rows.map(({ member_id, count }) => [member_id, Number(count)]));
}

/** Puts messages into the log. @returns the ids of those whose event had not been told of */
export async function putMessages(
  tx: Tx,
  rows: readonly MessageRow[],
): Promise<ReadonlySet<string>> {
  if (rows.length === 0) return new Set();
  const put = await tx.db
    .insertInto('messages')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['member_id', 'kind', 'cause']).doNothing())
    .returning('id')
    .execute();
  return new Set(put.map(({ id }) => id));
}

/** The messages of some mails to these members. */
export const messagesOf = (
  db: Kysely<Tables>,
  memberIds: readonly string[],
  ids: readonly string[],
): Promise<MessageRow[]> =>
  db
    .selectFrom('messages')
    .selectAll()
    .where(among('member_id', memberIds))
    .where(among('id', ids))
    .execute();

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

/** Which message of whom. */
export interface MessageName {
  readonly memberId: string;
  readonly id: string;
}

/** Writes what became of a message. */
export const endMessage = (
  tx: Tx,
  message: MessageName,
  end: Pick<MessageRow, 'state' | 'why' | 'ended_at'>,
): Promise<void> => endMessages(tx, [message], end);

/** The same of several messages at once, of which the same became. */
export async function endMessages(
  tx: Tx,
  messages: readonly MessageName[],
  end: Pick<MessageRow, 'state' | 'why' | 'ended_at'>,
): Promise<void> {
  if (messages.length === 0) return;
  await tx.db
    .updateTable('messages')
    .set(end)
    .where(
      among(
        'member_id',
        messages.map(({ memberId }) => memberId),
      ),
    )
    .where(
      among(
        'id',
        messages.map(({ id }) => id),
      ),
    )
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

import { type Kysely, type RawBuilder, sql } from 'kysely';
import { isPostgres, purgeSome } from '#server/storage/db/dialect.ts';
import { among } from '#server/storage/db/many-rows.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { MailRow } from '#server/storage/db/schema-sign-ins.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** A mail to send, due from `send_after` on; if there is none, from `created_at` on. */
export type NewMail = Pick<MailRow, 'id' | 'sealed' | 'created_at'> &
  Partial<
    Pick<MailRow, 'notice' | 'member_id' | 'worth_until' | 'send_after' | 'to_key' | 'number_key'>
  >;

/** Puts mails into the outbox. */
export async function putMails(tx: Tx, mails: readonly NewMail[]): Promise<void> {
  if (mails.length === 0) return;
  const unsent = { attempts: 0, sent_at: null, failed_at: null, answer: null };
  const rows = mails.map((mail) => ({ send_after: mail.created_at, ...mail, ...unsent }));
  await tx.db.insertInto('mails').values(rows).execute();
}

/**
 * Takes due mails and counts the attempt: so many that somebody waits for, and so many notices. Each belongs to the
 * taker until its lease ends: if the process dies while sending, another takes it.
 * @param leaseMs longer than sending takes, or a mail would go out twice
 */
export async function takeDueMails(
  tx: Tx,
  wish: { at: number; urgent: number; notices: number; leaseMs: number },
): Promise<MailRow[]> {
  const { at, leaseMs } = wish;
  const urgent = await takeable(tx, at, sql<boolean>`notice is null`, wish.urgent);
  const notices = await takeable(tx, at, sql<boolean>`notice is not null`, wish.notices);
  const ids = [...urgent, ...notices];
  if (ids.length === 0) return [];
  return tx.db
    .updateTable('mails')
    .set((eb) => ({ send_after: at + leaseMs, attempts: eb('attempts', '+', 1) }))
    .where('id', 'in', ids)
    .returningAll()
    .execute();
}

async function takeable(
  tx: Tx,
  at: number,
  which: RawBuilder<boolean>,
  limit: number,
): Promise<string[]> {
  if (limit <= 0) return [];
  let due = tx.db
    .selectFrom('mails')
    .select('id')
    .where(which)
    .where('sent_at', 'is', null)
    .where('failed_at', 'is', null)
    .where('send_after', '<=', at)
    .orderBy('send_after')
    .limit(limit);
  if (isPostgres(tx.db)) due = due.forUpdate().skipLocked();
  return (await due.execute()).map(({ id }) => id);
}

/**
 * Since when a mail waits. One that is being tried, or that the mail server has not taken and that is tried again later,
 * waits since it was written: `send_after` is when the next try may begin.
 */
const waitsSince = sql<number>`case when attempts > 0 then created_at else send_after end`;

/** Mails that should be out at a time and are not, of a sort, the first one first. */
const unsent = (db: Kysely<Tables>, which: RawBuilder<boolean>, at: number) =>
  db
    .selectFrom('mails')
    .where(which)
    .where('sent_at', 'is', null)
    .where('failed_at', 'is', null)
    .where(waitsSince, '<=', at)
    .orderBy(waitsSince)
    .orderBy('id');

/**
 * Since when each mail waits that should be out, the first one first; at most `limit`. Notices, which may wait, are left
 * out.
 */
export async function lateMails(db: Kysely<Tables>, at: number, limit: number): Promise<number[]> {
  const rows = await unsent(db, sql<boolean>`notice is null`, at)
    .select(waitsSince.as('since'))
    .limit(limit)
    .execute();
  return rows.map(({ since }) => Number(since));
}

export async function markMailsSent(tx: Tx, ids: readonly string[], at: number): Promise<void> {
  await tx.db.updateTable('mails').set({ sent_at: at }).where(among('id', ids)).execute();
}

/**
 * Gives a mail up, by whoever has taken it: it is not taken again.
 * @param answer why, in a few words; null: the rules kept it here, and nothing is wrong
 */
export async function markMailFailed(
  tx: Tx,
  id: string,
  at: number,
  answer: string | null,
): Promise<void> {
  const end = { failed_at: at, answer, send_after: at };
  await tx.db.updateTable('mails').set(end).where('id', '=', id).execute();
}

/** Gives a mail up that somebody may be sending at this moment, until their lease ends. */
export async function stopMail(tx: Tx, id: string, at: number, answer: string): Promise<void> {
  await tx.db.updateTable('mails').set({ failed_at: at, answer }).where('id', '=', id).execute();
}

/** The mail server did not take it now: it is due again at `sendAfter`. */
export async function postponeMail(
  tx: Tx,
  id: string,
  sendAfter: number,
  answer?: string,
): Promise<void> {
  const said = answer === undefined ? {} : { answer };
  await tx.db
    .updateTable('mails')
    .set({ send_after: sendAfter, ...said })
    .where('id', '=', id)
    .execute();
}

/**
 * Gives mails back that were taken and not tried: they are due at `sendAfter`. What somebody else has taken since, as the
 * lease had ended, stays theirs.
 * @param mails as they were when they were taken
 */
export async function giveMailsBack(
  tx: Tx,
  mails: readonly Pick<MailRow, 'id' | 'send_after'>[],
  sendAfter: number,
): Promise<void> {
  // All that were taken at once have one lease.
  for (const [lease, some] of Map.groupBy(mails, (mail) => mail.send_after)) {
    const ids = some.map(({ id }) => id);
    await tx.db
      .updateTable('mails')
      .set({ send_after: sendAfter })
      .where('id', 'in', ids)
      .where('send_after', '=', lease)
      .execute();
  }
}

/** The mail, locked until the transaction ends, so that its state is changed once. */
export function holdMail(tx: Tx, id: string): Promise<MailRow | undefined> {
  const found = tx.db.selectFrom('mails').selectAll().where('id', '=', id);
  return (isPostgres(tx.db) ? found.forUpdate() : found).executeTakeFirst();
}

/** A mail that was given up is tried again from the beginning. */
export async function reviveMail(tx: Tx, id: string, sendAfter: number): Promise<void> {
  const again = { failed_at: null, attempts: 0, send_after: sendAfter };
  await tx.db.updateTable('mails').set(again).where('id', '=', id).execute();
}

/** Mails that were given up, the latest first; at most `limit`. */
export const failedMails = (db: Kysely<Tables>, limit: number): Promise<MailRow[]> =>
  db
    .selectFrom('mails')
    .selectAll()
    .where(sql<boolean>`failed_at is not null and sent_at is null and answer is not null`)
    .orderBy('failed_at', 'desc')
    .limit(limit)
    .execute();

/** Mails that should be out and are not, also those between two tries; those first that somebody waits for; at most `limit` of each sort. */
export async function overdueMails(
  db: Kysely<Tables>,
  at: number,
  limit: number,
): Promise<MailRow[]> {
  const some = (which: RawBuilder<boolean>) =>
    unsent(db, which, at).selectAll().limit(limit).execute();
  return [
    ...(await some(sql<boolean>`notice is null`)),
    ...(await some(sql<boolean>`notice is not null`)),
  ];
}

/** Undefined: it is not kept any more, or never was. */
export const mailById = (db: Kysely<Tables>, id: string): Promise<MailRow | undefined> =>
  db.selectFrom('mails').selectAll().where('id', '=', id).executeTakeFirst();

/** The latest mails first, for the inbox of development. */
export function latestMails(db: Kysely<Tables>, limit: number): Promise<MailRow[]> {
  return db
    .selectFrom('mails')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** Mails contain an address and a used code; they need not be stored when they are sent, or not worth sending. */
export const purgeMails = (tx: Tx, createdBefore: number, at: number): Promise<number> =>
  purgeSome(
    tx.db,
    'mails',
    sql`created_at < ${createdBefore}
      and (sent_at is not null or failed_at is not null or coalesce(worth_until, 0) < ${at})`,
  );

const mailsAtOnce = 500;

/** The mails to an address, and those that say a number, by their keyed hashes. */
export async function mailsNamed(
  db: Kysely<Tables>,
  { to, number }: { readonly to: readonly string[]; readonly number: readonly string[] },
): Promise<string[]> {
  const found = await db
    .selectFrom('mails')
    .select('id')
    .where('to_key', 'in', to)
    .union(db.selectFrom('mails').select('id').where('number_key', 'in', number))
    .execute();
  return found.map(({ id }) => id);
}

export async function deleteMails(tx: Tx, ids: readonly string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += mailsAtOnce) {
    const some = ids.slice(from, from + mailsAtOnce);
    await tx.db.deleteFrom('mails').where('id', 'in', some).execute();
  }
}

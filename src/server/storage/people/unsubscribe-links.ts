import type { Kysely } from 'kysely';
import type { MessageKind } from '#domain/program/message-settings.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { UnsubscribeLinkRow } from '#server/storage/db/schema-messages.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** The link of a member's mails of one kind: the same in each of them, so that an old mail's works until the address changes. */
export async function unsubscribeToken(
  tx: Tx,
  memberId: string,
  kind: MessageKind,
  make: () => string,
): Promise<string> {
  const known = await tx.db
    .selectFrom('unsubscribe_links')
    .select('token')
    .where('member_id', '=', memberId)
    .where('kind', '=', kind)
    .executeTakeFirst();
  if (known) return known.token;
  const token = make();
  await tx.db
    .insertInto('unsubscribe_links')
    .values({ token, member_id: memberId, kind })
    .execute();
  return token;
}

export const unsubscribeLink = (
  db: Kysely<Tables>,
  token: string,
): Promise<UnsubscribeLinkRow | undefined> =>
  db.selectFrom('unsubscribe_links').selectAll().where('token', '=', token).executeTakeFirst();

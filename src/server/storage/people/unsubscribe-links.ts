import type { Kysely } from 'kysely';
import type { MessageKind } from '#domain/program/message-settings.ts';
import { among } from '#server/storage/db/many-rows.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { UnsubscribeLinkRow } from '#server/storage/db/schema-messages.ts';
import type { Tx } from '#server/storage/db/store.ts';

/**
 * The links of some members' mails of one kind, by member: the same in each of their mails, so that an old mail's works until the
 * address changes.
 */
export async function unsubscribeTokens(
  tx: Tx,
  memberIds: readonly string[],
  kind: MessageKind,
  make: () => string,
): Promise<ReadonlyMap<string, string>> {
  if (memberIds.length === 0) return new Map();
  const known = await tx.db
    .selectFrom('unsubscribe_links')
    .select(['member_id', 'token'])
    .where(among('member_id', memberIds))
    .where('kind', '=', kind)
    .execute();
  const tokens = new Map(known.map(({ member_id, token }) => [member_id, token]));
  const fresh = memberIds
    .filter((id) => !tokens.has(id))
    .map((member_id) => ({ token: make(), member_id, kind }));
  if (fresh.length > 0) await tx.db.insertInto('unsubscribe_links').values(fresh).execute();
  for (const { member_id, token } of fresh) tokens.set(member_id, token);
  return tokens;
}

export const unsubscribeLink = (
  db: Kysely<Tables>,
  token: string,
): Promise<UnsubscribeLinkRow | undefined> =>
  db.selectFrom('unsubscribe_links').selectAll().where('token', '=', token).executeTakeFirst();

import type { Kysely } from 'kysely';
import { among } from '#server/storage/db/many-rows.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { NewsletterRow } from '#server/storage/db/schema-occasions.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** Undefined: the member never wanted the newsletter, or took it back. */
export function newsletterOf(
  db: Kysely<Tables>,
  memberId: string,
): Promise<NewsletterRow | undefined> {
  return db
    .selectFrom('newsletters')
    .selectAll()
    .where('member_id', '=', memberId)
    .executeTakeFirst();
}

/** Those of some members who get the newsletter. */
export async function subscribersAmong(
  db: Kysely<Tables>,
  memberIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('newsletters')
    .select('member_id')
    .where(among('member_id', memberIds))
    .where('state', '=', 'given')
    .execute();
  return new Set(rows.map(({ member_id }) => member_id));
}

/** Who gets the newsletter, in the order of their ids, after one of them. */
export function subscribers(
  db: Kysely<Tables>,
  after: string,
  limit: number,
): Promise<{ id: string; address: string; language: string; at: number }[]> {
  return db
    .selectFrom('newsletters')
    .innerJoin('members', 'members.id', 'newsletters.member_id')
    .select(['members.id', 'members.address', 'members.language', 'newsletters.at'])
    .where('newsletters.state', '=', 'given')
    .where('newsletters.member_id', '>', after)
    .orderBy('newsletters.member_id')
    .limit(limit)
    .execute();
}

export async function putNewsletter(tx: Tx, row: NewsletterRow): Promise<void> {
  const { member_id: _key, ...change } = row;
  await tx.db
    .insertInto('newsletters')
    .values(row)
    .onConflict((conflict) => conflict.column('member_id').doUpdateSet(change))
    .execute();
}

/** @returns what was there; undefined: nothing */
export function dropNewsletter(tx: Tx, memberId: string): Promise<NewsletterRow | undefined> {
  return tx.db
    .deleteFrom('newsletters')
    .where('member_id', '=', memberId)
    .returningAll()
    .executeTakeFirst();
}

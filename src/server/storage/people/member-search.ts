import { type Kysely, sql } from 'kysely';
import type { MemberRow, Tables } from '#server/storage/db/schema.ts';

/** A member as a list shows them. */
export type FoundRow = Pick<MemberRow, 'id' | 'number' | 'first_name' | 'joined_at' | 'frozen_at'>;

/** As the index has it: both databases lower the letters A to Z of this column and no others. */
const folded = sql<string>`lower(first_name)`;

/** The same of a text. */
export const foldName = (text: string): string =>
  text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** Above every text that begins with it. */
const afterAll = '\u{10ffff}';

/**
 * Members whose name begins so, by name.
 * @param beginnings as `foldName` has them; several are several ways to write one
 * @param after the last member of the page before; absent: the first page
 */
export function membersByName(
  db: Kysely<Tables>,
  beginnings: readonly string[],
  { after, limit }: { readonly after?: FoundRow | undefined; readonly limit: number },
): Promise<FoundRow[]> {
  let found = db
    .selectFrom('members')
    .select(['id', 'number', 'first_name', 'joined_at', 'frozen_at'])
    .where('first_name', 'is not', null)
    .where('erased_at', 'is', null)
    .where((is) =>
      is.or(
        beginnings.map((text) =>
          is.and([is(folded, '>=', text), is(folded, '<', text + afterAll)]),
        ),
      ),
    );
  if (after) {
    const name = foldName(after.first_name ?? '');
    found = found
      .where(folded, '>=', name)
      .where((is) => is.or([is(folded, '>', name), is('id', '>', after.id)]));
  }
  return found.orderBy(folded).orderBy('id').limit(limit).execute();
}

/** Members by their ids; who has left is not among them. */
export async function membersById(db: Kysely<Tables>, ids: readonly string[]): Promise<FoundRow[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('members')
    .select(['id', 'number', 'first_name', 'joined_at', 'frozen_at'])
    .where('id', 'in', ids)
    .where('erased_at', 'is', null)
    .execute();
}

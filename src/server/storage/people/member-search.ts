import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { MemberRow, Tables } from '#server/storage/db/schema.ts';

/** A member as a list shows them. */
export type FoundRow = Pick<MemberRow, 'id' | 'number' | 'first_name' | 'joined_at' | 'frozen_at'>;

/** A place among the words: a word, then the member who has it. */
export interface WordPlace {
  readonly word: string;
  readonly memberId: string;
}

/** What a word of a member may be: one that begins so, or one of these. */
export type WordIs = { readonly begins: string } | { readonly oneOf: readonly string[] };

/** Above every text that begins with it. */
const afterAll = '\u{10ffff}';

const isSo = (is: WordIs, column: RawBuilder<unknown>): RawBuilder<boolean> =>
  'begins' in is
    ? sql`(${column} >= ${is.begins} and ${column} < ${is.begins + afterAll})`
    : sql`${column} in (${sql.join(is.oneOf)})`;

/** One walk along the words, and what else must be so of the member who has one of them. */
export interface WordWalk {
  readonly along: WordIs;
  /** A word of the member for each of these. */
  readonly has: readonly WordIs[];
  /** No word of the member is so: another walk has shown them. */
  readonly hasNo: readonly WordIs[];
}

/**
 * Members along the words, by word and id, each once.
 * @param after where the page before ended
 * @param limit how many are wanted
 * @param looks how many words are looked at: whatever is asked, an answer takes no longer than this
 * @returns the places of those found, and where the looking ended before all was looked at; null: nothing is left
 */
export async function walkWords(
  db: Kysely<Tables>,
  walk: WordWalk,
  { after, limit, looks }: { after: WordPlace | null; limit: number; looks: number },
): Promise<{ found: WordPlace[]; stopped: WordPlace | null }> {
  const word = sql.ref('word');
  const from = after
    ? sql`and word >= ${after.word} and (word > ${after.word} or member_id > ${after.memberId})`
    : sql``;
  const along = sql`select word, member_id from member_words
    where ${isSo(walk.along, word)} ${from} order by word, member_id limit ${looks}`;
  const some = (is: WordIs) =>
    sql`exists (select 1 from member_words o where o.member_id = w.member_id
      and ${isSo(is, sql.ref('o.word'))})`;
  const conditions = [
    ...walk.has.map(some),
    ...walk.hasNo.map((is) => sql`not ${some(is)}`),
    // A member with two such words stands at the first.
    sql`not exists (select 1 from member_words o where o.member_id = w.member_id
      and o.word < w.word and ${isSo(walk.along, sql.ref('o.word'))})`,
  ];
  const { rows } = await sql<{ word: string; member_id: string }>`
    select w.word, w.member_id from (${along}) w where ${sql.join(conditions, sql` and `)}
    order by w.word, w.member_id limit ${limit}`.execute(db);
  const found = rows.map(({ word: at, member_id: memberId }) => ({ word: at, memberId }));
  if (found.length === limit) return { found, stopped: found.at(-1) ?? null };
  const { rows: rest } = await sql<{ word: string; member_id: string }>`
    select word, member_id from (${along}) w
    order by word, member_id limit 1 offset ${looks - 1}`.execute(db);
  const [end] = rest;
  return { found, stopped: end ? { word: end.word, memberId: end.member_id } : null };
}

/** Which of these some member has, in the order of the database. */
export async function wordsThere(
  db: Kysely<Tables>,
  words: readonly string[],
  limit: number,
): Promise<string[]> {
  if (words.length === 0) return [];
  const { rows } = await sql<{ word: string }>`
    with tried(word) as (values ${sql.join(words.map((word) => sql`(${word})`))})
    select word from tried
    where exists (select 1 from member_words w where w.word = tried.word) limit ${limit}`.execute(
    db,
  );
  return rows.map(({ word }) => word);
}

/** How many words there are of a kind, and no more than are looked at: to begin with the rarest. */
export async function countUpTo(db: Kysely<Tables>, is: WordIs, most: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from
    (select 1 from member_words where ${isSo(is, sql.ref('word'))} limit ${most}) w`.execute(db);
  return Number(rows[0]?.n);
}

/** Members by their ids, in the order of the ids; who has left is not among them. */
export async function membersById(db: Kysely<Tables>, ids: readonly string[]): Promise<FoundRow[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('members')
    .select(['id', 'number', 'first_name', 'joined_at', 'frozen_at'])
    .where('id', 'in', ids)
    .where('erased_at', 'is', null)
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

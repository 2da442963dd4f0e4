import { type Kysely, sql } from 'kysely';
import { memberWords } from '#domain/people/name-words.ts';
import { createIndex, createTable } from '#server/storage/db/migrations/table.ts';

const atOnce = 1_000;

interface Named {
  readonly id: string;
  readonly first_name: string | null;
  readonly address: string;
}

/** Support finds members by any word of name or address, whole, begun, or with a slip in it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'member_words', {
    columns: { member_id: 'text', word: 'text' },
    key: ['member_id', 'word'],
    inKey: true,
  });
  for (let after = ''; ; ) {
    const { rows } = await sql<Named>`select id, first_name, address from members
      where erased_at is null and id > ${after} order by id limit ${atOnce}`.execute(db);
    const last = rows.at(-1);
    if (!last) break;
    after = last.id;
    const words = rows.flatMap(({ id, first_name: name, address }) =>
      memberWords({ name, address }).map((word) => sql`(${id}, ${word})`),
    );
    if (words.length > 0)
      await sql`insert into member_words (member_id, word) values ${sql.join(words)}`.execute(db);
  }
  await createIndex(db, 'member_words', 'word', 'member_id');
  // Support hears a customer number, and seldom of which system.
  await createIndex(db, 'external_ids', 'external_id');
  await sql`drop index members_by_name`.execute(db);
}

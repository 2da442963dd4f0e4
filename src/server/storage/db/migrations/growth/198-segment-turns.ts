import { type Kysely, sql } from 'kysely';
import { isPostgres } from '#server/storage/db/dialect.ts';
import { createTable } from '#server/storage/db/migrations/table.ts';

/** What does not end has no turn at its end (`noEnd` in domain/segments/spans.ts). */
const noEnd = sql.lit(Number.MAX_SAFE_INTEGER);

/**
 * How many more members are in each segment from an instant on. The database itself keeps it with every span, so that it is
 * right whoever writes one, also a process of the version before.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'segment_turns', {
    columns: { segment_key: 'text', at: 'whole', part: 'whole', members: 'whole' },
    key: ['segment_key', 'at', 'part'],
    inKey: true,
  });
  await (isPostgres(db) ? onPostgres(db) : onSqlite(db));
  // After the triggers, whose making waits for whoever writes a span just then: none is counted twice, and none is missed.
  for (const [column, members] of [
    ['from_at', 1],
    ['until_at', -1],
  ] as const)
    await sql`insert into segment_turns (segment_key, at, part, members)
      select segment_key, ${sql.ref(column)}, 0, ${sql.lit(members)} * count(*) from segment_spans
      where ${sql.ref(column)} < ${noEnd} group by segment_key, ${sql.ref(column)}
      on conflict (segment_key, at, part)
      do update set members = segment_turns.members + excluded.members`.execute(db);
}

/** A row for each transaction, so that none waits for another. */
async function onPostgres(db: Kysely<unknown>): Promise<void> {
  const add = (rows: string, members: 1 | -1) => `
    insert into segment_turns (segment_key, at, part, members)
    select segment_key, at, pg_current_xact_id()::text::bigint, sum(members) from (
      select segment_key, from_at as at, ${members} as members from ${rows}
      union all
      select segment_key, until_at, ${-members} from ${rows}
        where until_at < ${Number.MAX_SAFE_INTEGER}
    ) as turns group by segment_key, at
    on conflict (segment_key, at, part)
    do update set members = segment_turns.members + excluded.members;`;
  await sql
    .raw(
      `create function add_segment_turns() returns trigger language plpgsql as $$ begin
        if tg_op <> 'INSERT' then ${add('gone', -1)} end if;
        if tg_op <> 'DELETE' then ${add('come', 1)} end if;
        return null;
      end $$`,
    )
    .execute(db);
  const [gone, come] = ['old table as gone', 'new table as come'];
  for (const [change, tables] of [
    ['insert', come],
    ['update', `${gone} ${come}`],
    ['delete', gone],
  ])
    await sql
      .raw(
        `create trigger segment_spans_${change} after ${change} on segment_spans
          referencing ${tables} for each statement execute function add_segment_turns()`,
      )
      .execute(db);
}

/** It has one writer. */
async function onSqlite(db: Kysely<unknown>): Promise<void> {
  const add = (row: 'old' | 'new', members: 1 | -1) => `
    insert into segment_turns (segment_key, at, part, members)
    select ${row}.segment_key, at, 0, members from (
      select ${row}.from_at as at, ${members} as members
      union all select ${row}.until_at, ${-members}
    ) where at < ${Number.MAX_SAFE_INTEGER}
    on conflict (segment_key, at, part)
    do update set members = segment_turns.members + excluded.members;`;
  for (const [change, adds] of [
    ['insert', add('new', 1)],
    ['update', add('old', -1) + add('new', 1)],
    ['delete', add('old', -1)],
  ])
    await sql
      .raw(
        `create trigger segment_spans_${change} after ${change} on segment_spans begin ${adds} end`,
      )
      .execute(db);
}

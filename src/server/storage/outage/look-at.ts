import { type Kysely, sql } from 'kysely';
import { isPostgres } from '#server/storage/db/dialect.ts';
import type { Tables } from '#server/storage/db/schema.ts';

/** What a database is, and how fast it answers. */
export interface DatabaseLook {
  /** Such as `PostgreSQL 17.2` or `SQLite 3.50.4`. */
  readonly version: string;
  /** The middle of some small questions, one after the other. */
  readonly answersInMs: number;
  /** Its own time, epoch milliseconds; null: it is in this process, and so has ours. */
  readonly now: number | null;
}

const questions = 9;

export async function lookAtDatabase(db: Kysely<Tables>): Promise<DatabaseLook> {
  const onPostgres = isPostgres(db);
  const asked = onPostgres
    ? sql<{ version: string; now: string | null }>`
        select 'PostgreSQL ' || current_setting('server_version') as version,
          (extract(epoch from clock_timestamp()) * 1000)::bigint::text as now`
    : sql<{ version: string; now: string | null }>`
        select 'SQLite ' || sqlite_version() as version, null as now`;
  const { rows } = await asked.execute(db);
  const took: number[] = [];
  for (let at = 0; at < questions; at += 1) {
    const began = performance.now();
    await sql`select 1`.execute(db);
    took.push(performance.now() - began);
  }
  const now = rows[0]?.now;
  return {
    version: rows[0]?.version ?? 'unknown',
    answersInMs: took.sort((a, b) => a - b)[Math.floor(questions / 2)] ?? 0,
    now: now == null ? null : Number(now),
  };
}

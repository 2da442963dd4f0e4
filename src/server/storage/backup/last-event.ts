import type { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import type { Store } from '#server/storage/db/store.ts';

/** By what a database is known to hold all that a file does. */
export interface LastOf {
  /** The id of the latest event; null: nothing has happened. */
  readonly event: string | null;
  /** Of the SECRET_KEY that it was made under. */
  readonly key: string | null;
}

export function lastIn(file: DatabaseSync): LastOf {
  const event = file.prepare('select id from events order by seq desc limit 1').get();
  const key = file.prepare('select key_fingerprint as key from installation').get();
  return { event: textOrNull(event?.id), key: textOrNull(key?.key) };
}

/** Whether PostgreSQL has the shop of a file up to its last event: events are never removed. */
export async function isThere({ read }: Store, { event, key }: LastOf): Promise<boolean> {
  const asked =
    event === null
      ? sql`select 1 from installation where key_fingerprint = ${key}`
      : sql`select 1 from events where id = ${event}`;
  return (await asked.execute(read)).rows.length > 0;
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

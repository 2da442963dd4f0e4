import { type Kysely, sql } from 'kysely';
import { lacksTable } from './storage-unavailable.ts';

/** The steps that the database has taken, the last one first. @throws when there is no list of them */
// biome-ignore lint/suspicious/noExplicitAny: the list of steps is in no schema.
export async function stepsDone(db: Kysely<any>): Promise<readonly string[]> {
  const { rows } = await sql<{
    name: string;
  }>`select name from kysely_migration order by name desc`.execute(db);
  return rows.map(({ name }) => name);
}

/**
 * Whether the database has done exactly these steps. A start and a command then ask one question, where the migrator
 * describes every table first.
 */
// biome-ignore lint/suspicious/noExplicitAny: the list of steps is in no schema.
export async function hasDone(db: Kysely<any>, steps: object): Promise<boolean> {
  const done = await stepsDone(db).catch((fault) => {
    // Only a database without the list has no step: one that can't be reached is asked once.
    if (lacksTable(fault)) return [];
    throw fault;
  });
  const isOne = (name: string) => Object.hasOwn(steps, name);
  return done.length === Object.keys(steps).length && done.every(isOne);
}

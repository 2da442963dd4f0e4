import type { Kysely } from 'kysely';
import type { Program } from '#domain/program/program.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import { latestProgram } from '#server/storage/program/programs.ts';

/** The rules in force, and which loading of them, so that every entry can name its rules. */
export interface ProgramInForce {
  readonly program: Program;
  readonly version: number;
}

// Parsed once a loading. A version never changes what it says, so a kept one is never wrong; keyed by its
// text all the same, because one process may hold several databases in tests.
const parsed = new Map<string, ProgramInForce>();
const keptAtMost = 8;

/** @throws Error when no program was ever loaded: `main` loads the demonstration before it listens */
export async function currentProgram(db: Kysely<Tables>): Promise<ProgramInForce> {
  const row = await latestProgram(db);
  if (!row) throw new Error('no program is loaded');
  const key = `${row.version}:${row.document}`;
  const known = parsed.get(key);
  if (known) return known;
  const fresh = { program: JSON.parse(row.document) as Program, version: row.version }; // Checked when loaded.
  if (parsed.size >= keptAtMost) parsed.clear();
  parsed.set(key, fresh);
  return fresh;
}

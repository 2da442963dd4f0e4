import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What an administrator runs beside the server: nightly, but for `ship`, which goes on and notes when it last shipped. */
export type RunName = 'verify' | 'backup' | 'drill' | 'ship';

/** How a command last ended. */
export interface Run {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly ok: boolean;
}

const fileOf = (dataDir: string, name: RunName): string => join(dataDir, 'runs', `${name}.json`);

/**
 * Writes down how a command ended, for the metrics and `doctor`. A file and no row: a backup changes nothing in the
 * database, and a database that is damaged takes no row.
 */
export async function keepRun(dataDir: string, name: RunName, run: Run): Promise<void> {
  const file = fileOf(dataDir, name);
  await mkdir(join(dataDir, 'runs'), { recursive: true, mode: 0o700 });
  await writeFile(`${file}.part`, JSON.stringify(run));
  await rename(`${file}.part`, file);
}

/** Null: it has never run with this data folder, or nothing could be written there. */
export async function lastRun(dataDir: string, name: RunName): Promise<Run | null> {
  try {
    const { at, ok } = JSON.parse(await readFile(fileOf(dataDir, name), 'utf8'));
    return typeof at === 'number' && typeof ok === 'boolean' ? { at, ok } : null;
  } catch {
    return null;
  }
}

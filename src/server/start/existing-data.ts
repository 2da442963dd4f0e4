import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { withoutAccount } from '#server/storage/db/postgres-faults.ts';
import { sqlitePath } from '#server/storage/engines/sqlite.ts';
import { SettingFault } from './setting-fault.ts';

interface Given {
  readonly DATA_DIR: string;
  readonly DATABASE_URL?: string;
  readonly SECRET_KEY?: string;
}

/**
 * Refuses a command that would make its own empty database and then find everything in order. Whether a PostgreSQL
 * database has our tables is checked when it is opened.
 * @param opens false for a command that needs the key alone
 * @throws SettingFault saying where it looked
 */
export function demandExisting(
  { DATA_DIR, DATABASE_URL, SECRET_KEY }: Given,
  opens: boolean,
): void {
  const folder = resolve(DATA_DIR);
  if (opens && DATABASE_URL === undefined && !existsSync(sqlitePath(folder))) {
    throw new SettingFault(
      'DATA_DIR',
      `is ${folder}, where there is no database: DATA_DIR or DATABASE_URL is probably not set as it is for the server.`,
    );
  }
  if (SECRET_KEY === undefined && !existsSync(join(folder, 'secret.key'))) {
    throw new SettingFault(
      'SECRET_KEY',
      `is not set, and none is kept in ${folder}: set it, or DATA_DIR, as it is for the server.`,
    );
  }
}

/** The database of a command, as people name it, without account and password. */
export function databaseName({ databaseUrl, dataDir }: Place): string {
  return databaseUrl === null ? sqlitePath(dataDir) : withoutAccount(databaseUrl);
}

interface Place {
  readonly databaseUrl: string | null;
  readonly dataDir: string;
}

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** What a backup is known by: written beside it, and compared when it is restored. */
export interface Backed {
  /** When it was made, epoch milliseconds. */
  readonly at: number;
  readonly entries: number;
  /** SHA-256 over every column of every entry, in order, base64url. */
  readonly ledger: string;
}

/** Reads the whole ledger of a file, an entry at a time. The file's tables may be of another version. */
export function hashLedger(path: string): Pick<Backed, 'entries' | 'ledger'> {
  const file = new DatabaseSync(path, { readOnly: true });
  try {
    const hash = createHash('sha256');
    let entries = 0;
    const rows = file.prepare('select * from ledger_entries order by member_id, seq').iterate();
    for (const row of rows) {
      hash.update(`${JSON.stringify(row)}\n`);
      entries += 1;
    }
    return { entries, ledger: hash.digest('base64url') };
  } finally {
    file.close();
  }
}

const besideOf = (backup: string): string => `${backup}.json`;

export function noteBacked(backup: string, backed: Backed): void {
  writeFileSync(besideOf(backup), `${JSON.stringify(backed)}\n`, { mode: 0o600 });
}

/** What stands beside a backup; null: nothing, as a version before made it, or it was copied alone. */
export function backedOf(backup: string): Backed | null {
  if (!existsSync(besideOf(backup))) return null;
  return JSON.parse(readFileSync(besideOf(backup), 'utf8')) as Backed; // The function above writes this file.
}

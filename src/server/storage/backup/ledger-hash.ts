import { createHash, type Hash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** What a ledger is known by, the same on both databases. */
export interface LedgerHash {
  readonly entries: number;
  /** SHA-256 over every column of every entry, by member and number, base64url. */
  readonly hash: string;
}

/** What a backup is known by: written beside it, and compared when it is restored. */
export interface Backed extends LedgerHash {
  /** When it was made, epoch milliseconds. */
  readonly at: number;
}

/** How both databases read the ledger for its hash: by bytes, as PostgreSQL's columns have the collation C. */
export const ledgerInOrder = 'select * from ledger_entries order by member_id, seq';

/** Takes entries one after the other. */
export class LedgerHasher {
  readonly #hash: Hash = createHash('sha256');
  #entries = 0;

  /** @param row with all columns of its table, in any order */
  add(row: Readonly<Record<string, unknown>>): void {
    const byName = Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1));
    this.#hash.update(`${JSON.stringify(byName)}\n`);
    this.#entries += 1;
  }

  end(): LedgerHash {
    return { entries: this.#entries, hash: this.#hash.digest('base64url') };
  }
}

/** Reads the whole ledger of an open file, an entry at a time. The tables may be of another version. */
export function hashLedgerIn(file: DatabaseSync): LedgerHash {
  const hasher = new LedgerHasher();
  for (const row of file.prepare(ledgerInOrder).iterate()) hasher.add(row);
  return hasher.end();
}

/** The same of a file that nobody here has open. */
export function hashLedger(path: string): LedgerHash {
  const file = new DatabaseSync(path, { readOnly: true });
  try {
    return hashLedgerIn(file);
  } finally {
    file.close();
  }
}

const besideOf = (backup: string): string => `${backup}.json`;

export function noteBacked(backup: string, backed: Backed): void {
  writeFileSync(besideOf(backup), `${JSON.stringify(backed)}\n`, { mode: 0o600 });
}

/**
 * What stands beside a backup.
 * @returns null when nothing can be compared: it was copied alone, or what stands there can't be read
 */
export function backedOf(backup: string): Backed | null {
  if (!isBacked(backup)) return null;
  const { at, entries, hash } = partsOf(readFileSync(besideOf(backup), 'utf8'));
  return at === undefined || entries === undefined || hash === undefined
    ? null
    : { at, entries, hash };
}

/** Whether a backup is whole: what stands beside it is written last. */
export const isBacked = (backup: string): boolean => existsSync(besideOf(backup));

function partsOf(text: string): Partial<Backed> {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

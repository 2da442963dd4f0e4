import { DatabaseSync } from 'node:sqlite';
import type { Store } from '#server/storage/db/store.ts';
import { listed, quoted, tablesOf } from './file-tables.ts';
import { fillPostgres } from './fill-postgres.ts';
import { demandSame, NotEmpty, telling } from './filling.ts';
import { hashLedgerIn, type LedgerHash } from './ledger-hash.ts';
import { fileOf } from './sqlite-backup.ts';

/**
 * Fills an empty database with everything in a file, in one transaction: ended half-way, it is empty still.
 * @param path a SQLite file with tables of this version
 * @throws NotEmpty, OtherLedger, or what the database refused
 */
export async function fillFrom(store: Store, path: string): Promise<LedgerHash> {
  const target = await fileOf(store.read);
  const backup = new DatabaseSync(path, { readOnly: true });
  try {
    return target === null
      ? await fillPostgres(store, backup)
      : fillSqlite(target, path, hashLedgerIn(backup));
  } finally {
    backup.close();
  }
}

function fillSqlite(target: string, path: string, wanted: LedgerHash): LedgerHash {
  const file = new DatabaseSync(target, { enableForeignKeyConstraints: false });
  try {
    file.prepare('attach ? as backup').run(path);
    file.exec('begin immediate');
    for (const name of telling) {
      if (file.prepare(`select 1 from main.${quoted(name)} limit 1`).get()) throw new NotEmpty();
    }
    for (const { name, columns } of tablesOf(file)) {
      file.exec(`delete from main.${quoted(name)}`);
      file.exec(`insert into main.${quoted(name)} (${listed(columns)})
        select ${listed(columns)} from backup.${quoted(name)}`);
    }
    demandSame(hashLedgerIn(file), wanted);
    file.exec('commit');
    return wanted;
  } finally {
    // What was not committed is taken back with it.
    file.close();
  }
}

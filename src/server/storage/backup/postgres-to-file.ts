import { DatabaseSync } from 'node:sqlite';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';
import { orderForSqlite } from './events-in-order.ts';
import { type FileTable, keptByDatabase, listed, quoted, tablesOf } from './file-tables.ts';
import type { LedgerHash } from './ledger-hash.ts';
import { hashOf, portions, type Row } from './postgres-rows.ts';
import { placesInFile } from './stored-places.ts';

/**
 * Copies a PostgreSQL database, as it is at one instant, into a SQLite file whose tables are there and of the same
 * version. The servers go on meanwhile: reading takes no lock that they wait for.
 * @param path the file, which nobody else has open
 * @returns the hash of the ledger as PostgreSQL gives it
 * @throws when the two have other tables or columns, or PostgreSQL goes away
 */
export async function copyToFile(db: Kysely<Tables>, path: string): Promise<LedgerHash> {
  const file = new DatabaseSync(path, { enableForeignKeyConstraints: false });
  try {
    // Nobody reads the file before it is whole, so nothing has to survive a crash.
    file.exec('pragma journal_mode = off; pragma synchronous = off');
    return await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (trx) => {
        const tables = tablesOf(file);
        await demandSameTables(trx, tables);
        for (const table of tables) await copyTable(trx, file, table);
        await placesInFile(trx, file);
        return hashOf(trx);
      });
  } finally {
    // One file again, without the two that SQLite keeps beside an open database.
    file.exec('pragma journal_mode = delete');
    file.close();
  }
}

/** What somebody added to our schema would be missing from the copy without a word. */
async function demandSameTables(db: Kysely<Tables>, tables: readonly FileTable[]): Promise<void> {
  const { rows } = await sql<{ table: string; column: string }>`
    select c.table_name as table, c.column_name as column from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where table_schema = current_schema() and t.table_type = 'BASE TABLE'
      and table_name not like 'kysely\\_%'`.execute(db);
  const ours = new Set(
    tables.flatMap(({ name, columns }) => columns.map((one) => `${name}.${one}`)),
  );
  const other = rows.find(
    ({ table, column }) => !keptByDatabase.has(table) && !ours.has(`${table}.${column}`),
  );
  if (other) {
    throw new Error(
      `PostgreSQL has a column "${other.table}.${other.column}" that is not Tillpass's`,
    );
  }
}

async function copyTable(
  db: Transaction<Tables>,
  file: DatabaseSync,
  { name, columns }: FileTable,
): Promise<void> {
  file.exec(`delete from ${quoted(name)}`);
  const insert = file.prepare(
    `insert into ${quoted(name)} (${listed(columns)}) values (${columns.map(() => '?').join(', ')})`,
  );
  const place = name === 'events' ? orderForSqlite() : null;
  const order = place ? ' order by written_by, seq' : '';
  const query = sql.raw<Row>(`select ${listed(columns)} from ${quoted(name)}${order}`);
  for await (const rows of portions(db, query)) {
    file.exec('begin');
    for (const row of rows) {
      const kept = place ? { ...row, ...place(eventOf(row)) } : row;
      insert.run(...columns.map((column) => kept[column] ?? null));
    }
    file.exec('commit');
  }
}

const eventOf = (row: Row) => ({ seq: Number(row.seq), written_by: Number(row.written_by) });

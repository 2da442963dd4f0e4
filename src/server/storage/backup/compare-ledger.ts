import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { portionsOf } from '#server/storage/db/portions.ts';
import type { Filling, Tx } from '#server/storage/db/store.ts';
import { csvLines } from './csv-lines.ts';
import { OtherLedger } from './filling.ts';
import { LedgerHasher } from './ledger-hash.ts';
import { portions, type Row } from './postgres-rows.ts';

const all = Number.POSITIVE_INFINITY;

/**
 * Compares the ledger of a file with PostgreSQL's: the SHA-256 over every column of every entry, by member and number. Each
 * database writes its entries itself, in the form in which they are copied, as this is a fraction of the work of reading them.
 * @throws OtherLedger
 */
export async function compareLedger(
  { copyOut }: Pick<Filling, 'copyOut'>,
  file: DatabaseSync,
): Promise<void> {
  const lines = csvLines(file, 'ledger_entries', 0, ['member_id', 'seq']);
  const inFile = lines.next(all, () => {})[Symbol.iterator]();
  const [found, wanted] = [createHash('sha256'), createHash('sha256')];
  const query = `select ${lines.columns.join(', ')} from ledger_entries order by member_id, seq`;
  // One after the other, so that PostgreSQL writes while the file is read.
  for await (const bytes of copyOut(query, lines.texts)) {
    found.update(bytes);
    const next = inFile.next();
    if (!next.done) wanted.update(next.value);
  }
  for (let next = inFile.next(); !next.done; next = inFile.next()) wanted.update(next.value);
  if (found.digest('hex') === wanted.digest('hex')) return;
  throw new OtherLedger('the ledger in PostgreSQL has another hash than that of the copy');
}

/**
 * Compares the ledgers of these members alone. Where both ledgers were the same before, have as many entries in all, and
 * nobody else's changed since, they are the same again.
 * @throws OtherLedger
 */
export async function compareLedgerOf(
  db: Tx['db'],
  file: DatabaseSync,
  members: ReadonlySet<string>,
): Promise<void> {
  const [inPostgres, inFile] = [new LedgerHasher(), new LedgerHasher()];
  const ofThese = file.prepare(`select * from ledger_entries
    where member_id in (select value from json_each(?)) order by member_id, seq`);
  for (const ids of portionsOf([...members])) {
    for (const row of ofThese.iterate(JSON.stringify(ids))) inFile.add(row);
    const there = sql<Row>`select * from ledger_entries
      where member_id = any(${ids}) order by member_id, seq`;
    for await (const rows of portions(db, there)) for (const row of rows) inPostgres.add(row);
  }
  const [found, wanted] = [inPostgres.end(), inFile.end()];
  if (found.hash === wanted.hash) return;
  throw new OtherLedger(
    `of the ${members.size} members whose points changed meanwhile, the ledger in PostgreSQL has ${found.entries} entries and another hash; the file has ${wanted.entries}`,
  );
}

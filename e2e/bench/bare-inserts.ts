import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import type { Place } from './pool-shop.ts';

/** Rows a transaction, as many as Tillpass commits together (`batchOf` in `load-codes.ts`). */
const aCommit = 4_000;

const columns = 'pool_id, shard, seq, code_key, sealed, upload_id, line, spoiled';

/** The rows of a pool once more, into a table with the same key and index, with nothing around it. @returns seconds */
export const bareInserts = (place: Place): Promise<number> =>
  place.DATABASE_URL === undefined ? bareSqlite(place.DATA_DIR) : barePostgres(place.DATABASE_URL);

async function bareSqlite(dataDir: string): Promise<number> {
  const database = new DatabaseSync(join(dataDir, 'tillpass.sqlite'));
  database.exec(`PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;
    PRAGMA wal_autocheckpoint=4000;
    create table bare_codes (pool_id integer not null, shard integer not null, seq integer not null,
      code_key text not null, sealed text not null, upload_id integer not null, line integer not null,
      spoiled integer not null, primary key (pool_id, shard, seq)) strict, without rowid;
    create unique index bare_codes_by_code_key on bare_codes (code_key);
    create index bench_lines on pool_codes (line);`);
  const read = database.prepare(
    `select ${columns} from pool_codes where line > ? and line <= ? order by line`,
  );
  const insert = database.prepare(`insert into bare_codes values (?, ?, ?, ?, ?, ?, ?, ?)`);
  let seconds = 0;
  for (let from = 0; ; from += aCommit) {
    const rows = read.all(from, from + aCommit).map((row) => Object.values(row));
    if (rows.length === 0) break;
    const began = performance.now();
    database.exec('begin immediate');
    for (const row of rows) insert.run(...row);
    database.exec('commit');
    seconds += (performance.now() - began) / 1000;
  }
  database.close();
  return seconds;
}

async function barePostgres(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`create table bare_codes (like pool_codes including all);
    create index bench_lines on pool_codes (line)`);
  let seconds = 0;
  for (let from = 0; ; from += aCommit) {
    const { rows } = await client.query(
      `select json_agg(code) as page, count(*)::int as count from pool_codes code
        where line > $1 and line <= $2`,
      [from, from + aCommit],
    );
    if (rows[0].count === 0) break;
    const page = JSON.stringify(rows[0].page);
    const began = performance.now();
    await client.query(
      `insert into bare_codes select * from json_populate_recordset(null::bare_codes, $1)`,
      [page],
    );
    seconds += (performance.now() - began) / 1000;
  }
  await client.end();
  return seconds;
}

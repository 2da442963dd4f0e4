import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { dump } from '#server/tests/kit/dump.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';

/** Something that is kept, and where it was found. */
interface Kept {
  readonly where: string;
  readonly bytes: string | Buffer;
}

/**
 * Where any of the texts stands: in any byte of the data folder, in any row, and on PostgreSQL in any table that there
 * is, whether Tillpass names it or not, and in what `pg_dump` writes where one of the server's version is installed.
 */
export async function foundAnywhere(t: Tillpass, texts: readonly string[]): Promise<string[]> {
  const kept = [...(await rowsOf(t)), ...(await tablesOf(t)), ...(await dumpOf(t))];
  const held = texts.flatMap((text) =>
    kept.filter(({ bytes }) => bytes.includes(text)).map(({ where }) => [text, where] as const),
  );
  return [...(await inFilesOf(t, texts)), ...held].map(([text, where]) => `${text} in ${where}`);
}

/** In which files of the data folder each text stands. */
async function inFilesOf(
  { adminSettings: { DATA_DIR = '' } }: Tillpass,
  texts: readonly string[],
): Promise<readonly (readonly [text: string, file: string])[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [finder, DATA_DIR, ...texts]);
  return JSON.parse(stdout);
}

const finder = fileURLToPath(import.meta.resolve('./find-in-files.ts'));

const rowsOf = async ({ context }: Tillpass): Promise<Kept[]> =>
  (await dump(context.store.read)).split('\n').map((row) => ({ where: row, bytes: row }));

/** Every row of every table of the database, as PostgreSQL writes a row as text. */
async function tablesOf({ context, adminSettings }: Tillpass): Promise<Kept[]> {
  if (!adminSettings.DATABASE_URL) return [];
  const { read } = context.store;
  const { rows: tables } = await sql<{ name: string }>`
    select format('%I.%I', n.nspname, c.relname) as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'm', 'p') and n.nspname not in ('pg_catalog', 'information_schema')
  `.execute(read);
  const kept: Kept[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<{
      row: string;
    }>`select t::text as row from ${sql.raw(name)} t`.execute(read);
    kept.push({ where: name, bytes: rows.map(({ row }) => row).join('\n') });
  }
  return kept;
}

async function dumpOf({ context, adminSettings: { DATABASE_URL } }: Tillpass): Promise<Kept[]> {
  if (!DATABASE_URL) return [];
  const run = promisify(execFile);
  const version = await run('pg_dump', ['--version']).catch(() => null);
  const own = Number(/(\d+)\.?\d*/.exec(version?.stdout ?? '')?.[1] ?? 0);
  const { rows } = await sql<{ number: string }>`
    select current_setting('server_version_num') as number
  `.execute(context.store.read);
  // An older one refuses a newer server.
  if (own < Math.floor(Number(rows[0]?.number) / 10_000)) return [];
  const { stdout } = await run('pg_dump', [DATABASE_URL], { maxBuffer: 64 * 1024 * 1024 });
  return [{ where: 'pg_dump', bytes: stdout }];
}

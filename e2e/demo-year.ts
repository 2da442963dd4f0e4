// `npm run demo:year [-- --seed TEXT --members N --days N]`: a year of a chain of twenty shops, lived by the product's own
// use-cases in a time of its own, on SQLite and on a throw-away PostgreSQL. Ends with 1 if `verify` finds something or if
// the two ledgers differ.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type LivedYear, seededYear } from '#server/demonstration/year/seeded-year.ts';
import { readConfig } from '#server/start/config.ts';
import { makeContext } from '#server/start/make-context.ts';
import { startPostgres } from '../build/programs.ts';
import { newDatabase } from './bench/postgres.ts';
import { aSecond, say, table } from './bench/report.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    members: { type: 'string', default: '10000' },
    days: { type: 'string', default: '365' },
  },
});
const scale = { seed: values.seed, members: Number(values.members), days: Number(values.days) };
if (!(scale.members >= 1 && scale.days >= 1)) {
  process.stderr.write('--members and --days are numbers from 1\n');
  process.exit(1);
}

const quiet = { info: () => {}, warn: () => {}, error: () => {} };
/** Not secret, and the same every time: the links of the ledger are made under it. */
const SECRET_KEY = `the seeded year of the demonstration, ${scale.seed}`;

interface Lived extends LivedYear {
  readonly name: string;
  readonly seconds: number;
}

async function live(name: string, settings: Readonly<Record<string, string>>): Promise<Lived> {
  const context = await makeContext(readConfig({ ...settings, SECRET_KEY }), quiet);
  const began = performance.now();
  const told = (day: number) => {
    if (day % 30 === 29) process.stderr.write(`${name}: ${day + 1} of ${scale.days} days\n`);
  };
  const lived = await seededYear(context, { ...scale, told });
  await context.store.close();
  return { name, ...lived, seconds: (performance.now() - began) / 1_000 };
}

const folder = await mkdtemp(join(tmpdir(), 'tillpass-year-'));
const postgres = await startPostgres();
try {
  const DATABASE_URL = await newDatabase(postgres.url, 'year');
  const both = [
    await live('SQLite', { DATA_DIR: join(folder, 'sqlite') }),
    await live('PostgreSQL', { DATA_DIR: join(folder, 'postgres'), DATABASE_URL }),
  ];
  say(
    table(
      ['', 'acts', 'entries', 'seconds', 'acts a second', 'verify', 'SHA-256 of the ledger'],
      both.map(({ name, acts, entries, seconds, findings, hash }) => [
        name,
        ...[acts, entries, seconds].map(aSecond),
        aSecond(acts / seconds),
        findings.length === 0 ? 'content' : `${findings.length} findings`,
        hash,
      ]),
    ),
  );
  const same = new Set(both.map(({ hash }) => hash)).size === 1;
  say(
    `\nSeed ${scale.seed}, ${scale.members} members, ${scale.days} days: ${same ? 'the same ledger' : 'THE LEDGERS DIFFER'}.`,
  );
  if (!same || both.some(({ findings }) => findings.length > 0)) process.exitCode = 1;
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}

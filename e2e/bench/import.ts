// A hundred thousand members and what they bought, brought over by the command line.

import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { startPostgres } from '../../build/programs.ts';
import { newDatabase } from './postgres.ts';
import { say, table } from './report.ts';
import { run } from './timed-command.ts';

/** The aim: a hundred thousand members at most this long, from the start of the process to its end. */
const aimMs = 60_000;
const scales = { quick: 5_000, full: 100_000 } as const;

/** Imports the same files on both databases, each twice: the second time every line is known. */
export async function measureImport(quick: boolean): Promise<void> {
  const members = scales[quick ? 'quick' : 'full'];
  const folder = await mkdtemp(join(tmpdir(), 'tillpass-bench-'));
  const postgres = await startPostgres();
  say(`
Import: npm run admin -- import-members with ${members.toLocaleString('en')} members of two lots each, from the start of the process to its end, then the same file once more, then
import-purchases with one receipt of two lines for each. PostgreSQL is a throw-away one that does not flush. Processor time beside the clock, because others at work stretch only the clock.
`);
  try {
    const files = { members: join(folder, 'members.csv'), past: join(folder, 'past.csv') };
    await pipeline(memberLines(members), createWriteStream(files.members));
    await pipeline(receiptLines(members), createWriteStream(files.past));
    const url = await newDatabase(postgres.url, 'imported');
    const rows = [
      ...(await measured('SQLite', { DATA_DIR: join(folder, 'sqlite') }, files)),
      ...(await measured('PostgreSQL', { DATA_DIR: join(folder, 'pg'), DATABASE_URL: url }, files)),
    ];
    say(
      table(
        [
          '',
          'imported',
          'by the clock',
          'of a processor',
          'memory at most',
          `aim ${aimMs / 1000} s`,
        ],
        rows.map(({ clockMs, processorMs, peakMb, isAim, words }) => [
          ...words,
          seconds(clockMs),
          seconds(processorMs),
          `${peakMb} MB`,
          isAim ? (clockMs <= aimMs ? 'reached' : 'missed') : '',
        ]),
      ),
    );
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

function* memberLines(count: number): Generator<string> {
  yield 'email,id,first-name,language,joined,points,expires,points-2,expires-2\n';
  for (let n = 0; n < count; n += 1) {
    yield `member-${n}@example.com,C-${n},Name${n % 500},en,2024-0${1 + (n % 9)}-11,${1 + (n % 900)},2027-06-30,${1 + (n % 70)},2027-12-31\n`;
  }
}

function* receiptLines(count: number): Generator<string> {
  yield 'id,receipt,store,sold,gtin,name,quantity,amount\n';
  for (let n = 0; n < count; n += 1) {
    const day = `2025-0${1 + (n % 9)}-1${n % 9}`;
    yield `C-${n},R-${n},main-street,${day},4006381333931,Pen,1,3.50\n`;
    yield `,R-${n},main-street,,,Notebook,2,9.00\n`;
  }
}

type Settings = Readonly<Record<string, string>>;

async function measured(
  database: string,
  settings: Settings,
  files: { readonly members: string; readonly past: string },
) {
  await run(settings, 'program', 'src/server/demonstration/program.yaml');
  const members = ['import-members', files.members, '--source', 'bench'];
  const past = ['import-purchases', files.past, '--source', 'bench'];
  return [
    { ...(await run(settings, ...members)), words: [database, 'members'], isAim: true },
    { ...(await run(settings, ...members)), words: ['', 'the same again'], isAim: false },
    { ...(await run(settings, ...past)), words: ['', 'their receipts'], isAim: false },
    { ...(await run(settings, ...past)), words: ['', 'the same again'], isAim: false },
  ];
}

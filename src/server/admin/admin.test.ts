import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { readConfig } from '#server/start/config.ts';
import { failureText } from '#server/start/failure.ts';
import { lastRun } from '#server/start/last-run.ts';
import { makeContext } from '#server/start/make-context.ts';
import { SettingFault } from '#server/start/setting-fault.ts';
import { testDatabaseUrl } from '#server/tests/kit/database.ts';
import { type AdminSettings, runAdmin } from '#server/tests/kit/run-admin.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { takeNewSecretKey } from '#server/usecases/program/its-secret-key.ts';
import { readArgs } from './admin-args.ts';
import { adminCommands } from './admin-commands.ts';
import { surplusIn, usageWhereShort } from './admin-usage.ts';

let t: Tillpass;
let empty: string;
let keys: string;
before(async () => {
  t = await startTillpass();
  empty = await mkdtemp(join(tmpdir(), 'tillpass-empty-'));
  keys = await mkdtemp(join(tmpdir(), 'tillpass-keys-'));
});
after(async () => {
  await t.close();
  await rm(empty, { recursive: true, force: true });
  await rm(keys, { recursive: true, force: true });
});

const admin = (...args: string[]) => runAdmin(t.adminSettings, args);
const nowhere = (): AdminSettings => ({ ...t.adminSettings, DATA_DIR: empty, DATABASE_URL: '' });

test('where no database is, a command makes none and says where it looked', async () => {
  for (const command of [['verify'], ['webhooks', 'list'], ['associate', 'main', 'Nora']]) {
    const { status, out, err } = await runAdmin(nowhere(), command);
    assert.deepEqual({ status, out }, { status: 1, out: '' });
    assert.equal(
      err,
      `DATA_DIR is ${empty}, where there is no database: DATA_DIR or DATABASE_URL is probably not set as it is for the server.\n`,
    );
  }
  assert.deepEqual(await readdir(empty), []);
});

test('what needs no database asks for none: a template to begin with, a key for backups', async () => {
  const { status, out, err } = await runAdmin(nowhere(), ['template', 'bakery']);
  assert.deepEqual({ status, err }, { status: 0, err: '' });
  assert.match(out, /^# A bakery.*\nstores:\n/s);
  const key = join(keys, 'backup.key');
  const made = await runAdmin(nowhere(), ['new-backup-key', key]);
  assert.deepEqual([made.status, made.err], [0, '']);
  assert.match(await readFile(key, 'utf8'), /^# public key: age1/);
  assert.deepEqual(await readdir(empty), []);
});

test('a PostgreSQL database without our tables is not filled', {
  skip: testDatabaseUrl === undefined && 'this run has no PostgreSQL',
}, async () => {
  const bare = new URL(testDatabaseUrl ?? '');
  bare.pathname = '/template1';
  const { status, err } = await runAdmin({ ...nowhere(), DATABASE_URL: bare.href }, ['verify']);
  assert.equal(status, 1);
  assert.equal(
    err,
    `There is no Tillpass in the database at ${bare.protocol}//${bare.host}/template1: DATABASE_URL is probably not set as it is for the server.\n`,
  );
});

test('a key that the server keeps elsewhere is not made anew', {
  skip: testDatabaseUrl !== undefined && 'the file is SQLite’s',
}, async () => {
  const { status, err } = await runAdmin({ ...t.adminSettings, SECRET_KEY: '' }, ['verify']);
  assert.equal(status, 1);
  assert.match(err, /^SECRET_KEY is not set, and none is kept in [^\n]+\n$/);
});

test('a command says where it acted, apart from what it prints', async () => {
  const { status, out, err } = await admin('webhooks', 'list');
  assert.deepEqual({ status, out }, { status: 0, out: 'Events are sent nowhere.\n' });
  const { DATA_DIR, DATABASE_URL } = t.adminSettings;
  const name = DATABASE_URL && new URL(DATABASE_URL);
  const place = name
    ? `${name.protocol}//${name.host}${name.pathname}`
    : join(DATA_DIR, 'tillpass.sqlite');
  assert.equal(err, `in ${place}\n`);
});

test('an empty ledger is nothing to verify; a right one is counted', async () => {
  const nothing = await admin('verify');
  assert.equal(nothing.status, 1);
  assert.match(nothing.err, /\nThere is nothing to verify: not one entry is in this ledger\.\n$/);
  const { DATA_DIR } = t.adminSettings;
  assert.equal(await lastRun(DATA_DIR, 'verify'), null, 'which is no alarm');
  await t.joined('first@mail.example');
  await t.joined('second@mail.example');
  const { status, out } = await admin('verify');
  assert.equal(status, 0);
  assert.equal((await lastRun(DATA_DIR, 'verify'))?.ok, true, 'the metrics hear of it');
  assert.match(
    out,
    /^Every figure is what the ledger says\.\nReplayed: 2 entries of 2 members, since 20\d\d-.* UTC\.\n$/,
  );
});

test('a command that there is not is named, and those that there are follow', async () => {
  const { status, out, err } = await admin('verfy');
  assert.deepEqual({ status, out }, { status: 1, out: '' });
  assert.match(
    err,
    /^There is no command "verfy"\.\n\nnpm run admin -- COMMAND\n\nprogram \[FILE\]/,
  );
  const help = await admin('help');
  assert.deepEqual({ status: help.status, err: help.err }, { status: 0, err: '' });
  assert.match(help.out, /^npm run admin -- COMMAND\n\nprogram \[FILE\]/);
});

test('a command that lacks a word says how it is typed', async () => {
  const { status, out, err } = await admin('key', '--at-once');
  assert.deepEqual({ status, out }, { status: 1, out: '' });
  assert.match(err, /^Something is missing\. It is typed so:\n\nkey TILL \[--at-once\]/);
  const isShort = (name: string, ...given: string[]) => {
    const command = adminCommands[name];
    assert.ok(command, name);
    return usageWhereShort(name, command, given) !== null;
  };
  assert.ok(isShort('enrol') && isShort('webhooks', 'add') && isShort('adjust', 'MEMBER', '50'));
  assert.ok(!isShort('enrol', '--all') && !isShort('webhooks', 'list') && !isShort('verify'));
  assert.ok(!isShort('adjust', 'MEMBER', '-50', 'why') && !isShort('settle', 'main', '-'));
  assert.ok(!isShort('tier', 'MEMBER', 'gold', '--until', '2027-01-31'));
  // What stands beside an option in the same brackets may be left out with it.
  assert.ok(!isShort('audit') && !isShort('membership', 'MEMBER') && isShort('membership'));
  assert.ok(!isShort('membership', 'MEMBER', '--take-back', 'ID'));
  assert.ok(!isShort('tier', 'MEMBER', '--end') && isShort('tier', 'MEMBER', 'gold'));
  const gold = await admin('tier', 'nobody@example.com', 'gold', '--until=2027-01-31');
  assert.match(
    gold.err,
    /\n"nobody@example\.com" is no member's e-mail address, number, or SOURCE:ID of another system\.\n$/,
  );
});

test('a word or an option too many is named, with how the command is typed', async () => {
  const { status, out, err } = await admin('key', 'main-1', 'main-2', '--at-once');
  assert.deepEqual({ status, out }, { status: 1, out: '' });
  assert.match(err, /^There is no place for "main-2"\. It is typed so:\n\nkey TILL \[--at-once\]/);
  const surplus = (name: string, ...given: string[]) => {
    const command = adminCommands[name];
    assert.ok(command, name);
    return surplusIn(name, command, given)?.word ?? null;
  };
  // A name may have many words; of the others each command says how many it takes.
  for (const [name, { args, verbs }] of Object.entries(adminCommands)) {
    const many = /NAME|MEMBER|VERB/.test(args.replaceAll(/\[.*?\]/g, ''));
    assert.equal(surplus(name, 'a', 'b', 'c') === null, many, `${name} ${args}`);
    for (const verb of Object.keys(verbs ?? {})) {
      assert.notEqual(surplus(name, verb, 'a', 'b'), null, `${name} ${verb}`);
    }
  }
  assert.equal(surplus('end-key', '--json'), '--json', 'it takes no options');
  assert.equal(surplus('enrol', '--all', 'main', '--sheet'), null);
  assert.equal(surplus('enrol', 'main-1', 'main-2'), 'main-2');
  assert.equal(surplus('posters', '--size', 'a6', 'main'), null);
  assert.equal(surplus('settle', 'main', '-', '--until', '2026-11-01', '--dry-run'), null);
  assert.equal(surplus('settle', 'main', '-', '--separator', ';', 'x'), 'x');
  assert.equal(surplus('adjust', 'MEMBER', '-50', 'Sorry', 'for', 'that', '--ar', 'x'), null);
});

test('an option that there is not, or without its value, is said in a sentence of ours', () => {
  const refused = (args: string[], message: string) =>
    assert.throws(() => readArgs(args, ['size'], ['all']), { message });
  refused(['--colour', 'red'], 'There is no option "--colour"; there are --size, --all.');
  refused(['-q'], 'There is no option "-q"; there are --size, --all.');
  const needs = '--size needs a value: --size VALUE, or --size=VALUE for one that begins with -.';
  refused(['--size'], needs);
  refused(['--size', '--all'], needs);
  refused(['--all=yes'], '--all takes no value: type it alone.');
  assert.equal(readArgs(['--size=-1'], ['size']).options.size, '-1');
});

test('a file that there is not is one sentence', async () => {
  const codes = await admin('pool', 'coffee', join(empty, 'none.csv'));
  assert.equal(codes.status, 1);
  assert.match(codes.err, /\nThe file "[^"]+none\.csv" can't be read: there is no such file\.\n$/);
  const program = await admin('program', join(empty, 'none.yaml'));
  assert.equal(program.status, 1);
  assert.match(
    program.err,
    /\nThe file "[^"]+none\.yaml" can't be read: there is no such file\.\n$/,
  );
});

test('who reads only the beginning of what is printed gets no complaint', async () => {
  const { status, err } = await runAdmin(t.adminSettings, ['sheet', 'main'], (child) =>
    child.stdout?.destroy(),
  );
  assert.equal(status, 0);
  assert.match(err, /^in \S+\n$/);
});

test('under another SECRET_KEY nothing is handed out, until it is said that the old one is lost', async (test) => {
  const one = await startTillpass();
  test.after(() => one.close());
  const right = one.adminSettings;
  const wrong = { ...right, SECRET_KEY: 'another key, such as a pasted line makes it' };
  assert.equal((await runAdmin(right, ['enrol', 'main-1'])).status, 0);
  const refusal = /^SECRET_KEY is not the one that this database was made under [^\n]+\n$/;
  for (const command of [['enrol', 'main-1'], ['associate', 'main', 'Nora'], ['verify']]) {
    const { status, out, err } = await runAdmin(wrong, command);
    assert.deepEqual({ status, out }, { status: 1, out: '' });
    assert.match(err, refusal);
  }
  const start = makeContext(readConfig({ ...wrong }), one.context.log);
  await assert.rejects(start, (fault) => fault instanceof SettingFault);

  const changed = await runAdmin(wrong, ['new-secret-key']);
  assert.match(changed.out, /^The database is under the SECRET_KEY that is set now\.\n/);
  assert.match((await runAdmin(wrong, ['acts'])).out, /command line: secret key changed/);
  assert.match((await runAdmin(right, ['enrol', 'main-1'])).err, refusal);
  // Somebody has found the lost key again.
  await takeNewSecretKey(one.context);
});

test('a database of a newer version is refused in one sentence, and can be backed up', async (test) => {
  const one = await startTillpass();
  test.after(() => one.close());
  await one.context.store.transact((tx) =>
    sql`insert into kysely_migration (name, timestamp) values ('999-of-tomorrow', '2027')`.execute(
      tx.db,
    ),
  );
  const sentence =
    'This database was made by a newer version of Tillpass (by its step 999-of-tomorrow): start that version or a later one, or restore a backup from before the upgrade.';
  const command = await runAdmin(one.adminSettings, ['verify']);
  assert.deepEqual(command, { status: 1, out: '', err: `${sentence}\n` });
  const start = makeContext(readConfig({ ...one.adminSettings }), one.context.log);
  await assert.rejects(start, (fault) => failureText(fault) === sentence);
  const { err } = await runAdmin(one.adminSettings, ['backup', join(empty, 'newer.sqlite')]);
  // A file is copied as it is; out of PostgreSQL a copy needs tables of the same version.
  assert.match(
    err,
    testDatabaseUrl
      ? /\nNo backup was made in \S+: This database was made by a newer /
      : /^in \S+\n$/,
  );
});

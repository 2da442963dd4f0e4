import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type ListenOptions } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadPages } from '#server/http/pages/load-pages.ts';
import { unreachable } from '#server/storage/db/postgres-faults.ts';
import { StorageUnavailable } from '#server/storage/db/storage-unavailable.ts';
import { putMember } from '#server/tests/kit/points.ts';
import { readConfig } from './config.ts';
import { failureText, listenFault, StartFault } from './failure.ts';
import { OutageLines } from './log/outage-line.ts';
import { makeContext } from './make-context.ts';
import { systemReason } from './setting-fault.ts';

/** What the system really says when it refuses to listen. */
async function refusal(options: ListenOptions): Promise<unknown> {
  const [error] = await once(createServer().listen(options), 'error').catch((fault) => [fault]);
  return error;
}

test('a disk that is full is told before anybody writes, and ends a start with one line', async (t) => {
  const disk = mkdtempSync(join(tmpdir(), 'tillpass-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk]);
  if (mounted.status !== 0) {
    rmSync(disk, { recursive: true });
    return t.skip('only root may make a small disk');
  }
  const DATA_DIR = join(disk, 'data');
  const config = readConfig({ DATA_DIR });
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const context = await makeContext(config, log);
  t.after(async () => {
    await context.store.close();
    spawnSync('umount', [disk]);
    rmSync(disk, { recursive: true });
  });
  assert.equal(context.canWrite(), true);
  const free = statfsSync(disk);
  writeFileSync(join(disk, 'fill'), Buffer.alloc(free.bavail * free.bsize));
  assert.equal(context.canWrite(), false, 'nobody has written since');
  const again = async () => {
    const { store } = await makeContext(config, log);
    await store.transact((tx) => putMember(tx, 'late')).finally(() => store.close());
  };
  const fault = await again().catch((error: unknown) => error);
  assert.match(failureText(fault), /disk[^\n]+full[^\n]+nothing is lost\.$/);
  rmSync(join(disk, 'fill'));
  assert.equal(context.canWrite(), true);
});

test('a taken port is one line that says what to do', async (t) => {
  const taken = createServer().listen(0, '127.0.0.1');
  t.after(() => taken.close());
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo; // `address()` is text only for a server that listens on a pipe.
  assert.equal(
    failureText(listenFault(await refusal({ port, host: '127.0.0.1' }))),
    `Port ${port} is taken: end what uses it, or set PORT to another.`,
  );
});

test('an address that is not of this machine is one line', async () => {
  assert.match(
    failureText(listenFault(await refusal({ port: 0, host: '192.0.2.1' }))),
    /^HOST 192\.0\.2\.1 [^\n]+$/,
  );
  const port = Object.assign(new Error('no'), { syscall: 'listen', code: 'EACCES', port: 80 });
  assert.match(failureText(listenFault(port)), /^Port 80 may not be used by this account[^\n]+$/);
  // Without any name server the code is another one.
  const unknown = await refusal({ port: 0, host: 'x.invalid' });
  assert.match(failureText(listenFault(unknown)), /^HOST x\.invalid [^\n]+: set HOST to an/);
});

test('pages that nobody has built are one line', async () => {
  const fault = await loadPages('/no/such/build').catch((error: unknown) => error);
  assert.match(
    failureText(fault),
    /^There are no pages in \/no\/such\/build: run "npm run build"[^\n]+$/,
  );
});

test('a bad setting, an absent database and a bad start speak for themselves', () => {
  let fault: unknown;
  try {
    readConfig({ PORT: 'eighty' });
  } catch (error) {
    fault = error;
  }
  assert.match(failureText(fault), /^PORT must be a whole number[^\n]+"eighty"$/);
  assert.equal(failureText(new StorageUnavailable('The database is away')), 'The database is away');
  assert.equal(failureText(new StartFault('Load a program')), 'Load a program');
  assert.equal(failureText('just words'), 'just words');
});

test('a bug comes with its stack, and without what it should not say', () => {
  const text = failureText(new TypeError('no field of postgres://shop:hunter2@db.example/x'));
  assert.match(
    text,
    /^TypeError: no field of postgres:\/\/\[account\]@db\.example\/x\n {4}at .*failure\.test\.ts/,
  );
  assert.doesNotMatch(text, /hunter2/);
});

test('ends with status 1, at once', () => {
  const script = `import { endWith } from '#server/start/failure.ts';
    setInterval(() => {}, 1_000);
    endWith('no');`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script]);
  assert.equal(status, 1);
  assert.equal(String(stderr), 'no\n');
});

test('a disk that fills up during the start is said in one line', () => {
  const full = Object.assign(new Error('database or disk is full'), { errcode: 13 });
  assert.match(
    failureText(full),
    /^The database can write nothing \(database or disk is full\): .*$/,
  );
});

test('an older Node is told which one to take, in one line', () => {
  const program = join(import.meta.dirname, 'main.mjs');
  const started = (node: string, ...options: string[]) => {
    const { status, stderr } = spawnSync(node, [...options, program], { encoding: 'utf8' });
    assert.equal(status, 1);
    assert.match(stderr, /^Tillpass runs on Node 26, and this is Node \d+[^\n]+npm start[^\n]+\n$/);
  };
  const older = `Object.defineProperty(process, 'versions', { value: { node: '20.19.0' } })`;
  started(process.execPath, '--import', `data:text/javascript,${older}`);
  // npm tells its scripts of the machine's own Node, which may be such a one.
  const { npm_node_execpath: own } = process.env;
  if (own && isOlder(own)) started(own);
});

const isOlder = (node: string): boolean =>
  Number.parseInt(
    spawnSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' }).stdout,
    10,
  ) < 26;

test('what a command met in the database is a sentence with what to do, and no stack', () => {
  for (const [code, begins] of [
    ['57P01', 'The database went away'],
    ['57014', 'The database did not answer in time'],
    ['XX001', 'A part of the database cannot be read'],
    ['42P01', 'The database lacks tables of this version'],
  ] as const) {
    const text = failureText(Object.assign(new Error('it says so'), { code }));
    assert.ok(text.startsWith(`${begins}`), text);
    assert.match(text, /\(it says so\): [^\n]{40,}\.$/);
  }
});

test('what the system and a database report has words and no code alone', () => {
  const reason = (code: string) => systemReason(Object.assign(new Error(`${code}: x`), { code }));
  assert.equal(reason('EIO'), 'the disk fails');
  assert.equal(reason('EDNS'), 'EDNS: x (EDNS; this version has no words for it)');
  const about = (fault: Error) => unreachable('postgres://you:secret@db/shop', fault).message;
  const coded = (code: string) => about(Object.assign(new Error('raw'), { code }));
  for (const code of ['EAI_AGAIN', 'EHOSTUNREACH', 'ENOENT', '57P03', '42P01', '53100', 'XX001']) {
    assert.match(coded(code), /^The database at postgres:\/\/db\/shop can't be used: [^\n]{20,}$/);
    assert.doesNotMatch(coded(code), /raw|secret/, code);
  }
  assert.match(about(new Error('The server does not support SSL connections')), /speaks no TLS/);
  assert.match(about(new Error('SASL: client password must be a string')), /asks for a password/);
  const cut = 'Connection terminated unexpectedly';
  assert.match(about(new Error(cut)), /it cut the connection/);
  for (const late of ['timeout expired', 'Connection terminated due to connection timeout'])
    assert.match(about(new Error(late)), /did not answer in time/);
  for (const other of ['a row was appended', 'the job is suspended', 'lock_timeout is no number'])
    assert.match(about(new Error(other)), RegExp(`it says "${other}"`));
  assert.match(about(new Error('odd')), /it says "odd"; look at its log/);
});

test('a file that was moved under the server is not called a full disk, and nobody is told to start again', () => {
  const fault = Object.assign(new Error('it was moved'), {
    code: 'ERR_SQLITE_ERROR',
    errcode: 1032,
  });
  const text = failureText(fault);
  assert.match(text, /^The database's file is no longer in its place \(it was moved\): do not/);
  assert.match(text, /-wal.*\/proc\/PID\/fd/);
  assert.doesNotMatch(text, /full|start again/);
  const taken = new OutageLines().take({ err: fault }, 0);
  assert.match(JSON.stringify(taken), /Do not restart.*\/proc\/PID\/fd/);
});

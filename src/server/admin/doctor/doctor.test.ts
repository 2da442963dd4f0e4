import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, mkdtemp, rmdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import { demonstrationAssociates } from '#server/demonstration/people.ts';
import { warnOfPublishedPins } from '#server/demonstration/published-pins.ts';
import { makeSecrets } from '#server/start/keyed-secrets.ts';
import { keepRun } from '#server/start/last-run.ts';
import { markMoved } from '#server/storage/engines/unfinished-move.ts';
import { runCommand } from '#server/tests/kit/admin.ts';
import { type MailServer, openMailServer } from '#server/tests/kit/mail-server.ts';
import { runAdmin } from '#server/tests/kit/run-admin.ts';
import { nobodysPort } from '#server/tests/kit/start/nobodys-port.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { beginChain, isItsSecretKey } from '#server/usecases/program/its-secret-key.ts';
import { putAssociate } from '#server/usecases/till/add-associate.ts';
import { examine } from './doctor.ts';
import type { Finding } from './finding.ts';

let t: Tillpass;
let mail: MailServer;
/** Stands where phones would ask. */
const front = createServer((_request, response) => response.end('{"status":"ok"}'));
before(async () => {
  t = await startTillpass();
  // As the first start does.
  await isItsSecretKey(t.context);
  await beginChain(t.context);
  mail = await openMailServer();
  await once(front.listen(0, '127.0.0.1'), 'listening');
});
after(async () => {
  front.close();
  await mail.close();
  await t.close();
});

const settings = () => ({
  ...t.adminSettings,
  SMTP_URL: mail.url,
  PUBLIC_URL: `http://localhost:${(front.address() as AddressInfo).port}`, // `address()` is text only for a server that listens on a pipe.
});

async function findings(changed: Record<string, string> = {}, ...args: string[]) {
  const { lines, ok } = await examine([...args, '--json'], { ...settings(), ...changed });
  const told = JSON.parse(lines.join('\n')) as { ok: boolean; findings: Finding[] }; // Ours.
  assert.equal(told.ok, ok);
  const of = (about: string) => told.findings.find((one) => one.about === about);
  for (const { state, todo, about } of told.findings) {
    assert.equal(todo === null, state === 'good', `${about} says what to do`);
  }
  return { ok, of };
}

/** How soon it answers is this machine's, which others may use too: what is said of it must fit. */
function assertDatabase(one: Finding | undefined): void {
  assert.ok(one);
  const said = /^(?:SQLite 3|PostgreSQL 1\d)\S* ?.*, answers in ([\d.]+) ms$/.exec(one.found);
  assert.ok(said, one.found);
  const isSlow = Number(said[1]) > 20;
  assert.equal(one.state, isSlow ? 'bad' : 'good', one.found);
  if (isSlow) assert.match(one.todo ?? '', /^Put it nearer/);
}

test('a right installation is good in each thing, and gets its mail', async () => {
  const { DATA_DIR } = t.adminSettings;
  for (const run of ['verify', 'backup', 'drill'] as const) {
    await keepRun(DATA_DIR, run, { at: Date.now(), ok: true });
  }
  const { of } = await findings({}, 'owner@shop.example');
  const nightly = ['last verify', 'last backup', 'last drill'];
  for (const about of ['key', 'mail', 'public address', 'build', ...nightly]) {
    assert.equal(of(about)?.state, 'good', `${about}: ${of(about)?.found}`);
  }
  assertDatabase(of('database'));
  await mail.count(1);
  assert.deepEqual(mail.arrived[0]?.to, ['owner@shop.example']);
});

test('what is wrong is bad, with what to do, and hides nothing else', async () => {
  const { DATA_DIR } = t.adminSettings;
  await keepRun(DATA_DIR, 'verify', { at: Date.now(), ok: false });
  const nobody = await nobodysPort();
  const { ok, of } = await findings(
    {
      SECRET_KEY: 'another key that is long enough, too',
      SMTP_URL: `smtp://127.0.0.1:${nobody}`,
      PUBLIC_URL: `http://localhost:${nobody}`,
      BUILD_DIR: join(DATA_DIR, 'none'),
    },
    'owner@shop.example',
  );
  assert.equal(ok, false);
  const said = (about: string) => `${of(about)?.state}: ${of(about)?.found} → ${of(about)?.todo}`;
  assert.match(said('key'), /^bad: not the one of the database .*Set SECRET_KEY as it was/);
  assert.match(
    said('mail'),
    /^bad: the mail server is not reached \(ESOCKET at CONN\) → Look at host and port/,
  );
  assert.match(said('public address'), /^bad: .*nobody listens there → Start the server/);
  assert.match(said('build'), /^bad: none in .* → npm run build$/);
  assert.match(said('last verify'), /^bad: .*it failed/);
  assertDatabase(of('database'));
});

test('a program that names no company is unsure, with what to write', async () => {
  const { of } = await findings();
  const said = of('company');
  assert.equal(said?.state, 'unsure');
  assert.match(said?.todo ?? '', /^Add company: \{ name: NAME, address: ADDRESS \}/);
});

test('what a move to PostgreSQL has left is named, as it keeps who was erased', async () => {
  const { DATA_DIR } = t.adminSettings;
  assert.equal((await findings()).of('move'), undefined, 'nobody moved');
  await mkdir(join(DATA_DIR, 'moving'));
  const { of } = await findings();
  assert.match(of('move')?.found ?? '', /^not finished: its copies in .* keep whoever is erased/);
  await rmdir(join(DATA_DIR, 'moving'));

  const left = await mkdtemp(join(DATA_DIR, 'left-'));
  const file = new DatabaseSync(join(left, 'tillpass.sqlite'));
  markMoved(file, '1.sqlite');
  file.close();
  const moved = (await findings({ DATA_DIR: left })).of('move');
  assert.match(moved?.found ?? '', /^the shop has moved to PostgreSQL, and .* keeps whoever was/);
});

test('people of the demonstration are bad in production, until they are dismissed, and a start warns of them', async () => {
  const [nora, yusuf] = demonstrationAssociates;
  assert.ok(nora && yusuf);
  const context = { ...t.context, secrets: makeSecrets(t.adminSettings.SECRET_KEY) };
  await putAssociate(context, nora);
  // Has a name of the demonstration, and a PIN of their own.
  await putAssociate(context, { ...yusuf, pin: '90817' });
  const production = { NODE_ENV: 'production' };
  const of = async (changed?: Record<string, string>) => (await findings(changed)).of('associates');
  assert.equal((await of(production))?.state, 'bad');
  assert.match((await of(production))?.found ?? '', /everybody can read: main-street Nora$/);
  assert.match((await of(production))?.todo ?? '', /npm run admin -- dismiss main-street Nora/);
  assert.equal(await of(), undefined, 'to try it with is what they are for');

  const warned: string[] = [];
  const log = { ...context.log, warn: (_: unknown, said: string) => void warned.push(said) };
  await warnOfPublishedPins({ ...context, log });
  assert.equal(warned.length, 1);
  assert.match(warned[0] ?? '', /PIN of the demonstration.*dismiss main-street Nora$/);

  await runCommand(context, 'dismiss', 'main-street', 'Nora');
  assert.equal(await of(production), undefined);
});

test('a wrong setting is the first thing said', async () => {
  const { ok, of } = await findings({ PORT: 'eighty' });
  assert.equal(ok, false);
  assert.match(of('settings')?.found ?? '', /^PORT must be/);
});

test('at the command line it is a line each, and ends with 1 where something is bad', async () => {
  const { status, out } = await runAdmin(t.adminSettings, ['doctor']);
  assert.equal(status, 1, 'nobody listens at localhost:8080, and the last verify failed');
  assert.match(out, /^good {3}key {13}fingerprint \w{8}$/m);
  assert.match(out, /^ {23}→ /m);
  assert.match(out, /\d bad\.\n$/);
});

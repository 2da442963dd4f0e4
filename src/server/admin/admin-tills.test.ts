import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { refusedCommand, runCommand } from '#server/tests/kit/admin.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { balance, issued, posAt, said, wallet } from '#server/tests/kit/counter.ts';
import { answer, asked } from '#server/tests/kit/members.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const admin = (name: string, ...args: string[]) => runCommand(t.context, name, ...args);
const tokenIn = (text: string): string => /\/till\/enrol\/([\w-]{43})/.exec(text)?.[1] ?? '';

async function enrol(printed: string): Promise<Browser> {
  const till = t.browser();
  const { status } = await till.post('/api/till/enrol', { token: tokenIn(printed) });
  assert.equal(status, 200);
  return till;
}

test('a lost tablet is ended, with whoever is signed in there', async () => {
  const till = await t.onDuty('main-1');
  const listed = await admin('devices', 'main');
  assert.match(
    listed,
    /^[\da-f]{8} {2}main-1 \(Till 1, Main St\.\): .*, since 20.*; Sam of Main St\. is signed in$/,
  );
  assert.equal((await till.get('/api/till/recent')).status, 200);
  assert.match(await admin('end-device', listed.slice(0, 8)), / is main-1 no more\.$/);
  assert.deepEqual(said(await till.get('/api/till/recent')), [401, 'device-unknown']);
  assert.equal(
    await admin('devices', 'main'),
    'No device is a till yet: npm run admin -- enrol TILL',
  );
  assert.match(
    await refusedCommand(t.context, 'end-device', listed.slice(0, 8)),
    /^There is no device /,
  );
});

test('a question ends with the device or the associate who asked: a yes would redeem what nobody gives', async () => {
  const till = await t.onDuty('main-1');
  const first = await asked(t, till, { address: 'device-asks@example.com' });
  const listed = await admin('devices', 'main');
  await admin('end-device', listed.slice(0, 8));
  const other = await t.onDuty('main-1');
  const second = await asked(t, other, { address: 'sam-asks@example.com' });
  await admin('new-pin', 'main', 'Sam of Main St.');
  for (const { phone, id } of [first, second]) {
    assert.deepEqual((await wallet(phone)).asks, []);
    assert.deepEqual(said(await answer(phone, id, 'yes')), [410, 'confirmation-over']);
    assert.equal(await balance(phone), 150);
  }
});

test('a second device says that there is one already, and takes its place where that is asked for', async () => {
  const first = await enrol(await admin('enrol', 'main-2'));
  const printed = await admin('enrol', 'main-2');
  assert.match(
    printed,
    / is main-2 too, and stays so\. To end it: npm run admin -- end-device [\da-f]{8}$/,
  );
  const second = await enrol(printed);
  assert.equal((await first.get('/api/till/device')).status, 200);
  const replacing = await admin('enrol', 'main-2', '--replace');
  assert.match(replacing, / is main-2 until then\./);
  assert.equal((await second.get('/api/till/device')).status, 200, 'until the link is used');
  const third = await enrol(replacing);
  for (const gone of [first, second]) {
    assert.deepEqual(said(await gone.get('/api/till/device')), [401, 'device-unknown']);
  }
  assert.equal((await third.get('/api/till/device')).status, 200);
});

test('links that nobody has used are withdrawn, a till’s or all', async () => {
  const [one, other] = [await admin('enrol', 'main-1'), await admin('enrol', 'harbour-1')];
  assert.equal(await admin('end-links', 'main-1'), 'One link is worth nothing any more.');
  const late = await t.browser().post('/api/till/enrol', { token: tokenIn(one) });
  assert.deepEqual(said(late), [410, 'enrolment-spent']);
  await enrol(other);
  await admin('enrol', 'harbour-1');
  await admin('enrol', 'main-2');
  assert.equal(await admin('end-links'), '2 links are worth nothing any more.');
});

test('a till’s key is renewed with an overlap, or at once, and ended', async () => {
  const { code } = await issued(await t.joined('keys@example.com'), 'small');
  const looks = async (key?: string) => (await posAt(t, 'harbour-1', key).look(code)).status;
  const keyIn = (text: string) => /tp_[\w-]+/.exec(text)?.[0] ?? '';
  const printed = await admin('key', 'harbour-1');
  assert.match(
    printed,
    /\nThe old one is good until 20.*; to end it now: key harbour-1 --at-once$/,
  );
  assert.notEqual(await looks(), 401);
  const atOnce = await admin('key', 'harbour-1', '--at-once');
  assert.match(atOnce, /\nNo other key of that till is good\.$/);
  assert.deepEqual([await looks(), await looks(keyIn(printed))], [401, 401]);
  assert.notEqual(await looks(keyIn(atOnce)), 401);
  assert.match(await admin('end-key', 'harbour-1'), /^No key of harbour-1 is good any more\./);
  assert.equal(await looks(keyIn(atOnce)), 401);
  const acts = await admin('acts');
  assert.ok(acts.includes('till key ended (Harbour') && !acts.includes('tp_'));
});

test('what a closed store was given is listed and taken back all the same', async () => {
  const till = await t.onDuty('harbour-1');
  const link = tokenIn(await admin('enrol', 'harbour-1'));
  const pos = posAt(t, 'harbour-1');
  const { code } = await issued(await t.joined('harbour-shut@example.com'), 'coffee');
  const stores = testProgram.stores.filter(({ id }) => id !== 'harbour');
  await loadProgram(t.context, { ...testProgram, stores });
  const listed = await admin('devices', 'harbour');
  assert.match(listed, /harbour-1 \(no longer in the program\)/);
  assert.match(await admin('associates', 'harbour'), /^harbour {2}/);
  assert.equal(await admin('end-links'), 'One link is worth nothing any more.');
  for (const line of listed.split('\n')) {
    assert.match(await admin('end-device', line.slice(0, 8)), / is harbour-1 no more\.$/);
  }
  assert.match(await admin('end-key', 'harbour-1'), /^No key of harbour-1 is good any more\./);
  for (const list of ['watch', 'returns']) await admin(list, 'harbour');
  assert.match(await refusedCommand(t.context, 'enrol', 'harbour-1'), /^There is no till /);

  await loadProgram(t.context, testProgram);
  assert.deepEqual(said(await till.get('/api/till/device')), [401, 'device-unknown']);
  assert.deepEqual(said(await pos.look(code)), [401, 'key-unknown']);
  const late = await t.browser().post('/api/till/enrol', { token: link });
  assert.deepEqual(said(late), [410, 'enrolment-spent']);
});

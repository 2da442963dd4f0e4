import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { refusedCommand, runCommand } from '#server/tests/kit/admin.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { said } from '#server/tests/kit/counter.ts';
import { dump } from '#server/tests/kit/dump.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { offerEnrolment } from '#server/usecases/till/till-device.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const admin = (name: string, ...args: string[]) => runCommand(t.context, name, ...args);
const refused = (name: string, ...args: string[]) => refusedCommand(t.context, name, ...args);
const pinIn = (text: string): string => /PIN (\d{5})/.exec(text)?.[1] ?? '';

async function device(tillId: string): Promise<Browser> {
  const till = t.browser();
  await till.post('/api/till/enrol', { token: await offerEnrolment(t.context, tillId) });
  return till;
}

async function start(till: Browser, name: string, pin: string) {
  const { body } = await till.get('/api/till/device');
  const who = body.associates.find((one: { name: string }) => one.name === name);
  return till.post('/api/till/shifts', { associateId: who?.id ?? 'nobody', pin });
}

test('a second Nora is refused, and the answer names the way to a new PIN', async () => {
  const first = pinIn(await admin('associate', 'main', 'Nora'));
  for (const name of ['Nora', ' nora ', 'NORA', 'Nora\u200b', '\u202eNora\u200f']) {
    assert.match(
      await refused('associate', 'main', name),
      /^Main St\. has an associate Nora already\. Another PIN: npm run admin -- new-pin main Nora\./,
    );
  }
  assert.match(await refused('associate', 'main', '\u202e'), /letters that people can see/);
  await admin('associate', 'main', 'Nora B.');
  await admin('associate', 'harbour', 'Nora');
  const till = await device('main-1');
  assert.equal((await start(till, 'Nora', first)).status, 200);
});

test('a new PIN ends the old one, its lock and the shift that was begun with it', async () => {
  const old = pinIn(await admin('associate', 'main', 'Zoe'));
  const [till, other] = [await device('main-1'), await device('main-2')];
  assert.equal((await start(till, 'Zoe', old)).status, 200);
  for (let turn = 0; turn < 5; turn += 1) await start(other, 'Zoe', '00000');
  assert.match(
    await admin('associates', 'main'),
    /Zoe: on shift since .*; locked by wrong PINs until /,
  );
  const fresh = pinIn(await admin('new-pin', 'main', 'Zoe'));
  assert.deepEqual(said(await till.get('/api/till/recent')), [401, 'shift-ended']);
  assert.deepEqual(said(await start(other, 'Zoe', old)), [422, 'pin-wrong']);
  assert.equal((await start(other, 'Zoe', fresh)).status, 200);
  assert.ok(!(await dump(t.context.store.read)).includes(fresh), 'it is kept as a hash only');
});

test('who is dismissed is out at once, from the till, the list and for good', async () => {
  const pin = pinIn(await admin('associate', 'main', 'Max'));
  const till = await device('main-1');
  const { body } = await till.get('/api/till/device');
  const max = body.associates.find((one: { name: string }) => one.name === 'Max');
  await start(till, 'Max', pin);
  assert.equal(
    await admin('dismiss', 'main', 'Max'),
    'Max can sign in no more. 1 open shift ended.',
  );
  assert.deepEqual(said(await till.get('/api/till/recent')), [401, 'shift-ended']);
  const again = await till.post('/api/till/shifts', { associateId: max.id, pin });
  assert.deepEqual(said(again), [422, 'pin-wrong']);
  assert.doesNotMatch(await admin('associates'), /Max/);
  assert.match(await refused('dismiss', 'main', 'Max'), /^There is no associate "Max"; there are /);
  const back = pinIn(await admin('associate', 'main', 'Max'));
  assert.equal((await start(till, 'Max', back)).status, 200, 'who comes back is somebody new');
});

test('what an administrator did is written down, by whom and when, without the PIN', async () => {
  const pin = pinIn(await admin('associate', 'harbour', 'Ada', '--email', 'ada@mail.example'));
  await admin('own-address', 'harbour', 'Ada', 'ada@mail.example');
  const end = () => admin('end-own-address', 'harbour', 'Ada');
  assert.match(await end(), /address of Ada is deleted/);
  assert.equal(await end(), 'No address of Ada is kept.');
  await admin('dismiss', 'harbour', 'Ada');
  const acts = (await admin('acts')).split('\n').filter((line) => line.includes('name Ada'));
  assert.equal(acts.length, 4);
  for (const [act, line] of [
    ['associate added', acts.find((one) => one.includes('associate added'))],
    ['associate address kept', acts.find((one) => one.includes('address kept'))],
    ['associate address ended', acts.find((one) => one.includes('address ended'))],
    ['associate dismissed', acts.find((one) => one.includes('dismissed'))],
  ]) {
    assert.match(
      line ?? '',
      new RegExp(`^20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d {2}test: ${act} \\(`),
    );
  }
  assert.ok(!acts.join().includes(pin) && !acts.join().includes('mail.example'));
});

test('names that there are not are answered with those that there are', async () => {
  assert.match(
    await refused('dismiss', 'nowhere', 'Sam'),
    /^There is no store "nowhere"; there are main, /,
  );
  assert.match(
    await refused('new-pin', 'main', 'Sem'),
    /^There is no associate "Sem"; there are .*Sam of Main St\./,
  );
  assert.match(
    await refused('new-pin', 'main'),
    /^A name has 1 to 60 characters, and letters that people can see\.$/,
  );
});

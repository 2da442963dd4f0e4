import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from '#server/tests/kit/browser.ts';
import { atOnce, said, statuses } from '#server/tests/kit/counter.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { putAssociate } from '#server/usecases/till/add-associate.ts';
import { offerEnrolment } from '#server/usecases/till/till-device.ts';

const minute = 60_000;
const hour = 60 * minute;

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const enrol = (till: Browser, token: string) => till.post('/api/till/enrol', { token });

async function enrolled(tillId: string): Promise<{ till: Browser; sam: string }> {
  const till = t.browser();
  const { body } = await enrol(till, await offerEnrolment(t.context, tillId));
  return { till, sam: body.associates[0].id };
}

const start = (till: Browser, associateId: string, pin: string) =>
  till.post('/api/till/shifts', { associateId, pin });

test('an enrolment link makes one device a till, and opening it uses nothing up', async () => {
  const token = await offerEnrolment(t.context, 'main-1');
  const till = t.browser();
  assert.equal((await till.page(`/till/enrol/${token}`)).status, 200);
  assert.equal((await till.page(`/till/enrol/${token}`)).status, 200);
  const { status, body } = await enrol(till, token);
  assert.equal(status, 200);
  assert.deepEqual([body.store.name, body.till.name, body.shift], ['Main St.', 'Till 1', null]);
  assert.deepEqual(said(await enrol(t.browser(), token)), [410, 'enrolment-spent']);
  assert.deepEqual((await till.get('/api/till/device')).body, body);
});

test('a till in use stays one: its cookie is renewed with each shift, and not by looking', async () => {
  const { till, sam } = await enrolled('main-1');
  const cookie = `__Host-till=${till.cookies.get('__Host-till')}`;
  const renewed = async (method: 'GET' | 'POST', url: string, payload?: object) => {
    const headers = { host: 'localhost:8080', cookie };
    const answer = await t.app.inject({ method, url, headers, ...(payload && { payload }) });
    return answer.cookies.filter(({ name }) => name === '__Host-till');
  };
  assert.deepEqual(await renewed('GET', '/api/till/device'), []);
  const shift = (pin: string) => renewed('POST', '/api/till/shifts', { associateId: sam, pin });
  assert.deepEqual(await shift('00000'), []);
  const [kept] = await shift('12345');
  assert.equal(`__Host-till=${kept?.value}`, cookie);
  assert.equal(kept?.maxAge, (400 * 24 * hour) / 1_000);
});

test('ten devices that open one link at once: one becomes a till', async () => {
  const token = await offerEnrolment(t.context, 'main-1');
  const answers = await atOnce(10, () => enrol(t.browser(), token));
  assert.deepEqual(statuses(answers), { 200: 1, 410: 9 });
});

test('a link is good for a day, and a made-up one for nothing', async () => {
  const inTime = await offerEnrolment(t.context, 'main-1');
  const late = await offerEnrolment(t.context, 'main-1');
  t.clock.turn(24 * hour - 1);
  assert.equal((await enrol(t.browser(), inTime)).status, 200);
  t.clock.turn(1);
  assert.deepEqual(said(await enrol(t.browser(), late)), [410, 'enrolment-spent']);
  for (const token of ['', 'x', 'A'.repeat(43)]) {
    assert.deepEqual(said(await enrol(t.browser(), token)), [410, 'enrolment-spent']);
  }
});

test('a device that nobody enrolled can do nothing', async () => {
  const { sam } = await enrolled('main-1');
  const stranger = t.browser();
  assert.deepEqual(said(await stranger.get('/api/till/device')), [401, 'device-unknown']);
  assert.deepEqual(said(await start(stranger, sam, '12345')), [401, 'device-unknown']);
  assert.deepEqual(said(await stranger.post('/api/till/look', { scanned: '1' })), [
    401,
    'device-unknown',
  ]);
  assert.equal((await stranger.get('/api/till/live')).status, 401);
});

test('without a shift the till looks at nothing', async () => {
  const { till } = await enrolled('main-1');
  for (const answer of [
    await till.post('/api/till/look', { scanned: '1' }),
    await till.get('/api/till/recent'),
    await till.get('/api/till/live'),
  ]) {
    assert.deepEqual(said(answer), [401, 'shift-ended']);
  }
});

test('five wrong PINs lock, for everybody’s till; the lock ends by itself', async () => {
  const { till, sam } = await enrolled('main-1');
  for (const left of [4, 3, 2, 1]) {
    const answer = await start(till, sam, '00000');
    assert.deepEqual(said(answer), [422, 'pin-wrong']);
    assert.equal(answer.body.error.details.left, left);
  }
  const locked = await start(till, sam, '00000');
  assert.deepEqual(said(locked), [429, 'pin-locked']);
  assert.equal(locked.headers['retry-after'], '300');
  assert.match(locked.body.error.message, /\d\d:\d\d/);
  const other = await enrolled('main-2');
  assert.deepEqual(said(await start(other.till, sam, '12345')), [429, 'pin-locked']);
  t.clock.turn(5 * minute);
  assert.equal((await start(till, sam, '12345')).status, 200);
});

test('the right PIN begins the count anew', async () => {
  const { till, sam } = await enrolled('main-1');
  for (let turn = 0; turn < 4; turn += 1) await start(till, sam, '99999');
  assert.equal((await start(till, sam, '12345')).status, 200);
  assert.equal((await start(till, sam, '99999')).body.error.details.left, 4);
  assert.equal((await start(till, sam, '12345')).status, 200);
});

test('PINs tried all at once are counted one by one', async () => {
  const { till, sam } = await enrolled('main-1');
  const answers = await atOnce(12, () => start(till, sam, '55555'));
  assert.deepEqual(statuses(answers), { 422: 4, 429: 8 });
  t.clock.turn(5 * minute);
  assert.equal((await start(till, sam, '12345')).status, 200);
});

test('a PIN that is none is wrong, or too long to look at', async () => {
  const { till, sam } = await enrolled('main-1');
  for (const pin of ['', '1234', '123456', '１２３４５x']) {
    assert.equal((await start(till, sam, pin)).status, 422, pin);
  }
  assert.equal((await start(till, sam, '12345')).status, 200);
  assert.deepEqual(said(await start(till, sam, '1'.repeat(17))), [400, 'request-invalid']);
});

test('an associate signs in in their own store only', async () => {
  await putAssociate(t.context, { storeId: 'harbour', name: 'Ines', pin: '24680' });
  const harbour = await enrolled('harbour-1');
  const { body } = await harbour.till.get('/api/till/device');
  const names = body.associates.map(({ name }: { name: string }) => name);
  assert.deepEqual(names, ['Ines', 'Sam of Harbour']);
  const main = await enrolled('main-1');
  const foreign = await start(main.till, body.associates[0].id, '24680');
  assert.deepEqual(said(foreign), [422, 'pin-wrong']);
  assert.deepEqual(said(await start(main.till, 'nobody', '24680')), [422, 'pin-wrong']);
});

test('a shift ends after twelve hours, when it is ended, and when another begins', async () => {
  const { till, sam } = await enrolled('main-1');
  const begun = await start(till, sam, '12345');
  assert.equal(begun.body.shift.name, 'Sam of Main St.');
  t.clock.turn(12 * hour - 1);
  assert.equal((await till.get('/api/till/recent')).status, 200);
  t.clock.turn(1);
  assert.deepEqual(said(await till.get('/api/till/recent')), [401, 'shift-ended']);
  assert.equal((await till.get('/api/till/device')).body.shift, null);

  await start(till, sam, '12345');
  const kept = till.cookies.get('__Host-shift') ?? '';
  assert.equal((await till.post('/api/till/shifts/end')).body.shift, null);
  till.cookies.set('__Host-shift', kept);
  assert.deepEqual(said(await till.get('/api/till/recent')), [401, 'shift-ended']);

  await start(till, sam, '12345');
  const before = till.cookies.get('__Host-shift') ?? '';
  await start(till, sam, '12345');
  assert.equal((await till.get('/api/till/recent')).status, 200);
  till.cookies.set('__Host-shift', before);
  assert.deepEqual(said(await till.get('/api/till/recent')), [401, 'shift-ended']);
});

test('a shift’s cookie on another device is nobody’s shift', async () => {
  const { till, sam } = await enrolled('main-1');
  await start(till, sam, '12345');
  const other = await enrolled('main-2');
  other.till.cookies.set('__Host-shift', till.cookies.get('__Host-shift') ?? '');
  assert.deepEqual(said(await other.till.get('/api/till/recent')), [401, 'shift-ended']);
});

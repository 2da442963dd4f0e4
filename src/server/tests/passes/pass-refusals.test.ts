import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi } from '#contract/paths.ts';
import type { Program } from '#domain/program/program.ts';
import type { Browser, Seen } from '#server/tests/kit/browser.ts';
import { atOnce, balance, posAt, said, statuses, wallet } from '#server/tests/kit/counter.ts';
import { type PassPhone, passPhone } from '#server/tests/kit/model/pass-phone.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const dayMs = 24 * 60 * 60_000;

/** The same pass with another one-time value, and with right check digits. */
function guess(phone: PassPhone, rewardId: string, turn: number): string {
  // From a time that no till recognises, so it is as good as any eight digits.
  return phone.show(rewardId, t.clock.now() - (turn + 2) * dayMs);
}

test('with one digit damaged it is scanned again, and nobody is taken for a thief', async () => {
  const phone = await passPhone(await t.joined('damaged@example.com'));
  const shown = phone.show('coffee', t.clock.now());
  const damaged = shown.slice(0, -1) + ((Number(shown.at(-1)) + 1) % 10);
  for (let turn = 0; turn < 7; turn += 1)
    assert.deepEqual(said(await posAt(t, 'main-1').look(damaged)), [422, 'code-damaged']);
  assert.equal((await posAt(t, 'main-1').look(shown)).status, 200);
});

test('a phone that was signed out is told to sign in, and takes nothing', async () => {
  const browser = await t.joined('gone@example.com');
  const phone = await passPhone(browser);
  await browser.post(memberApi.signOut);
  const no = await posAt(t, 'main-1').redeem(phone.show('coffee', t.clock.now()), 'G-1');
  assert.deepEqual(said(no), [410, 'pass-revoked']);
  assert.match(no.body.error.message, /signed out.*sign in again/);
});

test('a phone keeps its pass however often others of the member’s were signed in and out', async () => {
  const address = 'many-phones@example.com';
  const phone = await passPhone(await t.joined(address));
  for (let turn = 0; turn < 20; turn += 1) {
    t.clock.turn(61 * 60_000);
    const other = await t.joined(address);
    await other.post(memberApi.pass);
    await other.post(memberApi.signOut);
  }
  assert.equal((await posAt(t, 'main-1').look(phone.show('coffee', t.clock.now()))).status, 200);
});

test('a reward that costs something else by now is not taken at the new price', async () => {
  const browser = await t.joined('price@example.com');
  const phone = await passPhone(browser);
  const change = (points: number): Program => ({
    ...testProgram,
    rewards: testProgram.rewards.map((one) => (one.id === 'mug' ? { ...one, points } : one)),
  });
  const mug = () => phone.show('mug', t.clock.now());
  const before = mug();
  await loadProgram(t.context, change(60));
  const no = await posAt(t, 'main-1').redeem(before, 'C-1');
  assert.deepEqual(said(no), [409, 'reward-changed']);
  assert.match(no.body.error.message, /costs 60 points now/);
  assert.match((await wallet(browser)).told[0].text, /It has changed and costs 60 points now/);
  assert.equal(await balance(browser), 150);

  // At its old price it has its old slot again.
  await loadProgram(t.context, testProgram);
  t.clock.turn(30_000);
  assert.equal((await posAt(t, 'main-1').redeem(mug(), 'C-2')).status, 200);
});

test('a reward that is over, or in no shop’s program any more, is refused with its reason', async () => {
  const phone = await passPhone(await t.joined('over@example.com'));
  const now = t.clock.now();
  const rewards = testProgram.rewards.filter(({ id }) => id !== 'cake');
  const over = rewards.map((one) => (one.id === 'small' ? { ...one, until: now } : one));
  const [cake, small] = [phone.show('cake', now), phone.show('small', now - 30_000)];
  await loadProgram(t.context, { ...testProgram, rewards: over });
  assert.deepEqual(said(await posAt(t, 'main-1').redeem(cake, 'O-1')), [404, 'reward-unknown']);
  assert.deepEqual(said(await posAt(t, 'main-1').redeem(small, 'O-2')), [410, 'ended']);
  await loadProgram(t.context, testProgram);
});

test('a reward of another shop is refused where it is scanned', async () => {
  const phone = await passPhone(await t.joined('other-shop@example.com'));
  const shown = phone.show('harbour', t.clock.now());
  assert.deepEqual(said(await posAt(t, 'main-1').redeem(shown, 'E-1')), [422, 'not-in-this-store']);
});

test('guessing ends after five tries, at whichever tills, and somebody hears of it', async () => {
  const browser = await t.joined('guessed@example.com');
  const phone = await passPhone(browser);
  for (let turn = 0; turn < 5; turn += 1) {
    const pos = posAt(t, turn % 2 ? 'main-2' : 'main-1');
    assert.deepEqual(said(await pos.look(guess(phone, 'coffee', turn))), [404, 'pass-unknown']);
  }
  // The right one is refused as well: otherwise it could be found among the guesses.
  const right = phone.show('coffee', t.clock.now());
  const no = await posAt(t, 'harbour-1').redeem(right, 'A-1');
  assert.deepEqual(said(no), [429, 'too-many-requests']);
  assert.ok(Number(no.headers['retry-after']) > 0);
  const events = await t.context.store.read
    .selectFrom('events')
    .selectAll()
    .where('kind', '=', 'pass.guessed')
    .execute();
  assert.equal(events.length, 1);
  assert.deepEqual(JSON.parse(events[0]?.data ?? ''), { tillId: 'main-1', limit: 5, minutes: 10 });
  t.clock.turn(10 * 60_000);
  assert.equal(
    (await posAt(t, 'main-1').redeem(phone.show('coffee', t.clock.now()), 'A-2')).status,
    200,
  );
});

test('a key that was not renewed ends some day, and the one before it is good while its answer may be lost', async () => {
  const browser = await t.joined('old@example.com');
  const phone = await passPhone(browser);
  const pos = posAt(t, 'main-1');
  t.clock.turnTo(phone.key.renewAt + dayMs);
  await browser.post(memberApi.pass);
  assert.equal((await pos.redeem(phone.show('coffee', t.clock.now()), 'K-1')).status, 200);
  t.clock.turnTo(phone.key.endsAt);
  assert.deepEqual(said(await pos.redeem(phone.show('small', t.clock.now()), 'K-2')), [
    404,
    'pass-unknown',
  ]);
});

test('the membership barcode finds a member, collects points, and gives nothing', async () => {
  const browser: Browser = await t.joined('member@example.com');
  const phone = await passPhone(browser);
  const pos = posAt(t, 'main-1');
  const shown = phone.showMember(t.clock.now());
  const found = await pos.post('/pos/v1/members/lookup', { scanned: shown });
  assert.deepEqual([found.status, found.body.number], [200, phone.key.number]);
  // It says who somebody is, which does not use it up.
  assert.equal(
    (await posAt(t, 'harbour-1').post('/pos/v1/members/lookup', { scanned: shown })).status,
    200,
  );
  assert.deepEqual(said(await pos.look(shown)), [422, 'pass-member']);
  t.clock.turn(20 * 60_000);
  assert.deepEqual(said(await pos.post('/pos/v1/members/lookup', { scanned: shown })), [
    410,
    'pass-late',
  ]);
  // A purchase is reported after payment, so it may name the barcode that was scanned at its beginning.
  const bought = await pos.purchase({ member: { scanned: shown }, receiptNumber: 'N-1' });
  assert.equal(bought.status, 200, bought.text);
  assert.equal(await balance(browser), 160);
});

test('what a till got wrong is not told to the phone, and leaves the pass to whoever comes next', async () => {
  const browser = await t.joined('till-slip@example.com');
  const shown = (await passPhone(browser)).show('coffee', t.clock.now());
  const pos = posAt(t, 'main-1');
  const headers = { 'idempotency-key': 'slip' };
  const used = await posAt(t, 'main-1').redeem(
    (await passPhone(await t.joined('before@example.com'))).show('mug', t.clock.now()),
    'Y-1',
    headers,
  );
  assert.equal(used.status, 200);
  assert.deepEqual(said(await pos.redeem(shown, 'Y-2', headers)), [422, 'key-reused']);
  assert.deepEqual((await wallet(browser)).told, []);
  assert.equal((await posAt(t, 'harbour-1').redeem(shown, 'Y-2')).status, 200);
});

test('a till that has to wait takes no pass in the meantime', async () => {
  const browser = await t.joined('waits@example.com');
  const pos = posAt(t, 'main-2');
  for (let turn = 0; turn < 60; turn += 1)
    assert.equal((await pos.look('000000000002')).status, 404);
  const shown = (await passPhone(browser)).show('coffee', t.clock.now());
  assert.deepEqual(said(await pos.redeem(shown, 'Z-1')), [429, 'too-many-requests']);
  assert.deepEqual((await wallet(browser)).told, []);
  assert.equal((await posAt(t, 'main-1').redeem(shown, 'Z-1')).status, 200);
});

test('a hundred guesses at once are tried no oftener than in turn, whichever way they come', async () => {
  const ways: ((scanned: string, turn: number) => Promise<Seen>)[] = [
    (scanned) => posAt(t, 'harbour-1').look(scanned),
    (scanned) => posAt(t, 'harbour-1').post('/pos/v1/members/lookup', { scanned }),
    (scanned, turn) => posAt(t, 'harbour-1').redeem(scanned, `H-${turn}`),
    (scanned, turn) =>
      posAt(t, 'harbour-1').purchase({ member: { scanned }, receiptNumber: `H-${turn}` }),
  ];
  for (const [at, way] of ways.entries()) {
    t.clock.turn(20 * 60_000);
    const phone = await passPhone(await t.joined(`hundred-${at}@example.com`));
    const right = phone.show('coffee', t.clock.now());
    const answers = await atOnce(100, (turn) =>
      way(turn === 90 ? right : guess(phone, 'coffee', turn), turn),
    );
    assert.deepEqual(statuses(answers), { 404: 5, 429: 95 });
  }
});

test('a purchase that is reported again after hours is answered again, though its barcode is old', async () => {
  const phone = await passPhone(await t.joined('again-later@example.com'));
  const pos = posAt(t, 'harbour-1');
  const wish = {
    member: { scanned: phone.showMember(t.clock.now()) },
    receiptNumber: 'L-1',
    soldAt: new Date(t.clock.now()).toISOString(),
  };
  const first = await pos.purchase(wish);
  t.clock.turn(5 * 60 * 60_000);
  assert.deepEqual([first.status, (await pos.purchase(wish)).text], [200, first.text]);
  // Another member's does not fit, and a new purchase is too late.
  const other = (await passPhone(await t.joined('someone@example.com'))).showMember(t.clock.now());
  const changed = { ...wish, member: { scanned: other } };
  assert.deepEqual(said(await pos.purchase(changed)), [409, 'receipt-reused']);
  const fresh = { ...wish, receiptNumber: 'L-2' };
  assert.deepEqual(said(await pos.purchase(fresh)), [404, 'pass-unknown']);
});

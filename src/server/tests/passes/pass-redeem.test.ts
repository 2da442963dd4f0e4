import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi } from '#contract/paths.ts';
import {
  atOnce,
  balance,
  issued,
  newId,
  posAt,
  said,
  statuses,
  voucher,
  wallet,
} from '#server/tests/kit/counter.ts';
import { passPhone } from '#server/tests/kit/model/pass-phone.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const minuteMs = 60_000;

test('a pass is issued and redeemed in one go, and the phone hears of it afterwards', async () => {
  const browser = await t.joined('pass@example.com');
  const phone = await passPhone(browser);
  const pos = posAt(t, 'main-1');
  const shown = phone.show('coffee', t.clock.now());
  const looked = await pos.look(shown);
  assert.deepEqual([looked.status, looked.body.refusal], [200, null]);
  assert.equal(await balance(browser), 150, 'looking takes nothing');
  assert.deepEqual((await wallet(browser)).vouchers, []);

  const used = await pos.redeem(shown, 'R-1');
  assert.deepEqual([used.status, used.body.state], [200, 'redeemed']);
  assert.equal(
    used.body.redemptionId,
    looked.body.redemptionId,
    'what was looked at is what was redeemed',
  );
  assert.equal(await balance(browser), 50);
  const { told } = await wallet(browser);
  assert.equal(told.length, 1);
  assert.equal(told[0].redemptionId, used.body.redemptionId);
  assert.match(told[0].text, /Reward coffee.*given at.*Main St\./);
  assert.equal((await voucher(browser, used.body.redemptionId)).body.state, 'redeemed');
});

test('the same till with the same receipt is answered again for ever, every other is told where it went', async () => {
  const phone = await passPhone(await t.joined('again@example.com'));
  const shown = phone.show('coffee', t.clock.now());
  const pos = posAt(t, 'main-1');
  const first = await pos.redeem(shown, 'R-2');
  t.clock.turn(3 * 24 * 60 * minuteMs);
  assert.equal((await pos.redeem(shown, 'R-2')).text, first.text);
  assert.deepEqual(said(await pos.redeem(shown, 'R-3')), [409, 'already-used']);
  assert.deepEqual(said(await posAt(t, 'harbour-1').redeem(shown, 'R-2')), [409, 'already-used']);
});

test('sixty-four tills at once give it once', async () => {
  const browser = await t.joined('many@example.com');
  const shown = (await passPhone(browser)).show('coffee', t.clock.now());
  const tills = ['main-1', 'main-2', 'harbour-1'];
  const answers = await atOnce(64, (turn) =>
    posAt(t, tills[turn % 3] ?? '').redeem(shown, `M-${turn}`),
  );
  assert.deepEqual(statuses(answers), { 200: 1, 409: 63 });
  assert.equal(await balance(browser), 50);
});

test('a picture of it is worth a minute, and one use', async () => {
  const browser = await t.joined('picture@example.com');
  const phone = await passPhone(browser);
  const pos = posAt(t, 'main-1');
  const at = t.clock.now();
  assert.equal((await pos.look(phone.show('mug', at - 30_000))).status, 200, 'the step before');
  assert.equal((await pos.look(phone.show('mug', at + 30_000))).status, 200, 'the step after');
  assert.deepEqual(said(await pos.look(phone.show('mug', at - minuteMs))), [410, 'pass-late']);
  assert.deepEqual(said(await pos.look(phone.show('mug', at + minuteMs))), [404, 'pass-unknown']);
  assert.deepEqual(said(await pos.look(phone.show('mug', at - 3 * 60 * minuteMs))), [
    404,
    'pass-unknown',
  ]);
  // One half minute of a phone is one reward, whichever came first.
  assert.equal((await pos.redeem(phone.show('mug', at), 'P-1')).status, 200);
  assert.deepEqual(said(await pos.redeem(phone.show('small', at), 'P-2')), [409, 'pass-spent']);
  t.clock.turn(minuteMs);
  assert.equal((await pos.redeem(phone.show('small', t.clock.now()), 'P-2')).status, 200);
});

test('a scanner that catches the next half minute’s barcode as well gives nothing twice', async () => {
  const browser = await t.joined('twice@example.com');
  const phone = await passPhone(browser);
  const pos = posAt(t, 'main-1');
  const show = () => phone.show('mug', t.clock.now());
  const first = await pos.redeem(show(), 'X-1');
  t.clock.turn(30_000);
  // The same receipt number gets the same answer; another one is told that the shopper has had the reward.
  const next = show();
  assert.equal((await pos.redeem(next, 'X-1')).body.redemptionId, first.body.redemptionId);
  assert.deepEqual(said(await pos.redeem(next, 'X-2')), [409, 'already-used']);
  assert.equal(await balance(browser), 110);
  t.clock.turn(30_000);
  assert.equal((await pos.look(show())).body.refusal.key, 'already-used');
  t.clock.turn(3 * minuteMs);
  assert.equal((await pos.redeem(show(), 'X-3')).status, 200, 'later it is another mug');
  assert.equal(await balance(browser), 70);
});

test('a till that scanned it in time may take its while; the one beside it may not have it', async () => {
  const phone = await passPhone(await t.joined('while@example.com'));
  const till = await t.onDuty('main-1');
  const scanned = phone.show('coffee', t.clock.now());
  assert.equal((await till.post('/api/till/look', { scanned })).status, 200);
  t.clock.turn(10 * minuteMs);
  const beside = await posAt(t, 'main-2').redeem(scanned, 'W-1');
  assert.deepEqual(said(beside), [409, 'pass-elsewhere']);
  assert.match(beside.body.error.message, /Main St\..*Till 1/);
  const given = await till.post('/api/till/redeem', { scanned, id: newId() });
  assert.deepEqual([given.status, given.body.used.till], [200, 'Till 1']);

  t.clock.turn(minuteMs);
  const other = phone.show('small', t.clock.now());
  await till.post('/api/till/look', { scanned: other });
  t.clock.turn(15 * minuteMs);
  const late = await till.post('/api/till/redeem', { scanned: other, id: newId() });
  assert.deepEqual(said(late), [410, 'pass-late']);
});

test('a voucher that the phone never heard of is taken in its stead, so that points go once', async () => {
  const browser = await t.joined('twin@example.com');
  const phone = await passPhone(browser);
  const { id } = await issued(browser, 'coffee');
  const used = await posAt(t, 'main-1').redeem(phone.show('coffee', t.clock.now()), 'T-1');
  assert.deepEqual([used.status, used.body.redemptionId], [200, id]);
  assert.equal(await balance(browser), 50);
});

test('what can’t be given takes nothing, and phone and till both hear why', async () => {
  const browser = await t.joined('short@example.com');
  const phone = await passPhone(browser);
  const shown = phone.show('coffee', t.clock.now());
  await posAt(t, 'main-1').redeem((await issued(browser, 'cake')).code, 'S-0');
  const no = await posAt(t, 'main-1').redeem(shown, 'S-1');
  assert.deepEqual(said(no), [422, 'points-short']);
  assert.match(no.body.error.message, /50 points short/);
  const { told } = await wallet(browser);
  assert.equal(told.length, 1);
  assert.equal(told[0].redemptionId, null);
  assert.match(told[0].text, /Reward coffee.*Main St\..*not given, no points taken.*50/);
  assert.equal(await balance(browser), 50);
});

test('a dry run leaves nothing, on the phone neither', async () => {
  const browser = await t.joined('rehearsed@example.com');
  const phone = await passPhone(browser);
  const pos = posAt(t, 'main-1');
  const shown = phone.show('coffee', t.clock.now());
  const dry = await pos.post('/pos/v1/redemptions?dryRun=true', {
    scanned: shown,
    receiptNumber: 'D-1',
  });
  assert.deepEqual([dry.status, dry.body.state], [200, 'redeemed']);
  assert.equal(await balance(browser), 150);
  assert.equal((await posAt(t, 'harbour-1').redeem(shown, 'D-1')).status, 200);
});

test('a basket holds it, lets it go, and redeems it', async () => {
  const browser = await t.joined('basket@example.com');
  const phone = await passPhone(browser);
  const pos = posAt(t, 'main-1');
  const shown = phone.show('coffee', t.clock.now());
  assert.deepEqual(
    said(await pos.release(shown, 'B-1')),
    [404, 'code-unknown'],
    'nothing is issued for it',
  );
  const held = await pos.reserve(shown, 'B-1');
  assert.deepEqual([held.status, held.body.state], [200, 'reserved']);
  assert.equal(await balance(browser), 50, 'held points have left the balance');
  assert.deepEqual(said(await posAt(t, 'main-2').redeem(shown, 'B-2')), [423, 'voucher-reserved']);
  assert.equal((await pos.release(shown, 'B-1')).body.state, 'issued');
  t.clock.turn(5 * minuteMs);
  assert.equal((await pos.redeem(shown, 'B-3')).body.state, 'redeemed');
  assert.equal((await wallet(browser)).told[0].redemptionId, held.body.redemptionId);
});

test('an associate can undo it like any other', async () => {
  const browser = await t.joined('undone@example.com');
  const phone = await passPhone(browser);
  const pos = posAt(t, 'main-1');
  const used = await pos.redeem(phone.show('coffee', t.clock.now()), 'U-1');
  assert.equal((await pos.reverse(used.body.redemptionId, 'wrong item')).body.state, 'reversed');
  assert.equal(await balance(browser), 150);
  assert.deepEqual((await wallet(browser)).told, [], 'what was undone is in the history');
});

test('asking for the key again gives the same one, and nobody else’s', async () => {
  const browser = await t.joined('key@example.com');
  const { key } = await passPhone(browser);
  assert.equal((await browser.post(memberApi.pass)).body.key, key.key);
  assert.notEqual((await passPhone(await t.joined('key2@example.com'))).key.key, key.key);
  assert.deepEqual(said(await t.browser().post(memberApi.pass)), [401, 'signed-out']);
  assert.ok(key.renewAt > key.at && key.endsAt > key.renewAt);
});

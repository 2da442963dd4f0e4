import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi, posApi, tillApi } from '#contract/paths.ts';
import { limits } from '#domain/limit.ts';
import { freezeLinkMs } from '#domain/program/frozen.ts';
import { runCommand } from '#server/tests/kit/admin.ts';
import { issue, issued, posAt, refusal, said, voucher, wallet } from '#server/tests/kit/counter.ts';
import { askMember, numberOf } from '#server/tests/kit/members.ts';
import { passPhone } from '#server/tests/kit/model/pass-phone.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

const minute = 60_000;

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const now = () => new Date(t.clock.now()).toISOString();

const keyOfRefusal = ({ refusal }: { refusal: { key: string } | null }) => refusal?.key;

test('a frozen member earns, and every way to spend says that it is frozen', async () => {
  const phone = await t.joined('frozen@example.com');
  const till = await t.onDuty('main-1');
  const pos = posAt(t, 'main-1');
  const number = await numberOf(phone);
  const pass = (await passPhone(phone)).show('coffee', t.clock.now());
  const { code, id } = await issued(phone, 'coffee');
  const before = new Date(t.clock.now()).toISOString();
  t.clock.turn(1_000);
  const { body } = await phone.post(memberApi.freeze);
  assert.equal(body.frozenAt, t.clock.now());
  assert.match((await t.lastMail('frozen@example.com')).subject, /is frozen/);

  const earned = await pos.purchase({ member: { number }, receiptNumber: 'ICE-1' });
  assert.deepEqual([earned.status, earned.body.points], [200, 10]);
  const [looked, seen] = [await pos.look(code), await till.post(tillApi.look, { scanned: code })];
  assert.deepEqual([looked.body.refusal.key, seen.body.refusal.key], ['frozen', 'frozen']);
  const offline = { scanned: code, receiptNumber: 'ICE-2' };
  const refused = [
    await issue(phone, 'small'),
    await pos.redeem(code, 'ICE-2'),
    await pos.reserve(code, 'basket', { minutes: 5 }),
    await pos.redeem(pass, 'ICE-3'),
    await askMember(till, number, 'coffee'),
    // A till that was offline tells of a use after the freeze.
    await pos.post(posApi.redemptions, { ...offline, redeemedAt: now() }),
  ];
  for (const answer of refused) assert.deepEqual(said(answer), [423, 'frozen'], answer.text);
  assert.match(refusal(refused[1] ?? assert.fail()).message, /They can thaw it on their phone/);
  const { rewards, told } = await wallet(phone);
  assert.deepEqual([...new Set(rewards.map(keyOfRefusal))], ['frozen']);
  assert.match(told[0].text, /^Frozen since/);
  assert.equal((await voucher(phone, id)).body.state, 'issued');
  // And of one before it: what was given was given.
  const given = await pos.post(posApi.redemptions, { ...offline, redeemedAt: before });
  assert.equal(given.status, 200, given.text);
});

test('only a fresh look into the mailbox thaws, and the mail of it freezes without a session', async () => {
  const phone = await t.joined('thaw@example.com');
  await phone.post(memberApi.freeze);
  t.clock.turn(16 * minute);
  assert.equal((await phone.post(memberApi.thaw)).body.error.key, 'sign-in-again');
  const again = await t.joined('thaw@example.com');
  assert.equal((await again.post(memberApi.thaw)).body.frozenAt, undefined);
  await issued(again, 'coffee');

  for (let times = 1; times < limits.thaw.atMost; times += 1) {
    t.clock.turn(1);
    await again.post(memberApi.freeze);
    t.clock.turn(1);
    await again.post(memberApi.thaw);
  }
  const { text } = await t.lastMail('thaw@example.com');
  const { pathname } = new URL(/https?:\S+\/f\/\S+/.exec(text)?.[0] ?? assert.fail(text));
  const stranger = t.browser();
  const opened = await stranger.page(pathname);
  assert.match(opened.text, /Test &#38; Sons.*Freeze this membership\?/s);
  assert.match((await stranger.form(pathname, {})).text, /Tick the box first/);
  assert.equal((await again.get(memberApi.held)).body.frozenAt, undefined);
  assert.match((await stranger.form(pathname, { confirm: 'yes' })).text, /is frozen/);
  assert.equal((await again.get(memberApi.held)).body.frozenAt, t.clock.now());
  assert.equal((await stranger.form(pathname, { confirm: 'yes' })).status, 200);
  for (const wrong of [`${pathname.slice(0, -2)}AA`, '/f/none'])
    assert.equal((await stranger.page(wrong)).status, 410);
  assert.equal((await again.post(memberApi.thaw)).body.error.key, 'too-many-requests');
  t.clock.turn(freezeLinkMs);
  assert.match((await stranger.page(pathname)).text, /too old/);
});

test('support freezes and thaws, once each, and both are on record', async () => {
  const phone = await t.joined('called@example.com');
  for (const words of [/^Frozen:/, /frozen already/])
    assert.match(await runCommand(t.context, 'freeze', 'called@example.com'), words);
  assert.match(await runCommand(t.context, 'member', 'called@example.com'), /frozen since/);
  for (const words of [/^Thawed:/, /not frozen/])
    assert.match(await runCommand(t.context, 'thaw', await numberOf(phone)), words);
  const { adminActs } = (await phone.post(memberApi.copy)).body;
  const acts = adminActs.map(({ act }: { act: string }) => act);
  assert.deepEqual(acts.toSorted(), ['frozen', 'member-found', 'thawed']);
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addressPage, memberApi } from '#contract/paths.ts';
import { takeBackMs } from '#domain/people/address-change.ts';
import { refusedCommand, runCommand } from '#server/tests/kit/admin.ts';
import { anotherProcess } from '#server/tests/kit/another-process.ts';
import { Browser } from '#server/tests/kit/browser.ts';
import { enrol, idOf, numberOf } from '#server/tests/kit/members.ts';
import {
  ask,
  backLink,
  isSignedIn,
  mailsTo,
  move,
  owner,
  said,
  step,
  takeBack,
} from '#server/tests/kit/model/moving.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
// Closing verifies every ledger.
after(() => t.close());

test('the old mailbox takes it back once, by a form and not by looking; every device is out', async () => {
  const owners = await t.joined('mine@example.com');
  const memberId = await idOf(t, 'mine@example.com');
  const thief = await t.joined('mine@example.com');
  await move(t, thief, 'thief@example.com');
  t.clock.turn(1_000);
  const since = await t.joined('thief@example.com');
  const link = await backLink(t, 'mine@example.com');
  const looked = await t.browser().page(link);
  assert.equal(looked.status, 200);
  assert.match(looked.text, /Take your old address back/);
  assert.equal((await t.browser().form(link, {}, link)).status, 422, 'a scanner presses buttons');
  assert.equal(await owner(t, 'thief@example.com'), memberId);

  // What a thief must not do meanwhile, whose code at the new mailbox shows nothing.
  const copy = await since.post(memberApi.copy);
  assert.deepEqual([copy.status, copy.body.error.key], [403, 'address-new']);
  const gone = await since.post(memberApi.erase, { confirm: 'yes' });
  assert.equal(gone.body.error.key, 'address-new');

  const done = await takeBack(t, link);
  assert.equal(done.status, 200);
  assert.match(done.text, /It’s yours again/);
  assert.equal(await owner(t, 'mine@example.com'), memberId);
  assert.equal(await owner(t, 'thief@example.com'), undefined);
  assert.deepEqual(
    [await isSignedIn(owners), await isSignedIn(thief), await isSignedIn(since)],
    [false, false, false],
  );
  const toThief = (await mailsTo(t, 'thief@example.com')).map(({ text }) => text);
  const told = toThief.filter((text) => text.includes('has another e-mail address'));
  assert.equal(told.length, 1);
  assert.doesNotMatch(told[0] ?? '', /\/a\//, 'and it takes nothing back');
  // Twice is once; and the way is free for another change, whose link is another.
  assert.match((await takeBack(t, link)).text, /It’s yours again/);
  await move(t, await t.joined('mine@example.com'), 'mine-new@example.com');
  assert.match((await takeBack(t, link)).text, /It’s yours again/);
  assert.equal(await owner(t, 'mine-new@example.com'), memberId);
});

test('of two changes the link of the earlier address wins, whichever is pressed first', async () => {
  for (const order of ['earlier first', 'later first'] as const) {
    const name = order.slice(0, 2);
    const [a, b, c] = ['a', 'b', 'c'].map((one) => `${one}-${name}@example.com`) as [
      string,
      string,
      string,
    ];
    const phone = await t.joined(a);
    const memberId = await idOf(t, a);
    await move(t, phone, b);
    await move(t, phone, c);
    const [toA, toB] = [await backLink(t, a), await backLink(t, b)];
    if (order === 'later first') {
      assert.equal((await takeBack(t, toB)).status, 200);
      assert.equal(await owner(t, b), memberId);
    }
    assert.equal((await takeBack(t, toA)).status, 200);
    assert.equal(await owner(t, a), memberId);
    assert.equal((await takeBack(t, toB)).status, 410, 'it does nothing more');
    assert.deepEqual(
      [await owner(t, a), await owner(t, b), await owner(t, c)],
      [memberId, undefined, undefined],
    );
  }
});

test('while it waits nobody else can have the old address, and after a week anybody can', async () => {
  const phone = await t.joined('waits@example.com');
  const other = await t.joined('other@example.com');
  await move(t, phone, 'moved-on@example.com');
  const link = await backLink(t, 'waits@example.com');
  const till = await t.onDuty('main-1');
  const enrolled = await enrol(till, 'waits@example.com');
  assert.deepEqual([enrolled.status, enrolled.body.error?.key], [409, 'address-held']);
  const code = await ask(t, other, 'waits@example.com');
  assert.match(await said(t, other, { code }), /was another membership’s until lately/);
  assert.match(
    await refusedCommand(t.context, 'change-address', 'other@example.com', 'waits@example.com'),
    /can still take it back/,
  );
  t.clock.turn(takeBackMs);
  assert.equal((await takeBack(t, link)).status, 410);
  await runCommand(t.context, 'change-address', 'other@example.com', 'waits@example.com');
  assert.equal(await owner(t, 'waits@example.com'), await idOf(t, 'waits@example.com'));
  // Who moved may do what waited.
  const fresh = await t.joined('moved-on@example.com');
  assert.equal((await fresh.post(memberApi.copy)).status, 200);
});

test('whoever changes back takes back: the address between has no link, and other devices are out', async () => {
  const ways = {
    page: (phone: Browser, home: string) => move(t, phone, home),
    support: (_: Browser, home: string, away: string) =>
      runCommand(t.context, 'change-address', away, home),
  };
  for (const [way, changeBack] of Object.entries(ways)) {
    const [home, away] = [`home-${way}@example.com`, `away-${way}@example.com`];
    const phone = await t.joined(home);
    const older = await t.joined(home);
    const memberId = await idOf(t, home);
    await move(t, phone, away);
    const thief = await t.joined(away);
    const link = await backLink(t, home);
    await changeBack(phone, home, away);
    assert.equal(await owner(t, home), memberId);
    assert.equal((await takeBack(t, link)).status, 410);
    const toThief = (await mailsTo(t, away)).map(({ text }) => text);
    assert.ok(toThief.some((text) => text.includes('has another e-mail address')));
    assert.ok(toThief.every((text) => !text.includes('/a/')));
    assert.deepEqual(
      [await isSignedIn(phone), await isSignedIn(older), await isSignedIn(thief)],
      [way === 'page', false, false],
    );
    // It waits for nobody, and nothing waits for its end.
    t.clock.turn(1);
    assert.notEqual(await numberOf(await t.joined(away)), await numberOf(await t.joined(home)));
    assert.equal((await (await t.joined(home)).post(memberApi.copy)).status, 200);
  }
});

test('back to the second of three addresses, the link of the first still wins', async () => {
  const phone = await t.joined('one@example.com');
  const memberId = await idOf(t, 'one@example.com');
  await move(t, phone, 'two@example.com');
  await move(t, phone, 'three@example.com');
  await move(t, phone, 'two@example.com');
  assert.equal((await takeBack(t, await backLink(t, 'two@example.com'))).status, 410);
  assert.equal((await takeBack(t, await backLink(t, 'one@example.com'))).status, 200);
  assert.equal(await owner(t, 'one@example.com'), memberId);
});

test('an owner who moves on from a thief’s address keeps the first link as long as the thief has one', async () => {
  const phone = await t.joined('first@example.com');
  const memberId = await idOf(t, 'first@example.com');
  await move(t, phone, 'thiefs@example.com');
  t.clock.turn(takeBackMs - 1_000);
  await move(t, phone, 'moved-away@example.com');
  t.clock.turn(takeBackMs - 1_000);
  const till = await t.onDuty('main-1');
  assert.equal((await enrol(till, 'first@example.com')).status, 409, 'it waits as long');
  assert.equal((await takeBack(t, await backLink(t, 'first@example.com'))).status, 200);
  assert.equal((await takeBack(t, await backLink(t, 'thiefs@example.com'))).status, 410);
  assert.equal(await owner(t, 'first@example.com'), memberId);
});

test('support changes by the same act: the old address takes it back, unless nobody had ever proved it', async () => {
  await t.joined('called@example.com');
  const memberId = await idOf(t, 'called@example.com');
  await runCommand(t.context, 'change-address', 'called@example.com', 'says-caller@example.com');
  assert.equal((await takeBack(t, await backLink(t, 'called@example.com'))).status, 200);
  assert.equal(await owner(t, 'called@example.com'), memberId);

  const till = await t.onDuty('main-1');
  assert.equal((await enrol(till, 'mistyped@example.com')).status, 200);
  await runCommand(t.context, 'change-address', 'mistyped@example.com', 'right@example.com');
  assert.doesNotMatch((await mailsTo(t, 'mistyped@example.com'))[0]?.text ?? '', /\/a\//);
  t.clock.turn(1);
  const stranger = await t.joined('mistyped@example.com');
  assert.notEqual(await numberOf(stranger), await numberOf(await t.joined('right@example.com')));
});

test('sent twice at once to two processes it is one change, and a take-back at the same time leaves one address', async () => {
  const other = await anotherProcess(t);
  try {
    const twinOf = (phone: Browser) => {
      const twin = new Browser(other.app);
      for (const [name, value] of phone.cookies) twin.cookies.set(name, value);
      return twin;
    };
    for (const round of [1, 2, 3, 4]) {
      const [first, second, third] = ['a', 'b', 'c'].map((at) => `race-${at}${round}@example.com`);
      const phone = await t.joined(first ?? '');
      const memberId = await idOf(t, first ?? '');
      const code = await ask(t, phone, second ?? '');
      await Promise.all([step(phone, { code }), step(twinOf(phone), { code })]);
      assert.match((await phone.page(addressPage)).text, /this is your address now/);
      const told = await mailsTo(t, first ?? '');
      assert.equal(told.filter(({ text }) => text.includes('/a/')).length, 1);

      const link = await backLink(t, first ?? '');
      const next = await ask(t, phone, third ?? '');
      await Promise.all([
        step(phone, { code: next }),
        takeBack(t, link),
        new Browser(other.app).form(link, { confirm: 'yes' }, link),
      ]);
      const owned = await t.context.store.read
        .selectFrom('member_addresses')
        .select('address_key')
        .where('member_id', '=', memberId)
        .execute();
      assert.deepEqual(owned, [{ address_key: first }]);
      assert.equal(await isSignedIn(phone), false);
      const back = (await mailsTo(t, first ?? '')).filter(({ text }) =>
        /belongs to the/.test(text),
      );
      assert.equal(back.length, 1, 'it was taken back once');
    }
  } finally {
    await other.close();
  }
});

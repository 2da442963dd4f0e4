import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi } from '#contract/paths.ts';
import type { EarningRule } from '#domain/program/earning-rule.ts';
import { runCommand } from '#server/tests/kit/admin.ts';
import { anotherProcess } from '#server/tests/kit/another-process.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { atOnce, balance, type Pos, posAt, wallet } from '#server/tests/kit/counter.ts';
import { idOf } from '#server/tests/kit/members.ts';
import { eur, numberOf } from '#server/tests/kit/model/goods.ts';
import {
  inviteOf,
  joinBy,
  linkOf,
  referralRule as rule,
} from '#server/tests/kit/model/inviting.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { rewardInviters } from '#server/usecases/purchases/reward-inviters.ts';
import { eraseMember } from '#server/usecases/rights/erase.ts';

const day = 24 * 60 * 60_000;

const loaded = (...earning: EarningRule[]) =>
  loadProgram(t.context, { ...testProgram, welcomePoints: 0, pointsPerUnit: 0.0001, earning });

let t: Tillpass;
let pos: Pos;
before(async () => {
  t = await startTillpass();
  pos = posAt(t, 'main-1');
});
// Closing verifies every ledger, and that what a member has for friends has its cause.
after(() => t.close());

let receipts = 0;
async function buy(phone: Browser, minor = 1_000): Promise<string> {
  receipts += 1;
  const receiptNumber = `friends-${receipts}`;
  const sold = { member: await numberOf(phone), receiptNumber, total: eur(minor) };
  const { status, text } = await pos.purchase(sold);
  assert.equal(status, 200, text);
  return receiptNumber;
}

/** Balances, once everybody who invited has theirs. */
async function balances(...phones: Browser[]): Promise<number[]> {
  await rewardInviters(t.context);
  return Promise.all(phones.map(balance));
}

const lastLine = async (phone: Browser) => (await wallet(phone)).history[0].what;

test('a friend’s second purchase gives both sides once, and each history names the rule', async () => {
  await loaded(rule());
  const anna = await t.joined('anna@example.com');
  const link = await linkOf(anna);
  assert.match(link, /^\/I\/[0-9A-Z]{10}$/);
  assert.equal(await linkOf(anna), link);
  const ben = await joinBy(t, link.toLowerCase(), 'ben@example.com');
  assert.match((await inviteOf(anna)).friends, /^1 friend has joined .* 1 friend still/);
  await buy(ben);
  await buy(ben, 999);
  assert.deepEqual(await balances(anna, ben), [0, 0]);
  const ways = (await ben.get(memberApi.earning)).body.ways;
  assert.equal(
    ways.find(({ id }: { id: string }) => id === 'friends').progress.text,
    '1 of 2 purchases',
  );
  await buy(ben);
  const other = await anotherProcess(t);
  await Promise.all([t, other, t].map(({ context }) => rewardInviters(context)));
  await other.close();
  assert.deepEqual(await balances(anna, ben), [100, 50]);
  await buy(ben);
  assert.deepEqual(await balances(anna, ben), [100, 50]);
  for (const phone of [anna, ben]) {
    assert.deepEqual(await lastLine(phone), { rule: 'award', name: 'Bring a friend' });
  }
  assert.match((await inviteOf(anna)).friends, /You have your points for 1 friend\.$/);
  const told = await t.context.store.read
    .selectFrom('events')
    .select(['member_id', 'data'])
    .where('kind', '=', 'points.awarded')
    .orderBy('at')
    .execute();
  assert.deepEqual(
    told.map(({ data }) => [JSON.parse(data).points, JSON.parse(data).referral ?? false]),
    [
      [50, false],
      [100, true],
    ],
  );
});

test('goods that come back take both gifts, in whatever order it is told, and the next purchase brings them again', async () => {
  await loaded(rule());
  const anna = await t.joined('anna-back@example.com');
  const ben = await joinBy(t, await linkOf(anna), 'ben-back@example.com');
  const first = await buy(ben);
  await buy(ben);
  // Told of both before anybody settles: nothing comes, and nothing goes.
  await pos.return(first, `${first}-r`);
  assert.deepEqual(await balances(anna, ben), [0, 0]);
  const third = await buy(ben);
  assert.deepEqual(await balances(anna, ben), [100, 50]);
  await atOnce(2, () => pos.return(third, `${third}-r`));
  assert.deepEqual(await balances(anna, ben), [0, 0]);
  assert.deepEqual(await lastLine(anna), { rule: 'award-back', name: 'Bring a friend' });
  await buy(ben);
  assert.deepEqual(await balances(anna, ben), [100, 50]);
});

test('nobody gets anything for themselves, for a member, for who left, for another spelling of their mailbox or too late', async () => {
  await loaded(rule());
  const anna = await t.joined('own@example.com');
  const link = await linkOf(anna);
  const known = await t.joined('known@example.com');
  await t.joined('left@example.com');
  await eraseMember(t.context, await idOf(t, 'left@example.com'), 'member');
  const number = (await numberOf(known)).number;
  await runCommand(t.context, 'change-address', number, 'known-now@example.com');
  // Until then nobody can join at the old address.
  t.clock.turn(8 * day);
  for (const address of [
    'own@example.com',
    'own+me@example.com',
    'known-now@example.com',
    'known@example.com',
    'left@example.com',
    'left+again@example.com',
  ]) {
    const phone = await joinBy(t, link, address);
    await buy(phone);
    await buy(phone);
  }
  assert.deepEqual(await balances(anna), [0]);
  assert.match((await inviteOf(anna)).friends, /^Nobody has joined/);

  const late = await joinBy(t, link, 'late@example.com');
  await buy(late);
  t.clock.turn(31 * day);
  await buy(late);
  assert.deepEqual(await balances(anna, late), [0, 0]);
  // What the inviter buys, with their own number, is nobody else's purchase.
  const friend = await joinBy(t, link, 'friend-of-own@example.com');
  await buy(friend);
  await buy(anna);
  assert.deepEqual(await balances(anna, friend), [0, 0]);
});

test('a circle gives nothing: who was first is a member when the other invites', async () => {
  await loaded(rule());
  const [a, b] = [await t.joined('circle-a@example.com'), await t.joined('circle-b@example.com')];
  const c = await joinBy(t, await linkOf(a), 'circle-c@example.com');
  await joinBy(t, await linkOf(b), 'circle-a@example.com');
  await joinBy(t, await linkOf(c), 'circle-a@example.com');
  for (const phone of [a, b, a, b]) await buy(phone);
  assert.deepEqual(await balances(a, b, c), [0, 0, 0]);
});

test('one member gets as many friends’ points as the limit says, and what comes back makes room for another', async () => {
  await loaded(
    rule({ purchases: 1, limits: { perMember: { count: 1, every: 'ever' }, inAll: 2 } }),
  );
  const anna = await t.joined('limit@example.com');
  const link = await linkOf(anna);
  const [b, c, d] = [
    await joinBy(t, link, 'limit-b@example.com'),
    await joinBy(t, link, 'limit-c@example.com'),
    await joinBy(t, link, 'limit-d@example.com'),
  ];
  const first = await buy(b);
  await buy(c);
  await buy(d);
  // In all the rule gives twice, and to one member once.
  assert.deepEqual(await balances(anna, b, c, d), [100, 50, 50, 0]);
  await pos.return(first, `${first}-r`);
  assert.deepEqual(await balances(anna, b, c, d), [100, 0, 50, 0]);
});

test('another mail, another device and a friend or inviter who leaves: each has what is theirs', async () => {
  await loaded(rule({ purchases: 1 }));
  const anna = await t.joined('leaves-a@example.com');
  const link = await linkOf(anna);
  // The second mail is asked for from the page that waits, which has no invitation in it.
  const phone = t.browser();
  await phone.post(memberApi.signIns, { email: 'twice@example.com', invitation: link.slice(3) });
  t.clock.turn(31_000);
  const again = await phone.post(memberApi.signIns, { email: 'twice@example.com', again: 'yes' });
  const { token } = await t.lastMail('twice@example.com');
  // Read on another device: the number lets the browser in that asked.
  const { matchNumber: number, id } = again.body;
  await t.browser().post(memberApi.linkMatch, { token, number: `${number}` });
  assert.equal((await phone.post(`/api/sign-ins/${id}/enter`)).status, 200);
  await buy(phone);
  // Who leaves after buying takes nothing from who invited them.
  await rewardInviters(t.context);
  await eraseMember(t.context, await idOf(t, 'twice@example.com'), 'member');
  assert.deepEqual(await balances(anna), [100]);
  const last = await joinBy(t, link, 'last@example.com');
  await eraseMember(t.context, await idOf(t, 'leaves-a@example.com'), 'member');
  await buy(last);
  assert.deepEqual(await balances(last), [50]);
});

test('verify finds points for a friend that have lost their cause', async () => {
  await loaded(rule({ purchases: 1 }));
  const anna = await t.joined('cause-a@example.com');
  await buy(await joinBy(t, await linkOf(anna), 'cause-b@example.com'));
  await rewardInviters(t.context);
  const friend = await idOf(t, 'cause-b@example.com');
  const backAt = (back_at: number | null) =>
    t.context.store.transact((tx) =>
      tx.db
        .updateTable('awards')
        .set({ back_at })
        .where('member_id', '=', friend)
        .where('friend_id', 'is', null)
        .execute(),
    );
  await backAt(1);
  const found = (await verifyBooks(t.context)).map(({ detail }) => detail);
  assert.ok(
    found.some((one) => one.endsWith('the friend’s award was taken back')),
    `${found}`,
  );
  await backAt(null);
  assert.deepEqual(await verifyBooks(t.context), []);
});

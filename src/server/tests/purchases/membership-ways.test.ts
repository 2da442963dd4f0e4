import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi, posApi } from '#contract/paths.ts';
import { startOutbox } from '#server/jobs/outbox.ts';
import { latestMails } from '#server/storage/people/mails.ts';
import { runCommand } from '#server/tests/kit/admin.ts';
import { atOnce, refusal } from '#server/tests/kit/counter.ts';
import { eur, shopper, spend } from '#server/tests/kit/model/goods.ts';
import { paidProgram, plusYear } from '#server/tests/kit/model/paid-program.ts';
import {
  endAt,
  goods,
  membershipsAt,
  panelsOf,
  startPaidShop,
  tierOf,
  withPlus,
} from '#server/tests/kit/model/paid-shop.ts';
import { openMail } from '#server/usecases/ground/queue-mail.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';

let shop: Awaited<ReturnType<typeof startPaidShop>>;
before(async () => {
  shop = await startPaidShop();
});
after(() => shop.t.close());

test('the shop’s system starts it once however often it asks, renews it, and ends it by the rule', async () => {
  const { phone, member } = await shopper(shop.t, 'online');
  const order = { id: 'order-17', what: 'start', tier: 'plus', paid: eur(5_900) };
  const answers = await atOnce(4, () => shop.system(membershipsAt(member), order));
  assert.deepEqual(new Set(answers.map(({ text }) => text)).size, 1);
  const { body } = answers[0] ?? assert.fail();
  assert.deepEqual(
    [body.membershipId, body.state, body.refund],
    ['api-order-17', 'running', eur(5_900)],
  );
  assert.equal(await tierOf(phone), 'plus');
  const other = await shop.system(membershipsAt(member), { ...order, paid: eur(1) });
  assert.equal(refusal(other).key, 'membership-reused');
  const renewal = { ...order, id: 'order-18', what: 'renew' };
  const { body: renewed } = await shop.system(membershipsAt(member), renewal);
  assert.deepEqual([renewed.state, renewed.renews], ['coming', true]);
  const rehearsed = await shop.system(endAt(member, 'api-order-18'), { when: 'now', dryRun: true });
  assert.deepEqual([rehearsed.body.state, rehearsed.body.refund], ['taken-back', eur(5_900)]);
  const { body: ended } = await shop.system(endAt(member, 'api-order-18'), { when: 'now' });
  assert.deepEqual(ended.refund, eur(5_900), 'it had not begun');
  const { memberships } = (await shop.system(membershipsAt(member))).body;
  assert.deepEqual(
    memberships.map(({ state }: { state: string }) => state),
    ['running', 'taken-back'],
  );
  const wrong = await shop.system(membershipsAt(member), { ...order, id: 'x', tier: 'gold' });
  assert.equal(refusal(wrong).key, 'membership-not-sold');
  const nobody = await shop.system(membershipsAt({ number: '0000000000' }), order);
  assert.equal(refusal(nobody).key, 'member-unknown');
});

test('a member leaves with one confirmation, keeps it to its end, and may change their mind', async () => {
  const { phone, member } = await shopper(shop.t, 'leaves');
  await shop.sold(member, 'V-1', withPlus(0));
  const [panel] = await panelsOf(phone);
  assert.deepEqual(panel.choice, {
    leaves: true,
    open: 'Don’t renew it',
    says: [
      'Plus stays yours until 14 January 2027. Then it ends and isn’t renewed. Until then you can change your mind.',
      'In the first 14 days a till pays back all that you paid.',
      'A till that takes it back early pays back the days that are left.',
      'Today that would be €69.',
    ],
    button: 'End it on 14 January 2027',
  });
  const leave = (leaves: string) => phone.post(memberApi.membership, { tierId: 'plus', leaves });
  const left = await leave('yes');
  assert.equal(left.body.memberships[0].choice.leaves, false, left.text);
  await leave('yes');
  assert.equal(await tierOf(phone), 'plus');
  const renewal = { id: 'auto-1', what: 'renew', tier: 'plus', paid: eur(6_900) };
  assert.equal(refusal(await shop.system(membershipsAt(member), renewal)).key, 'membership-left');
  shop.t.clock.turn(1_000);
  await leave('no');
  assert.equal((await shop.system(membershipsAt(member), renewal)).status, 200);
  const none = await phone.post(memberApi.membership, { tierId: 'gold', leaves: 'yes' });
  assert.equal(refusal(none).key, 'membership-over');
  assert.deepEqual(await shop.eventsOf(member), [...['started', 'left', 'left', 'renewed']]);
});

test('whether it has paid for itself is said to the cent', async () => {
  const { phone, member } = await shopper(shop.t, 'worth');
  await shop.sold(member, 'W-1', withPlus(0));
  assert.match((await panelsOf(phone))[0].gave, /given you €0 so far.*€69 more\.$/);
  // A point is a cent: ten euros at double points are ten cents more.
  await shop.sold(member, 'W-2', goods(1_050));
  await spend(shop.pos, phone, 'plus-five');
  await spend(shop.pos, phone, 'shipping');
  // Everybody may have it.
  await spend(shop.pos, phone, 'small');
  const [panel] = await panelsOf(phone);
  assert.equal(
    panel.gave,
    'It has given you €10.01 so far. You paid €69. It pays for itself with €58.99 more.',
  );
  assert.deepEqual(panel.parts, [
    '€5 in rewards',
    '€4.90 in free shipping',
    '€0.11 in extra points',
  ]);
  await shop.pos.return('W-2', 'WB-2');
  assert.deepEqual((await panelsOf(phone))[0].parts, ['€5 in rewards', '€4.90 in free shipping']);
  await shop.sold(member, 'W-3', goods(600_000));
  assert.match((await panelsOf(phone))[0].gave, /It has paid for itself\.$/);
});

test('by a rule that takes off what it gave, a refund is less than the days', async () => {
  const refund = { wholeDays: 14, later: 'pro-rata', lessBenefits: true } as const;
  await loadProgram(shop.t.context, { ...paidProgram, paidMemberships: [{ ...plusYear, refund }] });
  const { phone, member } = await shopper(shop.t, 'less');
  await shop.sold(member, 'M-1', withPlus(0));
  await spend(shop.pos, phone, 'plus-five');
  const { body } = await shop.pos.return('M-1', 'MB-1', { lines: [{ id: 'plus' }] });
  assert.deepEqual(body.memberships[0].refund, eur(6_400));
  await loadProgram(shop.t.context, paidProgram);
});

test('support sells, sees, ends and takes back by hand', async () => {
  const { phone, member } = await shopper(shop.t, 'support');
  const admin = (...words: string[]) =>
    runCommand(shop.t.context, 'membership', member.number, ...words);
  assert.equal(await admin(), 'They have never paid for a tier.');
  const done = await admin('plus', '--paid', '69.00', '--id', 'call-1');
  assert.match(done, /^Done: support-call-1: plus, running, .*paid 69\.00 EUR, gave 0\.00 EUR/);
  assert.equal(await admin('plus', '--paid', '69.00', '--id', 'call-1'), done);
  assert.match(await admin('--not-renewed', 'support-call-1'), /not renewed$/);
  assert.match(await admin('--take-back', 'support-call-1'), /paid back by its rule: 69\.00 EUR/);
  assert.equal(await tierOf(phone), 'member');
});

test('a month before its end a mail says so, and the end is told, once, whoever looks', async () => {
  const { member } = await shopper(shop.t, 'told');
  await shop.sold(member, 'T-1', withPlus(0));
  const end = Date.UTC(2027, 0, 14, 23, 0);
  const mails = async () =>
    (await latestMails(shop.t.context.store.read, 1_000))
      .filter(({ notice }) => notice === 'membership')
      .map((row) => openMail(shop.t.context, row))
      .filter(({ to }) => to === 'told@example.com')
      .map(({ subject }) => subject);
  shop.t.clock.turnTo(end - 31 * 24 * 3_600_000 + 9 * 3_600_000 - 1);
  await shop.runClock();
  assert.deepEqual(await mails(), []);
  shop.t.clock.turn(1);
  await Promise.all([shop.runClock(), shop.runClock()]);
  const notice = 'Test & Sons: Your Plus membership until 14 January 2027.';
  assert.deepEqual(await mails(), [notice]);
  const seenAtTill = async () => (await shop.pos.post(posApi.findMember, member)).body.tier.id;
  shop.t.clock.turnTo(end - 1);
  assert.equal(await seenAtTill(), 'plus');
  shop.t.clock.turnTo(end);
  assert.equal(await seenAtTill(), 'member', 'the time decides');
  await Promise.all([shop.runClock(), shop.runClock()]);
  await shop.runClock();
  assert.deepEqual((await mails()).toSorted(), [
    'Test & Sons: Your Plus membership ended on 14 January 2027.',
    notice,
  ]);
  assert.deepEqual(await shop.eventsOf(member), ['started', 'ended']);
  assert.match(await runCommand(shop.t.context, 'history', member.number), /Plus membership ended/);
  const { memberships } = (await shop.system(membershipsAt(member))).body;
  assert.deepEqual([memberships[0].state, memberships[0].refund], ['over', eur(0)]);
  await startOutbox(shop.t.context).stop();
});

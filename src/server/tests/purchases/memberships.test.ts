import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { adminApi, memberApi, paths, posApi } from '#contract/paths.ts';
import { startOutbox } from '#server/jobs/outbox.ts';
import { latestMails } from '#server/storage/people/mails.ts';
import { runCommand } from '#server/tests/kit/admin.ts';
import { Browser } from '#server/tests/kit/browser.ts';
import { atOnce, type Pos, posAt, refusal, wallet } from '#server/tests/kit/counter.ts';
import { eur, line, shopper, spend } from '#server/tests/kit/model/goods.ts';
import { paidProgram, plusYear } from '#server/tests/kit/model/paid-program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { openMail } from '#server/usecases/ground/queue-mail.ts';
import { makeAdminKey } from '#server/usecases/pools/admin-key.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { expireDue } from '#server/usecases/vouchers/expire.ts';

let t: Tillpass;
let pos: Pos;
let harbour: Pos;
let key: string;
before(async () => {
  t = await startTillpass({ program: paidProgram });
  pos = posAt(t, 'main-1');
  harbour = posAt(t, 'harbour-1');
  key = await makeAdminKey(t.context, 'online shop');
});
after(() => t.close());

type Member = { readonly number: string };

const plus = { ...line('plus', 6_900), gtin: '4006381333931' };
const goods = (minor: number) => ({ total: eur(minor), lines: [line('goods', minor)] });
const withPlus = (minor: number) => ({
  ...{ total: eur(6_900 + minor), lines: [plus, line('goods', minor)] },
});

async function sold(member: Member, receiptNumber: string, more: object) {
  const { status, body, text } = await pos.purchase({ member, receiptNumber, ...more });
  assert.equal(status, 200, text);
  return body;
}

const system = (path: string, body?: object) => {
  const headers = { authorization: `Bearer ${key}` };
  const browser = new Browser(t.app);
  return body ? browser.post(path, body, headers) : browser.get(path, headers);
};
const membershipsAt = ({ number }: Member) => adminApi.memberships.replace(':member', number);
const endAt = (member: Member, id: string) =>
  adminApi.endMembership.replace(':member', member.number).replace(':membershipId', id);

const tierOf = async (phone: Browser) => (await wallet(phone)).tier.id;
const profileOf = async (phone: Browser) => (await phone.get(memberApi.profile)).body.memberships;

const eventsOf = async (member: Member, ...kinds: string[]) => {
  const { body } = await pos.post(posApi.findMember, member);
  const rows = await t.context.store.read
    .selectFrom('events')
    .select(['kind', 'data'])
    .where('member_id', '=', body.memberId)
    .orderBy('at')
    .execute();
  return rows.filter(({ kind }) => kinds.includes(kind)).map(({ kind }) => kind);
};
const all = ['started', 'renewed', 'left', 'refunded', 'ended'].map((one) => `membership.${one}`);

async function runClock(): Promise<void> {
  while ((await expireDue(t.context)) > 0) {}
}

test('a line of a sale gives the tier at once, and what is sold with it earns as before', async () => {
  const { phone, member } = await shopper(t, 'joins');
  const { points, memberships } = await sold(member, 'J-1', withPlus(1_000));
  assert.equal(points, 79, 'at the tier of before');
  const [own] = memberships;
  assert.deepEqual(
    { ...own, membershipId: '' },
    {
      ...{ membershipId: '', lineId: 'plus', tierId: 'plus', tier: 'Plus', renews: false },
      ...{ from: '2026-01-15T09:00:00.000Z', until: '2027-01-14T23:00:00.000Z' },
    },
  );
  assert.equal(await tierOf(phone), 'plus');
  assert.equal((await wallet(phone)).keeps, 'Plus is yours until 14 January 2027.');
  // A later receipt of the same moment earns at the new tier.
  assert.equal((await sold(member, 'J-2', goods(1_000))).points, 20);
  const history = await phone.page(paths.history);
  assert.match(history.text, /Plus membership until 14 January 2027, €69 paid/);
  const again = await sold(member, 'J-1', withPlus(1_000));
  assert.deepEqual(again.memberships, memberships, 'a retry is the same one');
  assert.deepEqual(await eventsOf(member, ...all), ['membership.started']);
});

test('bought again it adds on at the end, in a gap-less year', async () => {
  const { member } = await shopper(t, 'renews');
  await sold(member, 'R-1', withPlus(100));
  const { memberships } = await sold(member, 'R-2', { total: eur(6_900), lines: [plus] });
  assert.deepEqual(
    [memberships[0].renews, memberships[0].from, memberships[0].until],
    [true, '2027-01-14T23:00:00.000Z', '2028-01-14T23:00:00.000Z'],
  );
  const { memberships: now } = (await pos.post(posApi.findMember, member)).body;
  assert.deepEqual(
    now.map(({ until, refund }: { until: string; refund: object }) => [until, refund]),
    [['2028-01-14T23:00:00.000Z', eur(6_900)]],
  );
  assert.equal(
    now[0].text,
    'Plus membership until 14 January 2028. Taken back today: €69 to pay back.',
  );
});

test('reported on Monday for Saturday, it is theirs from Saturday, and later sales are rated anew', async () => {
  const saturday = Date.UTC(2026, 0, 17, 12, 0);
  const soldAt = (hours: number) => new Date(saturday + hours * 3_600_000).toISOString();
  const { phone, member } = await shopper(t, 'late');
  t.clock.turn(5 * 24 * 3_600_000);
  assert.equal((await sold(member, 'L-2', { ...goods(1_000), soldAt: soldAt(1) })).points, 10);
  await sold(member, 'L-1', { ...withPlus(0), soldAt: soldAt(0) });
  const rated = await sold(member, 'L-2', { ...goods(1_000), soldAt: soldAt(1) });
  assert.deepEqual([rated.points, rated.tierId], [20, 'plus']);
  assert.equal((await wallet(phone)).keeps, 'Plus is yours until 16 January 2027.');
});

test('its line comes back at any till: a rehearsal says how much, the return pays it, once', async () => {
  const { phone, member } = await shopper(t, 'returns');
  await sold(member, 'B-1', withPlus(1_000));
  await sold(member, 'B-2', goods(1_000));
  t.clock.turn(15 * 24 * 3_600_000);
  const back = { purchase: { receiptNumber: 'B-1', till: 'main-1' }, lines: [{ id: 'plus' }] };
  const rehearsed = await harbour.post(`${posApi.returns}?dryRun=true`, {
    ...{ receiptNumber: 'BB-1', returnedAt: new Date(t.clock.now()).toISOString() },
    ...back,
  });
  assert.equal(rehearsed.status, 200, rehearsed.text);
  // 16 of 365 days are used: 69.00 × 349 / 365.
  const [due] = rehearsed.body.memberships;
  assert.deepEqual(due.refund, eur(6_597));
  assert.equal(await tierOf(phone), 'plus', 'nothing is stored');
  const lines = [{ id: 'plus', minor: due.refund.minor }];
  const real = await harbour.return('B-1', 'BB-1', { ...back, lines });
  assert.deepEqual(real.body.memberships, [due]);
  assert.deepEqual(real.body.returned, eur(6_597));
  assert.equal(await tierOf(phone), 'member');
  const again = await harbour.return('B-1', 'BB-1', { ...back, lines });
  assert.deepEqual(again.body, real.body);
  // What was earned at the tier stays, and what comes back afterwards has nothing more to pay.
  assert.equal((await sold(member, 'B-2', goods(1_000))).tierId, 'plus');
  const rest = await harbour.return('B-1', 'BB-2', { purchase: back.purchase });
  assert.deepEqual(rest.body.memberships[0].refund, eur(0));
  assert.deepEqual(await eventsOf(member, ...all), ['membership.started', 'membership.refunded']);
  assert.match(
    (await phone.page(paths.history)).text,
    /Plus membership taken back, €65\.97 to pay back/,
  );
});

test('a return that comes before its sale takes it back all the same', async () => {
  const { phone, member } = await shopper(t, 'early');
  const waits = await pos.return('E-1', 'EB-1', { lines: [{ id: 'plus' }] });
  assert.equal(waits.body.state, 'waiting');
  await sold(member, 'E-1', withPlus(0));
  assert.equal(await tierOf(phone), 'member');
  const { body } = await pos.return('E-1', 'EB-1', { lines: [{ id: 'plus' }] });
  assert.deepEqual(body.memberships[0].refund, eur(6_900));
});

test('the shop’s system starts it once however often it asks, renews it, and ends it by the rule', async () => {
  const { phone, member } = await shopper(t, 'online');
  const order = { id: 'order-17', what: 'start', tier: 'plus', paid: eur(5_900) };
  const answers = await atOnce(4, () => system(membershipsAt(member), order));
  assert.deepEqual(new Set(answers.map(({ text }) => text)).size, 1);
  const { body } = answers[0] ?? assert.fail();
  assert.deepEqual(
    [body.membershipId, body.state, body.refund],
    ['api-order-17', 'running', eur(5_900)],
  );
  assert.equal(await tierOf(phone), 'plus');
  const other = await system(membershipsAt(member), { ...order, paid: eur(1) });
  assert.equal(refusal(other).key, 'membership-reused');
  const renewal = { ...order, id: 'order-18', what: 'renew' };
  const { body: renewed } = await system(membershipsAt(member), renewal);
  assert.deepEqual([renewed.state, renewed.renews], ['coming', true]);
  const rehearsed = await system(endAt(member, 'api-order-18'), { when: 'now', dryRun: true });
  assert.deepEqual([rehearsed.body.state, rehearsed.body.refund], ['taken-back', eur(5_900)]);
  const { body: ended } = await system(endAt(member, 'api-order-18'), { when: 'now' });
  assert.deepEqual(ended.refund, eur(5_900), 'it had not begun');
  const { memberships } = (await system(membershipsAt(member))).body;
  assert.deepEqual(
    memberships.map(({ state }: { state: string }) => state),
    ['running', 'taken-back'],
  );
  const wrong = await system(membershipsAt(member), { ...order, id: 'x', tier: 'gold' });
  assert.equal(refusal(wrong).key, 'membership-not-sold');
  const nobody = await system(membershipsAt({ number: '0000000000' }), order);
  assert.equal(refusal(nobody).key, 'member-unknown');
});

test('a member leaves with one confirmation, keeps it to its end, and may change their mind', async () => {
  const { phone, member } = await shopper(t, 'leaves');
  await sold(member, 'V-1', withPlus(0));
  const [panel] = await profileOf(phone);
  assert.deepEqual(panel.choice, {
    leaves: true,
    open: 'Don’t renew it',
    says: [
      'Plus stays yours until 3 February 2027. Then it ends and isn’t renewed. Until then you can change your mind.',
      'In the first 14 days a till pays back all that you paid.',
      'A till that takes it back early pays back the days that are left.',
      'Today that would be €69.',
    ],
    button: 'End it on 3 February 2027',
  });
  const leave = (leaves: string) => phone.post(memberApi.membership, { tierId: 'plus', leaves });
  const left = await leave('yes');
  assert.equal(left.body.memberships[0].choice.leaves, false, left.text);
  await leave('yes');
  assert.equal(await tierOf(phone), 'plus');
  const renewal = { id: 'auto-1', what: 'renew', tier: 'plus', paid: eur(6_900) };
  assert.equal(refusal(await system(membershipsAt(member), renewal)).key, 'membership-left');
  t.clock.turn(1_000);
  await leave('no');
  assert.equal((await system(membershipsAt(member), renewal)).status, 200);
  const none = await phone.post(memberApi.membership, { tierId: 'gold', leaves: 'yes' });
  assert.equal(refusal(none).key, 'membership-over');
  assert.deepEqual(await eventsOf(member, ...all), [
    ...['membership.started', 'membership.left', 'membership.left', 'membership.renewed'],
  ]);
});

test('whether it has paid for itself is said to the cent', async () => {
  const { phone, member } = await shopper(t, 'worth');
  await sold(member, 'W-1', withPlus(0));
  assert.match((await profileOf(phone))[0].gave, /given you €0 so far.*€69 more\.$/);
  // A point is a cent: ten euros at double points are ten cents more.
  await sold(member, 'W-2', goods(1_050));
  await spend(pos, phone, 'plus-five');
  await spend(pos, phone, 'shipping');
  // Everybody may have it.
  await spend(pos, phone, 'small');
  const [panel] = await profileOf(phone);
  assert.equal(
    panel.gave,
    'It has given you €10.01 so far. You paid €69. It pays for itself with €58.99 more.',
  );
  assert.deepEqual(panel.parts, [
    '€5 in rewards',
    '€4.90 in free shipping',
    '€0.11 in extra points',
  ]);
  await pos.return('W-2', 'WB-2');
  assert.deepEqual((await profileOf(phone))[0].parts, ['€5 in rewards', '€4.90 in free shipping']);
  await sold(member, 'W-3', goods(600_000));
  assert.match((await profileOf(phone))[0].gave, /It has paid for itself\.$/);
});

test('by a rule that takes off what it gave, a refund is less than the days', async () => {
  const refund = { wholeDays: 14, later: 'pro-rata', lessBenefits: true } as const;
  await loadProgram(t.context, { ...paidProgram, paidMemberships: [{ ...plusYear, refund }] });
  const { phone, member } = await shopper(t, 'less');
  await sold(member, 'M-1', withPlus(0));
  await spend(pos, phone, 'plus-five');
  const { body } = await pos.return('M-1', 'MB-1', { lines: [{ id: 'plus' }] });
  assert.deepEqual(body.memberships[0].refund, eur(6_400));
  await loadProgram(t.context, paidProgram);
});

test('support sells, sees, ends and takes back by hand', async () => {
  const { phone, member } = await shopper(t, 'support');
  const admin = (...words: string[]) =>
    runCommand(t.context, 'membership', member.number, ...words);
  assert.equal(await admin(), 'They have never paid for a tier.');
  const done = await admin('plus', '--paid', '69.00', '--id', 'call-1');
  assert.match(done, /^Done: support-call-1: plus, running, .*paid 69\.00 EUR, gave 0\.00 EUR/);
  assert.equal(await admin('plus', '--paid', '69.00', '--id', 'call-1'), done);
  assert.match(await admin('--not-renewed', 'support-call-1'), /not renewed$/);
  assert.match(await admin('--take-back', 'support-call-1'), /paid back by its rule: 69\.00 EUR/);
  assert.equal(await tierOf(phone), 'member');
});

test('a month before its end a mail says so, and the end is told, once, whoever looks', async () => {
  const { member } = await shopper(t, 'told');
  await sold(member, 'T-1', withPlus(0));
  const end = Date.UTC(2027, 1, 3, 23, 0);
  const mails = async () =>
    (await latestMails(t.context.store.read, 1_000))
      .filter(({ notice }) => notice === 'membership')
      .map((row) => openMail(t.context, row))
      .filter(({ to }) => to === 'told@example.com')
      .map(({ subject }) => subject);
  t.clock.turnTo(end - 31 * 24 * 3_600_000 + 9 * 3_600_000 - 1);
  await runClock();
  assert.deepEqual(await mails(), []);
  t.clock.turn(1);
  await Promise.all([runClock(), runClock()]);
  const notice = 'Test & Sons: Your Plus membership until 3 February 2027.';
  assert.deepEqual(await mails(), [notice]);
  const seenAtTill = async () => (await pos.post(posApi.findMember, member)).body.tier.id;
  t.clock.turnTo(end - 1);
  assert.equal(await seenAtTill(), 'plus');
  t.clock.turnTo(end);
  assert.equal(await seenAtTill(), 'member', 'the time decides');
  await Promise.all([runClock(), runClock()]);
  await runClock();
  assert.deepEqual((await mails()).toSorted(), [
    'Test & Sons: Your Plus membership ended on 3 February 2027.',
    notice,
  ]);
  assert.deepEqual(await eventsOf(member, ...all), ['membership.started', 'membership.ended']);
  assert.match(await runCommand(t.context, 'history', member.number), /Plus membership ended/);
  const { memberships } = (await system(membershipsAt(member))).body;
  assert.deepEqual([memberships[0].state, memberships[0].refund], ['over', eur(0)]);
  await startOutbox(t.context).stop();
});

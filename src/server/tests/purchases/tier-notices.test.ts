import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { posApi } from '#contract/paths.ts';
import type { Program } from '#domain/program/program.ts';
import { startOutbox } from '#server/jobs/outbox.ts';
import { latestMails } from '#server/storage/people/mails.ts';
import { membersInOrder } from '#server/storage/people/members.ts';
import { memberTierRow } from '#server/storage/purchases/member-tiers.ts';
import { newId, type Pos, posAt } from '#server/tests/kit/counter.ts';
import { joinDirectly } from '#server/tests/kit/join-directly.ts';
import { eur } from '#server/tests/kit/model/goods.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { openMail } from '#server/usecases/ground/queue-mail.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { sweepTiers } from '#server/usecases/standing/tier-sweep.ts';
import { expireDue } from '#server/usecases/vouchers/expire.ts';
import { viewWallet } from '#server/usecases/wallet/view-wallet.ts';

const yearly: Program = { ...testProgram, tierRule: { by: 'spend', period: 'calendar-year' } };
const day = 24 * 60 * 60_000;
const at = (text: string) => Date.parse(text);

let t: Tillpass;
let pos: Pos;
before(async () => {
  // As every program before it had one: a rule begins with the members that there are.
  t = await startTillpass();
  pos = posAt(t, 'main-1');
});
after(() => t.close());

const sold = async (memberId: string, minor: number) =>
  pos.purchase({ member: { memberId }, receiptNumber: newId(), total: eur(minor) });

/** Two clocks, as two processes have. */
async function runClocks(): Promise<void> {
  const clock = async () => {
    while ((await expireDue(t.context)) > 0) {}
  };
  await Promise.all([clock(), clock()]);
}

async function sendMails(): Promise<void> {
  const unsent = async () =>
    (await latestMails(t.context.store.read, 1_000)).some(
      ({ sent_at, failed_at }) => sent_at === null && failed_at === null,
    );
  while (await unsent()) await startOutbox(t.context).stop();
}

const mailsAbout = async (to: string) =>
  (await latestMails(t.context.store.read, 1_000))
    .filter(({ notice }) => notice === 'tier')
    .map((row) => openMail(t.context, row))
    .filter((mail) => mail.to === to);

const changesOf = async (memberId: string) =>
  (
    await t.context.store.read
      .selectFrom('events')
      .select('data')
      .where('kind', '=', 'tier.changed')
      .where('member_id', '=', memberId)
      .orderBy('at')
      .execute()
  ).map(({ data }) => JSON.parse(data) as unknown);

const walletOf = (memberId: string, shown: boolean) =>
  viewWallet(t.context, { memberId, storeId: null, language: 'en', shown });

const toldOf = async (memberId: string) => {
  const row = await memberTierRow(t.context.store.read, memberId);
  return row && [row.told_for, row.told_by];
};

const end = at('2026-12-31T23:00:00Z');
const names = ['mailed', 'shown', 'untold', 'buys'] as const;
const ids = new Map<string, string>();
const idOf = (name: (typeof names)[number]): string => ids.get(name) ?? '';

test('a rule finds the members that there are, and tells nobody of what is no change', async () => {
  for (const name of names) ids.set(name, await joinDirectly(t, `${name}@example.com`));
  for (const memberId of ids.values()) await sold(memberId, 50_000);
  t.clock.turn(1_000);
  await loadProgram(t.context, yearly);
  t.clock.turn(1_000);
  await runClocks();
  for (const memberId of ids.values()) {
    assert.equal((await memberTierRow(t.context.store.read, memberId))?.tier_id, 'silver');
    assert.deepEqual(await changesOf(memberId), []);
  }
  // The year that reached it keeps it through the next one.
  t.clock.turnTo(end + 60_000);
  await runClocks();
  assert.deepEqual(await changesOf(idOf('mailed')), []);
});

const last = at('2027-12-31T23:00:00Z');
const mailTime = last - 31 * day + 9 * 60 * 60_000;

test('a month before, who would lose a tier gets one mail with the sentence of the wallet', async () => {
  await sold(idOf('mailed'), 12_345);
  t.clock.turnTo(mailTime - 1);
  await runClocks();
  assert.deepEqual(await mailsAbout('mailed@example.com'), [], 'not at night');
  t.clock.turnTo(mailTime);
  await runClocks();
  const [mail, ...more] = await mailsAbout('mailed@example.com');
  assert.deepEqual(more, []);
  const { keeps } = await walletOf(idOf('mailed'), false);
  assert.equal(keeps, 'Spend €376.55 more by 31 December 2027 to keep Silver.');
  assert.equal(mail?.subject, `Test & Sons: ${keeps}`);
  assert.match(mail?.text ?? '', /Otherwise you’ll be Member from then on\.\n/);
  assert.match(mail?.text ?? '', /\nhttp:\/\/localhost:8080\/tiers\n/);
});

test('what was told is on record when the mail was taken, or the wallet shown, and not before', async () => {
  assert.deepEqual(await toldOf(idOf('mailed')), [null, null]);
  await walletOf(idOf('shown'), false);
  assert.deepEqual(await toldOf(idOf('shown')), [null, null], 'nobody has looked at it');
  await walletOf(idOf('shown'), true);
  assert.deepEqual(await toldOf(idOf('shown')), [last, 'wallet']);
  await sendMails();
  assert.deepEqual(await toldOf(idOf('mailed')), [last, 'mail']);
  assert.deepEqual(await toldOf(idOf('shown')), [last, 'wallet'], 'whichever was first');
});

test('who buys what is missing keeps the tier, and who does not loses it on the day, once', async () => {
  await sold(idOf('buys'), 50_000);
  t.clock.turnTo(last - 1);
  await runClocks();
  assert.equal((await walletOf(idOf('mailed'), false)).tier.id, 'silver');
  t.clock.turnTo(last);
  // The time decides, and not the clock's round.
  assert.equal((await walletOf(idOf('mailed'), false)).tier.id, 'member');
  assert.deepEqual(await changesOf(idOf('mailed')), []);
  await runClocks();
  const fell = { from: 'silver', to: 'member', higher: false, told: true };
  assert.deepEqual(await changesOf(idOf('mailed')), [fell]);
  assert.deepEqual(await changesOf(idOf('buys')), []);
  await runClocks();
  assert.deepEqual(await changesOf(idOf('mailed')), [fell]);
});

test('a tier that is reached is told at once, and a mail to an unproved address is not sent', async () => {
  const email = 'nobody-proved@example.com';
  const { body } = await pos.post(posApi.members, { email, consent: 'join-1' });
  const { memberId } = body.member;
  await sold(memberId, 50_000);
  const rose = { from: 'member', to: 'silver', higher: true, told: false };
  assert.deepEqual(await changesOf(memberId), [rose]);
  t.clock.turnTo(at('2029-12-31T23:00:00Z') - 20 * day);
  await runClocks();
  assert.deepEqual(await mailsAbout(email), []);
  t.clock.turnTo(at('2029-12-31T23:00:00Z'));
  await runClocks();
  assert.deepEqual(await changesOf(memberId), [
    rose,
    { from: 'silver', to: 'member', higher: false, told: false },
  ]);
});

test('a program without a rule tells nobody, and its clock comes to rest', async () => {
  await sold(idOf('buys'), 50_000);
  const mails = (await mailsAbout('buys@example.com')).length;
  await loadProgram(t.context, testProgram);
  t.clock.turn(3 * 366 * day);
  await runClocks();
  assert.equal((await mailsAbout('buys@example.com')).length, mails);
  assert.equal((await memberTierRow(t.context.store.read, idOf('buys')))?.look_at, null);
});

test('a tier that is reached before everybody was looked at under another rule is told', async () => {
  const memberId = await joinDirectly(t, 'between@example.com');
  await loadProgram(t.context, yearly);
  t.clock.turn(day);
  await sold(memberId, 50_000);
  const rose = { from: 'member', to: 'silver', higher: true, told: false };
  assert.deepEqual(await changesOf(memberId), [rose]);
  await runClocks();
  assert.deepEqual(await changesOf(memberId), [rose]);
});

test('so is one of a sale of before the change, if its till reports it after that', async () => {
  await loadProgram(t.context, testProgram);
  const memberId = await joinDirectly(t, 'reported-late@example.com');
  t.clock.turn(day);
  const soldAt = new Date(t.context.now() - 60_000).toISOString();
  await loadProgram(t.context, yearly);
  t.clock.turn(60_000);
  const late = { member: { memberId }, receiptNumber: newId(), total: eur(50_000), soldAt };
  assert.equal((await pos.purchase(late)).status, 200);
  const rose = { from: 'member', to: 'silver', higher: true, told: false };
  assert.deepEqual(await changesOf(memberId), [rose]);
  await runClocks();
  assert.deepEqual(await changesOf(memberId), [rose]);
});

const waiting: Program = {
  ...yearly,
  tierRule: { by: 'spend', period: 'lifetime' },
  pending: { days: 14, tiers: 'when-available' },
};

test('a member whose look fails keeps nobody waiting, and is looked at again later', async () => {
  await loadProgram(t.context, waiting);
  t.clock.turn(1_000);
  const members = await membersInOrder(t.context.store.read, '', 1_000);
  const all = members.map(({ id }) => id);
  const [first = '', second = '', ...others] = all;
  const asked: string[][] = [];
  const sweep = (failing: readonly string[]) =>
    sweepTiers(t.context, 2, async (some) => {
      asked.push([...some]);
      return { failed: some.filter((id) => failing.includes(id)) };
    });
  while ((await sweep([second])) > 0) {}
  assert.deepEqual(asked.flat(), all, 'everybody, and the one that failed only once');
  assert.deepEqual(asked[0], [first, second]);
  t.clock.turn(9 * 60_000);
  assert.equal(await sweep([]), 0, 'not at once');
  t.clock.turn(60_000);
  assert.equal(await sweep([second]), 1);
  assert.equal(await sweep([second]), 0);
  t.clock.turn(10 * 60_000);
  assert.equal(await sweep([]), 1);
  t.clock.turn(day);
  assert.equal(await sweep([]), 0, 'it is done');
  assert.deepEqual(asked.slice(-2), [[second], [second]]);
  assert.ok(others.length > 2);
});

test('a tier that is reached when spend becomes available is told then', async () => {
  const memberId = await joinDirectly(t, 'waits@example.com');
  await sold(memberId, 50_000);
  t.clock.turn(13 * day);
  await runClocks();
  assert.deepEqual(await changesOf(memberId), []);
  t.clock.turn(2 * day);
  await runClocks();
  const rose = { from: 'member', to: 'silver', higher: true, told: false };
  assert.deepEqual(await changesOf(memberId), [rose]);
});

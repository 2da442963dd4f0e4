// Every statement of a shop's day finds its rows by an index, so nothing takes longer as the shop grows.
import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { memberApi, posApi, surveyApi, tillApi } from '#contract/paths.ts';
import type { EarningRule } from '#domain/program/earning-rule.ts';
import { readWaiting } from '#server/start/metrics/waiting.ts';
import { sqlitePath } from '#server/storage/engines/sqlite.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { cancel, issued, newId, posAt, voucher } from '#server/tests/kit/counter.ts';
import { testDatabaseUrl } from '#server/tests/kit/database.ts';
import {
  addPurchase,
  asked,
  enrol,
  find,
  follow,
  idOf,
  numberOf,
  readOut,
} from '#server/tests/kit/members.ts';
import { ofManyMembers } from '#server/tests/kit/model/one-member.ts';
import { plansAbout, statementsOf, walksIn } from '#server/tests/kit/plans.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { addWebhook } from '#server/usecases/followers/manage-webhooks.ts';
import { makeReviewLink } from '#server/usecases/occasions/review-link.ts';
import { viewReward } from '#server/usecases/operations/change-rewards.ts';
import { viewStoreOpen } from '#server/usecases/operations/close-store.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { eraseMember } from '#server/usecases/rights/erase.ts';
import { startClock } from './clock.ts';
import { startMinting } from './minting.ts';
import { startOutbox } from './outbox.ts';
import { startWatch } from './watch.ts';
import { startWebhooks } from './webhooks.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

const onSqlite = { skip: testDatabaseUrl !== undefined && 'PostgreSQL plans by what it counts' };

/**
 * Read whole, because an administrator adds few (endpoints one by one, slots up to 99, a pool a reward and store), or
 * because they are the statement's own values.
 */
const small = new Set([
  ...['webhook_endpoints', 'reward_slots', 'pools', 'told', 'looked'],
  // The rows that one statement brings, and the mails that are not sent yet.
  ...['given_rows', 'mails_to_send'],
]);

const rule = { name: { en: 'Rule' }, when: {}, limits: {} };
const bonus = { ...rule, kind: 'product', combines: 'add', tierRate: false } as const;
const points = { give: 'points', points: 5 } as const;

/** One rule for each thing that rules may ask for, so that each of their statements runs. */
const earning: readonly EarningRule[] = [
  { ...bonus, id: 'first', kind: 'first-purchase', gives: points },
  { ...bonus, id: 'limited', gives: points, limits: { perDay: 2, inAll: 99, budget: 500 } },
  { ...rule, id: 'card', kind: 'stamps', every: 2, counts: 'visits', points: 5 },
  { ...rule, id: 'goal', kind: 'spend-goal', goalMinor: 1_400, every: 'month', points: 5 },
  { ...rule, id: 'joined', kind: 'joining', points: 5, limits: { inAll: 99 } },
  { ...rule, id: 'born', kind: 'birthday', points: 5, afterDays: 0, leapDay: 'mar-1' },
  { ...rule, id: 'told', kind: 'profile-step', points: 5, fact: 'birthday' },
  { ...rule, id: 'review', kind: 'review', points: 5, limits: { inAll: 99 } },
  {
    ...rule,
    id: 'taste',
    kind: 'survey',
    points: 5,
    limits: { inAll: 99 },
    version: 1,
    question: { en: 'How was it?' },
    answers: [
      { id: 'good', text: { en: 'Good' } },
      { id: 'bad', text: { en: 'Bad' } },
    ],
  },
];

/** Lets every job do what is due. */
async function runJobs({ context }: Tillpass): Promise<void> {
  mock.timers.enable({ apis: ['setInterval'] });
  const stopClock = startClock(context);
  mock.timers.tick(5_000);
  await stopClock();
  mock.timers.reset();
  const loops = [
    startOutbox(context),
    startWatch(context),
    startWebhooks(context, { resolve: async () => [] }),
    startMinting(context),
  ];
  for (const loop of loops) await loop.stop();
}

async function phoneActs(phone: Browser): Promise<void> {
  const birthday = { month: '1', day: '1' };
  assert.equal((await phone.post(memberApi.birthday, birthday)).status, 200);
  await phone.post(memberApi.birthday, { month: '', day: '' });
  await phone.post(memberApi.birthday, birthday);
  const pages = ['/', '/wallet', '/rewards', '/rewards/small', '/history', '/profile', '/earn'];
  for (const page of pages) {
    assert.equal((await phone.page(page)).status, 200, page);
  }
  const { id } = await issued(phone, 'small');
  await phone.page(`/redemptions/${id}`);
  await voucher(phone, id);
  await cancel(phone, id);
  await phone.get(memberApi.history);
  await phone.get(memberApi.pass);
}

async function tillActs(t: Tillpass, phone: Browser): Promise<void> {
  const till = await t.onDuty('main-1');
  const number = await numberOf(phone);
  const { code, id } = await issued(phone, 'small');
  await till.post(tillApi.look, { scanned: code });
  assert.equal((await till.post(tillApi.redeem, { scanned: code, id: newId() })).status, 200);
  await till.get(tillApi.recent);
  await till.post(tillApi.reverse, { redemptionId: id, reason: 'wrong' });
  await find(till, { number });
  await find(till, { email: 'first@example.com' });
  assert.equal((await addPurchase(till, number, 'by-hand', 500)).status, 200);
  await enrol(till, 'enrolled@example.com');
  const question = await asked(t, till, { address: 'asked@example.com' });
  await follow(till, question.id);
  assert.equal((await readOut(till, question.id, question.code)).status, 200);
}

async function posActs(t: Tillpass, phone: Browser): Promise<void> {
  const pos = posAt(t, 'main-2');
  const number = await numberOf(phone);
  const { code, id } = await issued(phone, 'small');
  await pos.look(code);
  await pos.reserve(code, 'basket');
  await pos.release(code, 'basket');
  assert.equal((await pos.redeem(code, 'R-1', { 'idempotency-key': 'one' })).status, 200);
  assert.equal((await pos.reverse(id, 'wrong')).status, 200);
  assert.equal((await pos.purchase({ receiptNumber: 'sold', member: { number } })).status, 200);
  assert.equal((await pos.return('sold', 'back')).status, 200);
  await pos.return('unknown', 'waits');
  await pos.post(posApi.findMember, { number });
  const headers = { authorization: `Bearer ${t.keys.get('main-2')}` };
  for (const path of [posApi.events, posApi.rewards, posApi.history]) {
    const url = path.replace(':number', number);
    assert.equal((await t.browser().get(url, headers)).status, 200, url);
  }
}

/** Says what the member thinks, under a used voucher and by a review's link. */
async function opinions(t: Tillpass, phone: Browser): Promise<void> {
  const { code, id } = await issued(phone, 'small');
  assert.equal((await posAt(t, 'main-2').redeem(code, 'R-asked')).status, 200);
  assert.equal((await voucher(phone, id)).body.survey.id, 'taste');
  const said = { survey: 'taste', version: '1', answer: 'good' };
  const to = surveyApi.survey.replace(':redemptionId', id);
  assert.equal((await phone.post(to, said)).status, 200);
  const review = { reviewId: 'rv-1', memberId: await idOf(t, 'first@example.com'), days: 9 };
  const { url } = await makeReviewLink(t.context, { ...review, product: 'MUG-1' });
  const { pathname } = new URL(url);
  assert.equal((await phone.page(pathname)).status, 200);
  assert.equal((await phone.form(pathname, {})).status, 200);
}

test(
  'no statement of the jobs, a phone, a till or a POS walks through a table that grows',
  onSqlite,
  async () => {
    const t = await startTillpass();
    await loadProgram(t.context, { ...testProgram, earning });
    await addWebhook(t.context, { url: 'http://127.0.0.1:9/', storeId: null, kinds: null });
    const phone = await t.joined('first@example.com', 'M1');
    const jobs = await statementsOf(() => runJobs(t));
    const acts = await statementsOf(async () => {
      await t.joined('second@example.com', 'M1');
      await phoneActs(phone);
      await tillActs(t, phone);
      await posActs(t, phone);
      await opinions(t, phone);
    });
    const later = await statementsOf(async () => {
      await issued(phone, 'small');
      await runJobs(t);
      await readWaiting(t.context.store.read, t.clock.now());
      t.clock.turn(40 * minute);
      await runJobs(t);
      t.clock.turn(500 * day);
      await runJobs(t);
    });
    const statements = new Map([...jobs, ...acts, ...later]);
    assert.ok(statements.size > 100, `${statements.size} statements are looked at`);
    const path = sqlitePath(t.adminSettings.DATA_DIR);
    assert.deepEqual(walksIn(path, statements, small), []);
    assert.deepEqual(ofManyMembers(path, acts.keys()), [], 'an act names one member');
    await t.close();
  },
);

test('who leaves is looked for among the mails by key', onSqlite, async () => {
  const t = await startTillpass();
  await t.joined('leaves@example.com');
  const memberId = await idOf(t, 'leaves@example.com');
  const statements = await statementsOf(async () => {
    await eraseMember(t.context, memberId, 'support');
  });
  const path = sqlitePath(t.adminSettings.DATA_DIR);
  const plans = plansAbout('mails', path, statements);
  assert.ok(plans.length > 2, `${plans.length} statements are about mails`);
  const byKey =
    /mails_by_(to_key|number_key)|mails_without_key|mails_by_member_id|sqlite_autoindex_mails_1 \(id=\?\)/;
  for (const { sql, lines } of plans) for (const line of lines) assert.match(line, byKey, sql);
  await t.close();
});

test(
  'looking at a reward or a store at the desk walks through no voucher that is over',
  onSqlite,
  async () => {
    const t = await startTillpass();
    const statements = await statementsOf(async () => {
      await viewReward(t.context, 'small', 'en');
      await viewStoreOpen(t.context, 'main', 'en');
    });
    const path = sqlitePath(t.adminSettings.DATA_DIR);
    // Tills, devices, associates and connections are as few as a shop's stores.
    const few = new Set([...small, 'tills', 'till_devices', 'associates', 'mint_connections']);
    assert.deepEqual(walksIn(path, statements, few), []);
    await t.close();
  },
);

test(
  'which program is in force, the first question of every act, is answered by an index alone',
  onSqlite,
  async () => {
    const t = await startTillpass();
    const statements = await statementsOf(async () => {
      await viewReward(t.context, 'small', 'en');
    });
    const asked = new Map([...statements].filter(([sql]) => /begins_at.*<= \?/s.test(sql)));
    const plans = plansAbout('programs', sqlitePath(t.adminSettings.DATA_DIR), asked);
    assert.ok(plans.length > 0);
    for (const { sql, lines } of plans)
      for (const line of lines) assert.match(line, /COVERING/, sql);
    await t.close();
  },
);

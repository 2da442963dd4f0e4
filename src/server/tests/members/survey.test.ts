import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { adminApi, memberApi, paths, surveyApi } from '#contract/paths.ts';
import type { EarningWay } from '#contract/profile.ts';
import { askedForMs } from '#domain/earning/survey.ts';
import type { SurveyRule } from '#domain/program/earning-rule.ts';
import { runCommand } from '#server/tests/kit/admin.ts';
import { Browser } from '#server/tests/kit/browser.ts';
import { atOnce, balance, issued, posAt, voucher, wallet } from '#server/tests/kit/counter.ts';
import { idOf, numberOf } from '#server/tests/kit/members.ts';
import { leadsTo, sendForm } from '#server/tests/kit/plain-form.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { assertRefused } from '#server/tests/kit/refused.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import { makeAdminKey } from '#server/usecases/pools/admin-key.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { eraseMember } from '#server/usecases/rights/erase.ts';

const dayMs = 24 * 60 * 60_000;
const survey = (more: Partial<SurveyRule> = {}): SurveyRule => ({
  id: 'taste',
  kind: 'survey',
  name: { en: 'Your opinion', ar: 'رأيك' },
  points: 5,
  question: { en: 'How was it?', ar: 'كيف كان؟' },
  version: 1,
  when: {},
  limits: {},
  answers: [
    { id: 'good', text: { en: 'Good', ar: 'جيد' } },
    { id: 'bad', text: { en: 'Not so good', ar: 'ليس جيدًا' } },
  ],
  ...more,
});

let t: Tillpass;
let key: string;
before(async () => {
  t = await startTillpass();
  key = await makeAdminKey(t.context, 'opinions');
});
// Closing verifies every ledger, and that answers gave what rules gave.
after(() => t.close());

const loaded = (...earning: SurveyRule[]) => loadProgram(t.context, { ...testProgram, earning });

/** A member with points, and a voucher of theirs that a till has used just now. */
async function served(address: string, till = 'main-1'): Promise<{ phone: Browser; id: string }> {
  const phone = await t.joined(address);
  return { phone, id: await used(phone, till) };
}

async function used(phone: Browser, till = 'main-1'): Promise<string> {
  const { code, id } = await issued(phone, 'coffee');
  const { status, text } = await posAt(t, till).redeem(code, `R-${id}`);
  assert.equal(status, 200, text);
  return id;
}

const asked = async (phone: Browser, id: string) => (await voucher(phone, id)).body.survey;
const tap = (phone: Browser, id: string, answer: string, more: object = {}) =>
  phone.post(surveyApi.survey.replace(':redemptionId', id), {
    survey: 'taste',
    version: '1',
    answer,
    ...more,
  });
const report = (body: object) =>
  new Browser(t.app).post(adminApi.surveyAnswers, body, { authorization: `Bearer ${key}` });

test('a used voucher asks in the member’s language, one tap gives once, and the history names the rule', async () => {
  await loaded(survey());
  const { phone, id } = await served('taste@example.com');
  const question = await asked(phone, id);
  assert.deepEqual(
    [question.question, question.hint],
    ['How was it?', '5 points for one tap. Only if you’d like to.'],
  );
  assert.deepEqual(question.answers[1], { id: 'bad', text: 'Not so good' });
  assert.equal(question.to, surveyApi.survey.replace(':redemptionId', id));
  const had = await balance(phone);
  const retried = await atOnce(4, () => tap(phone, id, 'good'));
  for (const { status, text, body } of retried) {
    assert.equal(status, 200, text);
    assert.deepEqual(body.survey, { thanks: 'Thank you: 5 points are in your history.' });
    assert.equal(body.balance, had + 5);
  }
  const changed = await tap(phone, id, 'bad');
  assertRefused(changed.status, changed.text, 'answered before');
  assert.deepEqual((await wallet(phone)).history[0].what, { rule: 'award', name: 'Your opinion' });
  assert.equal(await balance(phone), had + 5);
});

test('a version is asked once, another one anew; with days again when they are over; an old voucher asks nothing', async () => {
  await loaded(survey());
  const { phone, id } = await served('again@example.com');
  await posAt(t, 'main-1').purchase({
    member: { number: await numberOf(phone) },
    total: { minor: 90_000, currency: 'EUR' },
    receiptNumber: 'RICH-1',
  });
  await tap(phone, id, 'good');
  const second = await used(phone);
  assert.equal(await asked(phone, second), undefined);
  assert.equal((await tap(phone, second, 'good')).body.error.key, 'survey-answered');
  await loaded(survey({ version: 2 }));
  assert.equal((await asked(phone, second)).version, 2);
  assert.equal((await tap(phone, second, 'good')).body.error.key, 'survey-over');
  assert.equal((await tap(phone, second, 'good', { version: '2' })).status, 200);

  await loaded(survey({ version: 2, everyDays: 30, limits: { budget: 1_000 } }));
  const third = await used(phone);
  assert.equal(await asked(phone, third), undefined);
  t.clock.turn(30 * dayMs);
  const fourth = await used(phone);
  assert.equal((await asked(phone, fourth)).question, 'How was it?');
  // What was used a week ago asks no more; nor does one that is still open.
  t.clock.turn(askedForMs);
  assert.equal(await asked(phone, fourth), undefined);
  assert.equal((await tap(phone, fourth, 'good')).body.error.key, 'survey-over');
  const open = await issued(phone, 'coffee');
  assert.equal((await tap(phone, open.id, 'good')).body.error.key, 'survey-over');
  const stranger = await t.joined('stranger@example.com');
  assert.equal((await tap(stranger, fourth, 'good')).body.error.key, 'redemption-unknown');
});

test('one voucher, or one id, is one answer, of whichever survey', async () => {
  await loaded(survey(), survey({ id: 'service' }));
  const { phone, id } = await served('twice@example.com');
  const had = await balance(phone);
  assert.equal((await tap(phone, id, 'good')).status, 200);
  const second = await tap(phone, id, 'good', { survey: 'service' });
  assertRefused(second.status, second.text, 'another survey under the same voucher');
  assert.equal(second.body.error.key, 'survey-answered');
  const other = await t.joined('twice-mailed@example.com');
  const answer = { id: 'mail-1', member: await numberOf(other), survey: 'taste', answer: 'bad' };
  assert.equal((await report(answer)).status, 200);
  assert.equal((await report({ ...answer, survey: 'service' })).body.error.key, 'id-taken');
  assert.equal(await balance(phone), had + 5);
});

test('a budget is never passed, its last one gets what is left, and nobody is asked for nothing', async () => {
  await loaded(survey({ id: 'rare', limits: { budget: 12 } }));
  const people = await Promise.all(
    [1, 2, 3, 4].map((turn) => served(`rare-${turn}@example.com`, 'harbour-1')),
  );
  const more = { survey: 'rare' };
  const answers = await Promise.all(people.map(({ phone, id }) => tap(phone, id, 'good', more)));
  const thanks = answers.map(({ body }) => body.survey.thanks).toSorted();
  assert.deepEqual(thanks, [
    'Thank you for your answer.',
    'Thank you: 2 points are in your history.',
    'Thank you: 5 points are in your history.',
    'Thank you: 5 points are in your history.',
  ]);
  const late = await served('rare-late@example.com');
  assert.equal(await asked(late.phone, late.id), undefined);
  const ways: EarningWay[] = (await late.phone.get(memberApi.earning)).body.ways;
  assert.deepEqual(
    ways.map(({ id }) => id),
    ['purchase'],
  );
});

test('the ways to earn say it until it is answered, in words of the rule', async () => {
  await loaded(survey({ id: 'shown', everyDays: 30, limits: { inAll: 9 } }));
  const { phone, id } = await served('shown@example.com');
  const way = async () =>
    (await phone.get(memberApi.earning)).body.ways.find((one: EarningWay) => one.id === 'shown');
  assert.deepEqual(await way(), {
    id: 'shown',
    name: 'Your opinion',
    gives: '5 points',
    asks: ['Under a reward that you used: one tap on an answer.', 'At most once in 30 days.'],
  });
  await tap(phone, id, 'good', { survey: 'shown' });
  assert.equal(await way(), undefined);
});

test('the administrator counts answers in all and by store, and counts stay when a member leaves', async () => {
  await loaded(survey({ id: 'left' }));
  const more = { survey: 'left' };
  const one = await served('left-1@example.com');
  const two = await served('left-2@example.com', 'harbour-1');
  await tap(one.phone, one.id, 'good', more);
  await tap(two.phone, two.id, 'good', more);
  const counts = [
    'left, version 1: How was it? (2 answers)',
    '  Good 2: Harbour 1, Main St. 1',
    '  Not so good 0',
  ].join('\n');
  assert.equal(await runCommand(t.context, 'survey', 'left'), counts);
  const copy = await t.context.store.read
    .selectFrom('survey_answers')
    .select('answer')
    .where('member_id', '=', await idOf(t, 'left-1@example.com'))
    .execute();
  assert.deepEqual(copy, [{ answer: 'good' }]);
  const id = await idOf(t, 'left-1@example.com');
  await eraseMember(t.context, id, 'support');
  const rows = await t.context.store.read
    .selectFrom('survey_answers')
    .selectAll()
    .where('member_id', '=', id)
    .execute();
  assert.deepEqual(rows, []);
  assert.equal(await runCommand(t.context, 'survey', 'left'), counts);
  await assert.rejects(runCommand(t.context, 'survey', 'nothing'), /no survey/);
});

test('verify finds an answer that says it gave something else', async () => {
  await loaded(survey({ id: 'forged' }));
  const { phone, id } = await served('forged@example.com');
  await tap(phone, id, 'good', { survey: 'forged' });
  const { store } = t.context;
  const set = (points: number) =>
    store.transact((tx) =>
      tx.db.updateTable('survey_answers').set({ points }).where('rule_id', '=', 'forged').execute(),
    );
  await set(6);
  const found = await verifyBooks(t.context);
  assert.ok(found.some(({ detail }) => detail.includes('of kind survey, gave 6, should be 5')));
  await set(5);
});

test('a browser without scripts is asked as well, and its form is answered by the page that thanks', async () => {
  await loaded(survey({ question: { en: 'Good & <hot>?' } }));
  const { phone, id } = await served('plain@example.com');
  const page = paths.redemption(id);
  const plainPart = async () =>
    /<noscript>(.*)<\/noscript>/.exec((await phone.page(page)).text)?.[1];
  assert.match((await plainPart()) ?? '', /Good &#38; &#60;hot&#62;\?/);
  const before = await balance(phone);
  const action = surveyApi.survey.replace(':redemptionId', id);
  assert.equal(leadsTo(await sendForm(phone, page, action)), page);
  assert.match((await plainPart()) ?? '', /Thank you: 5 points/);
  assert.equal(await balance(phone), before + 5);
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Kysely } from 'kysely';
import { memberApi, paths } from '#contract/paths.ts';
import type { EarningRule } from '#domain/program/earning-rule.ts';
import { type CalendarDay, dayAfter, dayOf, startOfDay } from '#domain/values/calendar.ts';
import { up as knowFirstProofs } from '#server/storage/db/migrations/people/118-first-proofs.ts';
import { atOnce, balance, wallet } from '#server/tests/kit/counter.ts';
import { enrol } from '#server/tests/kit/members.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { assertRefused } from '#server/tests/kit/refused.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { changeAddress } from '#server/usecases/members/change-address.ts';
import { celebrateDue } from '#server/usecases/occasions/celebrate-due.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';

const earning: readonly EarningRule[] = [
  {
    id: 'opening',
    kind: 'joining',
    name: { en: 'Opening week', ar: 'أسبوع الافتتاح' },
    points: 30,
    when: { stores: ['main'] },
    limits: { budget: 80 },
  },
];
/** The same for ever, for tests about something else. */
const always = earning.map((rule) => ({ ...rule, limits: {} }));
const birthday: EarningRule = {
  id: 'birthday',
  kind: 'birthday',
  name: { en: 'Hooray', ar: 'هنيئًا' },
  points: 50,
  afterDays: 30,
  leapDay: 'feb-28',
  when: {},
  limits: {},
};
const dayMs = 24 * 60 * 60_000;
/** What the clock does until nothing is left. */
const celebrateAll = async () => {
  while ((await celebrateDue(t.context)) > 0) {}
};

let t: Tillpass;
before(async () => {
  t = await startTillpass();
  await loadProgram(t.context, { ...testProgram, earning });
});
// Closing verifies every ledger, and what rules gave for each occasion.
after(() => t.close());

test('joining gives what the poster said, names the rule in the history, and gives the last one what is left', async () => {
  const stranger = t.browser();
  const promised = async () => (await stranger.get(paths.poster('M1'))).text;
  assert.match(await promised(), /180/);
  assert.match(await promised(), /Enough for “Reward coffee”/);
  const phone = await t.joined('first@example.com', 'M1');
  const { history } = await wallet(phone);
  assert.deepEqual(
    history.map(({ points, what }: { points: number; what: object }) => [points, what]),
    [
      [30, { rule: 'award', name: 'Opening week' }],
      [150, { rule: 'welcome' }],
    ],
  );
  assert.equal(await balance(await t.joined('second@example.com', 'M1')), 180);
  assert.match(await promised(), /170/);
  assert.equal(await balance(await t.joined('third@example.com', 'M1')), 170);
  assert.equal(await balance(await t.joined('fourth@example.com', 'M1')), 150);
});

test('who was enrolled at a till joins in its store, wherever they sign in, and the mail says so', async () => {
  await loadProgram(t.context, { ...testProgram, earning: always });
  const till = await t.onDuty('main-1');
  await enrol(till, 'enrolled@example.com');
  const mail = await t.lastMail('enrolled@example.com');
  assert.match(mail.text, /180 points/);
  t.clock.turn(1);
  assert.equal(await balance(await t.joined('enrolled@example.com')), 180);
});

test('a member whose address was changed does not join again, whatever joining gives by then, also after an upgrade', async () => {
  const [joined, upgraded] = ['before@example.com', 'upgraded@example.com'];
  await loadProgram(t.context, { ...testProgram, earning: [], welcomePoints: 0 });
  for (const address of [joined, upgraded]) assert.equal(await balance(await t.joined(address)), 0);
  await loadProgram(t.context, { ...testProgram, earning: always });
  for (const before of [joined, upgraded]) {
    const { id: memberId } = await t.context.store.read
      .selectFrom('members')
      .select('id')
      .where('address', '=', before)
      .executeTakeFirstOrThrow();
    await changeAddress(t.context, { memberId, address: `new-${before}` });
    if (before === upgraded) await upgradeFromUnknown(memberId);
    t.clock.turn(1);
    assert.equal(await balance(await t.joined(`new-${before}`, 'M1')), 0);
  }
});

/** What step 111 left of a member without welcome points whose address had been changed, and the step after it. */
const upgradeFromUnknown = (memberId: string) =>
  t.context.store.transact(async ({ db }) => {
    const unknown = { first_proved_at: null };
    await db.updateTable('members').set(unknown).where('id', '=', memberId).execute();
    // A step knows no schema but the one it makes.
    await knowFirstProofs(db as unknown as Kysely<unknown>);
  });

test('a budget holds when several join at once', async () => {
  const scarce = earning.map((rule) => ({ ...rule, id: 'scarce', limits: { budget: 50 } }));
  await loadProgram(t.context, { ...testProgram, earning: scarce });
  const phones = await atOnce(4, (turn) => t.joined(`at-once-${turn}@example.com`, 'M1'));
  const balances = await Promise.all(phones.map((phone) => balance(phone)));
  assert.deepEqual(balances.toSorted(), [150, 150, 170, 180]);
});

test('a birthday is asked for, given for once a year on its day, and kept with the sentence and the time', async () => {
  await loadProgram(t.context, { ...testProgram, earning: [birthday] });
  const phone = await t.joined('birthday@example.com');
  const tell = (month: string, day: string) => phone.post(memberApi.birthday, { month, day });
  assert.deepEqual((await phone.get(memberApi.profile)).body.birthday.month, null);
  const asked = (await phone.get(memberApi.earning)).body.ways.at(-1);
  assert.deepEqual(asked.to, { path: '/profile#birthday', text: 'Tell us your birthday' });
  for (const [month = '', day = ''] of [
    ['2', '30'],
    ['13', '1'],
    ['5', 'x'],
  ]) {
    const { status, text, body } = await tell(month, day);
    assertRefused(status, text, 'birthday');
    assert.equal(body.error.details.key, 'birthday-invalid');
  }

  const { year, month, day } = dayAfter(dayOf(t.clock.now(), testProgram.timeZone), 40);
  const told = await tell(String(month), String(day));
  assert.deepEqual([told.body.birthday.month, told.body.birthday.day], [month, day]);
  assert.equal((await phone.get(memberApi.earning)).body.ways.at(-1).to, undefined);
  const celebrated = startOfDay(year, month - 1, day, testProgram.timeZone);
  t.clock.turnTo(celebrated - 1_000);
  await celebrateAll();
  assert.equal(await balance(phone), 150);
  t.clock.turnTo(celebrated);
  // Several processes at once, and each again.
  await atOnce(3, celebrateAll);
  await celebrateAll();
  assert.equal(await balance(phone), 200);
  assert.deepEqual((await wallet(phone)).history[0].what, { rule: 'award', name: 'Hooray' });
  // Another birthday within the year, told on its day.
  t.clock.turn(60 * dayMs);
  const other = dayOf(t.clock.now(), testProgram.timeZone);
  await tell(String(other.month), '');
  assert.equal(await balance(phone), 200);
  await tell('', '');
  assert.equal((await phone.get(memberApi.profile)).body.birthday.month, null);
  const consents = await t.context.store.read
    .selectFrom('fact_consents')
    .select(['number', 'fact', 'given', 'wording', 'language'])
    .orderBy('number')
    .execute();
  const wording =
    'For your birthday gift, and for nothing else. The day is optional. To remove your birthday, choose no month.';
  const consent = { fact: 'birthday', wording, language: 'en' };
  assert.deepEqual(
    consents.map((row) => ({ ...row })),
    [
      { number: 1, ...consent, given: 1 },
      { number: 2, ...consent, given: 1 },
      { number: 3, ...consent, given: 0 },
    ],
  );
});

test('a server that was down for days makes up for the birthdays of each, and a new member waits for a year', async () => {
  await loadProgram(t.context, { ...testProgram, earning: [birthday] });
  await celebrateAll();
  const [first, later, fresh] = [2, 4, 4].map((days) =>
    dayAfter(dayOf(t.clock.now() + 40 * dayMs, testProgram.timeZone), days),
  );
  const tell = async (name: string, day: CalendarDay | undefined) => {
    const phone = await t.joined(`${name}@days.example`);
    await phone.post(memberApi.birthday, { month: `${day?.month}`, day: `${day?.day}` });
    return phone;
  };
  const phones = [await tell('first', first), await tell('later', later)];
  t.clock.turn(39 * dayMs);
  await celebrateAll();
  phones.push(await tell('fresh', fresh));
  t.clock.turn(6 * dayMs);
  await celebrateAll();
  const balances = await Promise.all(phones.map((phone) => balance(phone)));
  assert.deepEqual(balances, [200, 200, 150]);
});

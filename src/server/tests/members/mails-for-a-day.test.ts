import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { memberApi, paths } from '#contract/paths.ts';
import type { EarningRule } from '#domain/program/earning-rule.ts';
import { dayAfter, dayOf, startOfDay } from '#domain/values/calendar.ts';
import { latestMails } from '#server/storage/people/mails.ts';
import { runCommand } from '#server/tests/kit/admin.ts';
import { balance, wallet } from '#server/tests/kit/counter.ts';
import { idOf } from '#server/tests/kit/members.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { openMail } from '#server/usecases/ground/queue-mail.ts';
import { celebrateDue } from '#server/usecases/occasions/celebrate-due.ts';
import { wantNewsletter } from '#server/usecases/occasions/newsletter.ts';

// Mails that a day brings: the birthday, and the days before others get something. Read in both languages.

const birthday: EarningRule = {
  id: 'birthday',
  kind: 'birthday',
  name: { en: 'Hooray', ar: 'عيد سعيد' },
  points: 50,
  afterDays: 30,
  leapDay: 'mar-1',
  when: {},
  limits: {},
};

const newsletter: EarningRule = {
  id: 'newsletter',
  kind: 'newsletter',
  name: { en: 'News', ar: 'أخبار' },
  points: 5,
  doubleOptIn: false,
  when: {},
  limits: {},
};

let t: Tillpass;
before(async () => {
  t = await startTillpass({ program: { ...testProgram, earning: [birthday, newsletter] } });
});
// Closing verifies every ledger.
after(() => t.close());

/** The messages of a kind to an address: as they are queued, with what the mail program shows. */
const messagesTo = async (address: string, kind: 'birthday' | 'early-access') =>
  (await latestMails(t.context.store.read, 1_000))
    .filter(({ notice }) => notice === kind)
    .map((row) => ({ mail: openMail(t.context, row), from: row.send_after }))
    .filter(({ mail }) => mail.to === address);

async function reader(address: string, language: 'en' | 'ar') {
  const phone = await t.joined(address);
  await phone.post(memberApi.language, { language });
  t.clock.turn(1);
  return phone;
}

test('on the morning of the birthday the mail says what is theirs, and it is there', async () => {
  const { timeZone } = testProgram;
  const day = dayAfter(dayOf(t.clock.now(), timeZone), 40);
  const told = { month: String(day.month), day: String(day.day) };
  const english = await reader('day@example.com', 'en');
  const arabic = await reader('day-ar@example.com', 'ar');
  const silent = await reader('no-day@example.com', 'en');
  for (const phone of [english, arabic])
    assert.equal((await phone.post(memberApi.birthday, told)).status, 200);
  const midnight = startOfDay(day.year, day.month - 1, day.day, timeZone);
  t.clock.turnTo(midnight);
  while ((await celebrateDue(t.context)) > 0) {}
  const [said, ...more] = await messagesTo('day@example.com', 'birthday');
  assert.equal(more.length, 0);
  assert.match(said?.mail.subject ?? '', /Happy birthday! 50 points are yours/);
  assert.match(said?.mail.text ?? '', /because you told Test & Sons when your birthday is/);
  // Nobody is woken up: it waits for the end of the quiet hours.
  assert.equal(said?.from, midnight + 8 * 60 * 60_000);
  const [saidInArabic] = await messagesTo('day-ar@example.com', 'birthday');
  assert.match(saidInArabic?.mail.subject ?? '', /كل عام وأنت بخير! هديتك: 50 نقطة/);
  assert.match(saidInArabic?.mail.text ?? '', /لأنك أخبرت .*Test & Sons.* بيوم ميلادك/);
  assert.deepEqual(await messagesTo('no-day@example.com', 'birthday'), []);
  assert.deepEqual(
    [await balance(english), await balance(arabic), await balance(silent)],
    [200, 200, 150],
  );
  assert.deepEqual((await wallet(arabic)).history[0].what, { rule: 'award', name: 'عيد سعيد' });
});

test('early access is written in a file, and read by those who agreed before the others can have it', async (c) => {
  const folder = await mkdtemp(join(tmpdir(), 'tillpass-early-'));
  c.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'early.yaml');
  await writeFile(
    file,
    `id: spring-mug
kind: early-access
page: ${paths.rewards}
en: { subject: The spring mug is yours first, text: "Two days before everybody else.", button: See the mug }
ar: { subject: كوب الربيع لك أولًا, text: "قبل الجميع بيومين.", button: شاهد الكوب }
`,
  );
  for (const [address, language] of [
    ['early@example.com', 'en'],
    ['early-ar@example.com', 'ar'],
  ] as const) {
    await reader(address, language);
    const memberId = await idOf(t, address);
    await wantNewsletter(t.context, { memberId, language, place: null });
  }
  await reader('never-asked@example.com', 'en');
  assert.match(await runCommand(t.context, 'news', file), /2 members get it/);
  await runCommand(t.context, 'news', file, '--send');
  await runCommand(t.context, 'news', file, '--send');
  const [english, ...more] = await messagesTo('early@example.com', 'early-access');
  assert.equal(more.length, 0, 'sent twice, it comes once');
  assert.match(english?.mail.subject ?? '', /The spring mug is yours first/);
  assert.match(english?.mail.text ?? '', /Two days before everybody else\./);
  assert.match(english?.mail.text ?? '', /See the mug\s+\S+\/rewards/);
  assert.ok(english?.mail.unsubscribe, 'ended by one click');
  const [arabic] = await messagesTo('early-ar@example.com', 'early-access');
  assert.match(arabic?.mail.subject ?? '', /كوب الربيع لك أولًا/);
  assert.match(arabic?.mail.text ?? '', /قبل الجميع بيومين/);
  assert.deepEqual(await messagesTo('never-asked@example.com', 'early-access'), []);
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi } from '#contract/paths.ts';
import type { EarningWay } from '#contract/profile.ts';
import { newsletterCodeMs, newsletterTries } from '#domain/people/newsletter.ts';
import type { EarningRule } from '#domain/program/earning-rule.ts';
import { memberIdByAddress } from '#server/storage/people/members.ts';
import { runCommand } from '#server/tests/kit/admin.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { atOnce, balance, wallet } from '#server/tests/kit/counter.ts';
import { arabicDigits, numberOf } from '#server/tests/kit/members.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { assertRefused } from '#server/tests/kit/refused.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';

const rule = (doubleOptIn: boolean, more: Partial<EarningRule> = {}): EarningRule => ({
  id: 'news',
  kind: 'newsletter',
  name: { en: 'News by e-mail' },
  points: 20,
  doubleOptIn,
  when: {},
  limits: {},
  ...(more as object),
});
const loaded = (...earning: EarningRule[]) => loadProgram(t.context, { ...testProgram, earning });

const choose = (phone: Browser, wanted: 'yes' | 'no') =>
  phone.post(memberApi.newsletter, { wanted });
const confirm = (phone: Browser, code: string) => phone.post(memberApi.newsletterCode, { code });
const stateOf = async (phone: Browser) =>
  (await phone.get(memberApi.profile)).body.newsletter?.state;
/** The address of the only link among the ways to earn. */
const ways = async (phone: Browser) =>
  (await phone.get(memberApi.earning)).body.ways.map(({ to }: EarningWay) => to?.path ?? null);

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
// Closing verifies every ledger, and what rules gave for each occasion.
after(() => t.close());

const consentsOf = (address: string) =>
  t.context.store.read
    .selectFrom('fact_consents')
    .innerJoin('members', 'members.id', 'fact_consents.member_id')
    .select(['given', 'wording', 'fact_consents.language', 'place', 'source', 'version', 'at'])
    .where('address', '=', address)
    .where('fact', '=', 'newsletter')
    .orderBy('fact_consents.number')
    .execute();

test('consent counts when the code of the mail is typed, gives once, and is kept with wording, place and source', async () => {
  await loaded(rule(true));
  const phone = await t.joined('reader@example.com', 'M1');
  assert.deepEqual(await ways(phone), [null, '/profile#newsletter']);
  assert.equal(await stateOf(phone), 'none');
  t.clock.turn(1_000);
  const { wording, state } = (await choose(phone, 'yes')).body.newsletter;
  assert.equal(state, 'asked');
  assert.equal(await balance(phone), 150);
  assert.equal(await runCommand(t.context, 'newsletter'), 'address,language,since');

  const mail = await t.lastMail('reader@example.com');
  assert.ok(mail.text.includes(wording), mail.text);
  const confirmed = await atOnce(3, () => confirm(phone, ` ${mail.code} `));
  assert.deepEqual(
    confirmed.map(({ body }) => body.newsletter.state),
    ['given', 'given', 'given'],
  );
  assert.equal(await balance(phone), 170);
  assert.deepEqual((await wallet(phone)).history[0].what, {
    rule: 'award',
    name: 'News by e-mail',
  });
  assert.deepEqual(await ways(phone), [null]);
  assert.match(await runCommand(t.context, 'newsletter'), /\nreader@example\.com,en,20\S+Z$/);

  // Ending it takes one request, and no points; agreeing again gives none.
  assert.equal((await choose(phone, 'no')).body.newsletter.state, 'none');
  assert.equal(await balance(phone), 170);
  assert.equal(await runCommand(t.context, 'newsletter'), 'address,language,since');
  t.clock.turn(1_000);
  await phone.post(memberApi.language, { language: 'ar' });
  await choose(phone, 'yes');
  await confirm(phone, arabicDigits((await t.lastMail('reader@example.com')).code));
  assert.equal(await balance(phone), 170);
  const rows = await consentsOf('reader@example.com');
  assert.deepEqual(
    rows.map(({ given, language, place, source }) => [given, language, place, source]),
    [
      [1, 'en', 'M1', 'profile'],
      [1, 'en', 'M1', 'mail-code'],
      [0, 'en', 'M1', 'profile'],
      [1, 'ar', 'M1', 'profile'],
      [1, 'ar', 'M1', 'mail-code'],
    ],
  );
  assert.ok(rows.every((row) => row.version !== null && row.wording !== ''));
  assert.equal(rows[1]?.wording, wording);
  const told = await t.context.store.read
    .selectFrom('events')
    .select('data')
    .where('kind', '=', 'newsletter.chosen')
    .orderBy('at')
    .execute();
  assert.deepEqual(
    told.map(({ data }) => JSON.parse(data).wanted),
    [true, false, true],
  );
});

test('a wrong code, an old one and one of another member confirm nothing, and mails are limited', async () => {
  await loaded(rule(true));
  const [phone, other] = [await t.joined('wrong@example.com'), await t.joined('other@example.com')];
  const none = await confirm(phone, '000000');
  assertRefused(none.status, none.text, 'another one');
  t.clock.turn(1_000);
  for (const one of [phone, other]) await choose(one, 'yes');
  const { code } = await t.lastMail('wrong@example.com');
  const foreign = (await t.lastMail('other@example.com')).code;
  for (let left = newsletterTries - 1; left > 0; left -= 1) {
    // What has not six digits is no guess.
    const short = await confirm(phone, code.slice(1));
    assert.deepEqual(short.body.error.details, { key: 'newsletter-code-wrong', left: left + 1 });
    const { body } = await confirm(phone, foreign);
    assert.deepEqual(body.error.details, { key: 'newsletter-code-wrong', left });
  }
  assert.equal((await confirm(phone, foreign)).body.error.key, 'newsletter-code-over');
  assert.equal((await confirm(phone, code)).body.error.key, 'newsletter-code-over');
  assert.equal(await stateOf(phone), 'none');

  await choose(other, 'yes');
  t.clock.turn(newsletterCodeMs);
  const late = await confirm(other, (await t.lastMail('other@example.com')).code);
  assert.equal(late.body.error.key, 'newsletter-code-over');
  const asked = [];
  for (let turn = 0; turn < 6; turn += 1) asked.push((await choose(other, 'yes')).status);
  assert.deepEqual(asked, [200, 200, 200, 200, 200, 429]);
  assert.equal((await choose(other, 'no')).body.newsletter.state, 'none');
  assert.deepEqual([await balance(phone), await balance(other)], [150, 150]);
});

test('without double opt-in the button is enough, and its budget holds when several press at once', async () => {
  await loaded(rule(false, { id: 'scarce', limits: { budget: 50 } }));
  const phones = await Promise.all(
    [1, 2, 3, 4].map((turn) => t.joined(`reader-${turn}@example.com`)),
  );
  await Promise.all([...phones, ...phones].map((phone) => choose(phone, 'yes')));
  const balances = await Promise.all(phones.map((phone) => balance(phone)));
  assert.deepEqual(balances.toSorted(), [150, 160, 170, 170]);
});

test('a consent ends with the mailbox it was given for, and can be taken back when nobody asks any more', async () => {
  await loaded(rule(false));
  const [moved, kept] = [await t.joined('moved@example.com'), await t.joined('kept@example.com')];
  for (const phone of [moved, kept]) await choose(phone, 'yes');
  await runCommand(t.context, 'change-address', await numberOf(moved), 'moved-on@example.com');
  assert.equal(await stateOf(moved), 'none');
  const rows = await consentsOf('moved-on@example.com');
  assert.deepEqual(
    rows.map(({ given, source }) => [given, source]),
    [
      [1, 'profile'],
      [0, 'address-changed'],
    ],
  );
  await loaded();
  assert.equal(await stateOf(moved), undefined);
  const late = await choose(moved, 'yes');
  assertRefused(late.status, late.text, 'no newsletter');
  assert.equal(await stateOf(kept), 'given');
  await choose(kept, 'no');
  assert.equal(await stateOf(kept), undefined);
});

test('who leaves is taken off the newsletter, and its followers hear of it', async () => {
  await loaded(rule(false));
  const phone = await t.joined('leaver@example.com');
  await choose(phone, 'yes');
  const memberId = await memberIdByAddress(t.context.store.read, 'leaver@example.com');
  assert.ok(memberId);
  t.clock.turn(1_000);
  assert.equal((await phone.post(memberApi.erase, { confirm: 'yes' })).status, 200);
  assert.deepEqual(await consentsOf(''), []);
  const told = await t.context.store.read
    .selectFrom('events')
    .select('data')
    .where('kind', '=', 'newsletter.chosen')
    .where('member_id', '=', memberId)
    .orderBy('at')
    .execute();
  assert.deepEqual(
    told.map(({ data }) => JSON.parse(data).wanted),
    [true, false],
  );
});

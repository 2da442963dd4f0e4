import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi, posApi } from '#contract/paths.ts';
import type { Program } from '#domain/program/program.ts';
import { latestMails } from '#server/storage/people/mails.ts';
import { issued, posAt } from '#server/tests/kit/counter.ts';
import { idOf, numberOf } from '#server/tests/kit/members.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { openMail } from '#server/usecases/ground/queue-mail.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { expireDue } from '#server/usecases/vouchers/expire.ts';
import type { Mail } from '#server/vendors/mailer.ts';

const [mug] = testProgram.rewards;
const program: Program = {
  ...testProgram,
  rewards: [...testProgram.rewards, ...(mug ? [{ ...mug, id: 'free', points: 0 }] : [])],
  messages: { on: ['earned'], unaskedAWeek: 7 },
  tierRule: { by: 'spend', period: 'lifetime' },
};

let t: Tillpass;
before(async () => {
  t = await startTillpass({ program });
});
after(() => t.close());

/** The messages of a kind that were queued for a member, the latest first. */
async function told(address: string, kind: string): Promise<Mail[]> {
  const memberId = await idOf(t, address);
  const rows = await latestMails(t.context.store.read, 1_000);
  return rows
    .filter(({ notice, member_id }) => notice === kind && member_id === memberId)
    .map((row) => openMail(t.context, row));
}

const linkIn = ({ text }: Mail, page: string): string =>
  new RegExp(`http://localhost:8080(${page}\\S+)`).exec(text)?.[1] ?? assert.fail(text);

const asksIn = (text: string) => /<form method="post"/.test(text);

test('who did not use the points freezes in one step from the mail, and a scanner that opens the link does not', async () => {
  const phone = await t.joined('used@example.com');
  const { code } = await issued(phone, 'mug');
  const till = posAt(t, 'main-1');
  assert.equal((await till.redeem(code, 'R-1')).status, 200);
  assert.equal((await till.redeem(code, 'R-1')).status, 200, 'a retry');
  const [mail, ...more] = await told('used@example.com', 'used');
  assert.ok(mail);
  assert.deepEqual(more, [], 'told once');
  assert.match(mail.subject, /: Reward mug for 40 points, at Main St\. at 10:00$/);
  assert.match(mail.text, /\nYou have 110 points left\.\n/, 'what is left of 150');
  assert.match(mail.text, /Was it you\?/);
  assert.equal(mail.unsubscribe, undefined, 'a security notice has no one-click');
  const link = linkIn(mail, '/f/');
  const opened = await t.browser().page(link);
  assert.ok(asksIn(opened.text));
  const frozenAt = async () => (await phone.get(memberApi.held)).body.frozenAt;
  assert.equal(await frozenAt(), undefined, 'opening it froze nothing');
  const sent = await t.browser().form(link, { confirm: 'yes' });
  assert.match(sent.text, /is frozen/);
  assert.equal(await frozenAt(), t.clock.now());
});

test('a free reward that a till reports a day late is mailed with the day of its use', async () => {
  const phone = await t.joined('used-free-late@example.com');
  const { code: scanned } = await issued(phone, 'free');
  const redeemedAt = new Date(t.clock.now()).toISOString();
  t.clock.turn(24 * 60 * 60_000);
  const used = { scanned, receiptNumber: 'R-2', redeemedAt };
  const late = await posAt(t, 'main-1').post(posApi.redemptions, used);
  assert.equal(late.status, 200, late.text);
  const [mail] = await told('used-free-late@example.com', 'used');
  assert.match(mail?.subject ?? '', /: Your reward .+, at Main St\. on .*15.* 10:00$/);
  assert.match(mail?.text ?? '', /\nYou have 150 points left\.\n/);
});

test('a browser that was never theirs is told of, in the language of before, and a known one is not', async () => {
  const phone = await t.joined('device@example.com');
  assert.deepEqual(await told('device@example.com', 'device'), [], 'the first one is no news');
  const enter = async (browser: typeof phone, language?: string) => {
    if (language) browser.cookies.set('__Host-language', language);
    const asked = await browser.post(memberApi.signIns, { email: 'device@example.com' });
    const { code } = await t.lastMail('device@example.com');
    const url = memberApi.code.replace(':signInId', asked.body.id);
    assert.equal((await browser.post(url, { code })).status, 200);
    // A double tap is the same sign-in.
    assert.equal((await browser.post(url, { code })).status, 200);
  };
  await enter(phone);
  assert.deepEqual(await told('device@example.com', 'device'), [], 'the same browser again');
  await enter(t.browser(), 'ar');
  const [mail, ...more] = await told('device@example.com', 'device');
  assert.deepEqual(more, []);
  assert.match(
    mail?.subject ?? '',
    /: A device signed in$/,
    'of a browser that names itself in no known way',
  );
  assert.ok(mail && linkIn(mail, '/f/'));
});

test('a higher tier is told with what it needs, and a lower one with what leads back', async () => {
  const number = await numberOf(await t.joined('tier@example.com'));
  const till = posAt(t, 'main-1');
  const total = { minor: 60_000, currency: 'EUR' };
  const sold = await till.purchase({ member: { number }, receiptNumber: 'T-1', total });
  assert.equal(sold.status, 200, sold.text);
  const [up] = await told('tier@example.com', 'tier-reached');
  assert.match(up?.subject ?? '', /You’re Silver now/);
  assert.ok(up?.unsubscribe);
  t.clock.turn(60_000);
  const back = await till.return('T-1', 'T-2');
  assert.equal(back.status, 200, back.text);
  const [down] = await told('tier@example.com', 'tier-gone');
  assert.match(down?.subject ?? '', /You’re Member from now on/);
  assert.match(down?.text ?? '', /Spend €500 to reach Silver/);
});

test('the receipt names goods as far as the till does, and adds up to what was paid', async () => {
  const number = await numberOf(await t.joined('goods@example.com'));
  const sold = await posAt(t, 'main-1').purchase({
    member: { number },
    receiptNumber: 'G-1',
    total: { minor: 1_000, currency: 'EUR' },
    taxes: { minor: 190, currency: 'EUR' },
    lines: [
      { id: '1', minor: 700, name: 'Bread', quantity: 2 },
      { id: '2', minor: 200, name: 'Cheese', quantity: 0.35, unit: 'kg' },
      { id: '3', minor: 100 },
    ],
  });
  assert.equal(sold.status, 200, sold.text);
  const [mail] = await told('goods@example.com', 'earned');
  assert.match(
    mail?.text ?? '',
    /2 × Bread: €7\nCheese, 0\.35 kg: €2\nOther goods: €1\nTaxes: €1\.90\nPaid: €11\.90\n/,
  );
  assert.match(mail?.subject ?? '', /You earned 10 points\.$/);
});

test('points that wait are told with their day, and once more when they can be spent', async () => {
  const waits = { ...program, pending: { days: 3, tiers: 'at-once' } } as const;
  await loadProgram(t.context, { ...waits, messages: { on: ['earned', 'available'] } });
  const address = 'coming@example.com';
  const number = await numberOf(await t.joined(address));
  const total = { minor: 2_000, currency: 'EUR' };
  const sold = await posAt(t, 'main-1').purchase({
    member: { number },
    receiptNumber: 'C-1',
    total,
  });
  assert.equal(sold.status, 200, sold.text);
  const [coming] = await told(address, 'earned');
  assert.match(coming?.subject ?? '', /: 20 points are on their way: yours to spend from \d+ \w+/);
  await expireDue(t.context);
  assert.deepEqual(await told(address, 'available'), [], 'not before their day');
  t.clock.turnTo(Date.parse(sold.body.availableAt));
  for (const _ of [1, 2]) await expireDue(t.context);
  const [here, ...more] = await told(address, 'available');
  assert.match(here?.subject ?? '', /: 20 points can be spent from now on\.$/);
  assert.deepEqual(more, [], 'once');
});

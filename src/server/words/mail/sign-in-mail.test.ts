import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Program } from '#domain/program/program.ts';
import { confirmationMail } from './confirmation-mail.ts';
import { signInMail } from './sign-in-mail.ts';
import type { SignInMailFacts } from './sign-in-words.ts';

const program: Program = {
  name: 'Corner & Co',
  brand: { color: '#0b5d3b', mark: 'C' },
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  pointsPerUnit: 1,
  pointsLastMonths: 12,
  welcomePoints: 0,
  voucherMinutes: 30,
  liveVouchersAtMost: 3,
  tiers: [],
  rewards: [],
  stores: [],
};

const mailWith = (changes: Partial<SignInMailFacts> = {}) =>
  signInMail({
    to: 'ann@example.com',
    program,
    language: 'en',
    code: '012345',
    linkUrl: 'https://points.example/s/abc',
    notMeUrl: 'https://points.example/s/abc#not-me',
    store: 'Main St.',
    browser: 'Safari (iPhone)',
    askedAt: Date.UTC(2026, 0, 15, 13, 2),
    publicUrl: 'https://points.example',
    ...changes,
  });

/** What a person reads in the HTML. */
const readable = (html: string): string =>
  html
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, '')
    .replaceAll('&amp;', '&');

test('says the code first, and all that the shopper needs to judge it', () => {
  const mail = mailWith();
  assert.equal(mail.to, 'ann@example.com');
  assert.equal(mail.senderName, 'Corner & Co');
  assert.match(mail.subject, /^012345 .*Corner & Co/);
  for (const body of [mail.text, readable(mail.html)]) {
    assert.match(body, /^012345$/m);
    assert.match(body, /10 minutes/);
    assert.match(body, /Main St\./);
    assert.match(body, /Safari \(iPhone\)/);
    assert.match(body, /15 January, 14:02/);
    assert.match(body, /Corner & Co/);
  }
});

test('says beside the link that the page asks, and why it came to somebody who joins', () => {
  for (const body of [mailWith().text, readable(mailWith().html)]) {
    assert.match(body, /Or open this page, and say yes there:/);
    assert.match(body, /to sign in to Corner & Co or to join it\./);
    assert.doesNotMatch(body, /one tap/);
  }
});

test('carries one link to sign in and one to say "this was not me"', () => {
  const mail = mailWith();
  const addresses = ['https://points.example/s/abc', 'https://points.example/s/abc#not-me'];
  assert.deepEqual(
    [...mail.html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href),
    addresses,
  );
  for (const address of addresses) assert(mail.text.split('\n').includes(address));
  assert.doesNotMatch(mail.html, /<(script|link|iframe|form)\b/, 'nothing runs');
});

test('ends with the line by which browsers fill in the code', () => {
  assert.match(mailWith().text, /\n@points\.example #012345\n$/);
  const local = mailWith({ publicUrl: 'http://localhost:8080' });
  assert.match(local.text, /\n@localhost #012345\n$/);
});

test('speaks Arabic from right to left, with the code in Latin digits', () => {
  const mail = mailWith({ language: 'ar' });
  assert.equal(mail.language, 'ar');
  assert.match(mail.html, /<html lang="ar" dir="rtl">/);
  assert.match(mail.html, /text-align:right/);
  assert.match(mail.html, /<p class="code" dir="ltr"[^>]*>012345<\/p>/);
  assert.match(mail.text, /^012345$/m);
  assert.match(mail.text, /[\u0600-\u06ff]/);
  assert.doesNotMatch(mail.text + mail.subject, /[\u0660-\u0669]/);
});

test('speaks English where the language is not known', () => {
  assert.equal(mailWith({ language: 'xx' }).language, 'en');
});

test('does without a shop and without a browser', () => {
  const { text } = mailWith({ store: null, browser: null });
  assert.doesNotMatch(text, /null|undefined|Main St/);
  assert.match(text, /Unknown browser/);
});

test('whatever a name holds, it stays text', () => {
  const evil = '"><script>alert(1)</script>\'&';
  const { html } = mailWith({
    program: { ...program, name: evil },
    store: evil,
    browser: evil,
    linkUrl: `https://points.example/s/${evil}`,
  });
  assert.doesNotMatch(html, /<script/);
  assert.match(html, /&quot;&gt;&lt;script&gt;alert\(1\)&lt;\/script&gt;&#39;&amp;/);
});

test('shows the shop’s icon from its own address, and its letters where pictures are off', () => {
  const [, tag = ''] = /(<img [^>]*>)/.exec(mailWith().html) ?? [];
  assert.match(tag, /src="https:\/\/points\.example\/icons\/icon-192\.png"/);
  assert.match(tag, / width="36" height="36" alt="C" /);
  assert.match(tag, /background:#0b5d3b;color:#ffffff/);
  const logoPicture = { hash: '0123456789abcdef', ratio: 2.5 };
  const { html } = mailWith({ program: { ...program, brand: { ...program.brand, logoPicture } } });
  assert.match(html, /\/pictures\/0123456789abcdef-320\.jpeg" width="90" height="36" alt="C"/);
});

test('a mail that names a reward shows its picture, in a kind that mail programs know', () => {
  const facts = {
    to: 'ann@example.com',
    program,
    language: 'en',
    code: '012345',
    store: 'Main St.',
    till: 'Till 2',
    reward: 'A coffee',
    points: 60,
    publicUrl: 'https://points.example',
  };
  const picture = { hash: '0123456789abcdef', color: '#c86432' };
  const { html, text } = confirmationMail({ ...facts, picture });
  assert.match(html, /src="https:\/\/points\.example\/pictures\/0123456789abcdef-320\.jpeg"/);
  assert.match(html, /width="160" height="120" alt="" style="[^"]*background:#c86432/);
  assert.match(readable(html), /A coffee/);
  assert.doesNotMatch(text, /pictures/);
  assert.doesNotMatch(confirmationMail(facts).html, /pictures\//);
});

test('the button reads well on a dark and on a light brand', () => {
  const ink = (color: string) =>
    /<a href="[^"]*" style="[^"]*;color:(#\w+)/.exec(
      mailWith({ program: { ...program, brand: { color, mark: 'C' } } }).html,
    )?.[1];
  assert.equal(ink('#0b5d3b'), '#ffffff');
  assert.equal(ink('#ffd34d'), '#1b1714');
});

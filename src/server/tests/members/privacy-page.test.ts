import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { paths, systemApi } from '#contract/paths.ts';
import { everything } from '#i18n/everything.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { viewPrivacy } from '#server/usecases/wallet/view-privacy.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass({ program: { ...testProgram, forgetAfterMonths: 24 } });
});
after(() => t.close());

const pageIn = (language: 'en' | 'ar') =>
  t.app.inject({ url: systemApi.privacy, headers: { 'accept-language': language } });

test('whoever is not signed in reads what this shop keeps, why, who sees it and for how long', async () => {
  const page = await pageIn('en');
  assert.equal(page.statusCode, 200);
  for (const said of [
    '<h1>Privacy</h1>',
    'Test &#38; Sons keeps',
    'What you bought.</b> What tills told us',
    'never your address',
    'After 24 months without a sign of you',
    'at least 30 days before',
    'href="mailto:points@shop.example"',
  ])
    assert.ok(page.body.includes(said), `${said}: ${page.body}`);
  assert.ok(!page.body.includes('<script'), 'it runs nothing');
});

test('it speaks Arabic, with the months in its plural forms', async () => {
  const page = await pageIn('ar');
  assert.match(page.body, /<html lang="ar" dir="rtl"/);
  assert.ok(page.body.includes('إذا غبت 24 شهرًا تُحذف بياناتك'), page.body);
});

test('a shop whose mail nobody reads is asked in its stores', async () => {
  const mailer = { ...t.context.mailer, from: 'no-reply@shop.example' };
  assert.equal((await viewPrivacy({ ...t.context, mailer })).mail, null);
});

test('each way in leads there in the reader’s words, and a member’s own pages do not', async () => {
  const link = { path: systemApi.privacy, text: everything('en')('privacy.link') };
  const arabic = everything('ar')('privacy.link');
  for (const path of [paths.home, paths.poster('M1'), paths.signIn]) {
    const { body } = await t.app.inject({ url: path });
    assert.ok(body.includes(`href="${link.path}">${link.text}</a>`), path);
    const other = await t.app.inject({ url: path, headers: { 'accept-language': 'ar' } });
    assert.ok(other.body.includes(`>${arabic}</a>`), path);
  }
  const phone = await t.joined('reads@example.com');
  assert.ok(!(await phone.page(paths.wallet)).text.includes(link.text));
});

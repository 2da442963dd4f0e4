import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi, paths, systemApi } from '#contract/paths.ts';
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
    'your address only if you tell them',
    'a till that finds you gets your first name, and sends us the address that you tell',
    'if you agree to the newsletter, to whoever sends that, and to nobody else',
    'After 24 months without a sign of you',
    'at least 30 days before, unless you have never signed in',
    'href="mailto:points@shop.example"',
  ])
    assert.ok(page.body.includes(said), `${said}: ${page.body}`);
  assert.ok(!page.body.includes('<script'), 'it runs nothing');
});

test('it speaks Arabic, with the months in its plural forms', async () => {
  const page = await pageIn('ar');
  assert.match(page.body, /<html lang="ar" dir="rtl"/);
  for (const said of [
    'إذا غبت 24 شهرًا تُحذف بياناتك',
    'إلا إذا ذكرته له',
    'يتلقى اسمك الأول',
    'وإلى من يرسل النشرة البريدية إن وافقت عليها',
    'إلا إذا لم تسجّل الدخول قط',
  ])
    assert.ok(page.body.includes(said), `${said}: ${page.body}`);
});

test('it names the company that is responsible, as the accessibility statement and each mail do', async () => {
  const company = {
    name: 'Tést & Sons Ltd',
    address: '1 Main St., Dublin',
    mail: 'data@shop.example',
  };
  const other = await startTillpass({ program: { ...testProgram, company } });
  try {
    for (const url of [systemApi.privacy, systemApi.accessibility]) {
      const { body } = await other.app.inject({ url });
      assert.ok(body.includes('Tést &#38; Sons Ltd, 1 Main St., Dublin'), `${url}: ${body}`);
      assert.ok(body.includes('href="mailto:data@shop.example"'), url);
    }
    const asked = { email: 'new@example.com' };
    assert.equal((await other.browser().post(memberApi.signIns, asked)).status, 200);
    const { text } = await other.lastMail('new@example.com');
    for (const said of Object.values(company)) {
      assert.ok(text.includes(`\n${said}\n`), text);
    }
    assert.match(text, /\n@localhost #\d{6}\n$/, 'the code for browsers is still the last line');
  } finally {
    await other.close();
  }
});

test('a program that names no company is shown without one', async () => {
  assert.ok(!(await pageIn('en')).body.includes('Responsible'));
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

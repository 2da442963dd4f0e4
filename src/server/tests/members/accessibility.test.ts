import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memberApi, systemApi } from '#contract/paths.ts';
import { everything } from '#i18n/everything.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass } from '#server/tests/kit/tillpass.ts';
import { viewAccessibility } from '#server/usecases/wallet/view-accessibility.ts';

test('who mails from an address that nobody reads is told of in the stores', async (c) => {
  const t = await startTillpass();
  c.after(() => t.close());
  const mailer = { ...t.context.mailer, from: 'no-reply@shop.example' };
  const { mail } = await viewAccessibility({ ...t.context, mailer });
  assert.equal(mail, null);
});

test('the accessibility statement tells of this shop, in each language, to whoever is not signed in', async (c) => {
  const t = await startTillpass({
    program: {
      ...testProgram,
      rewards: testProgram.rewards.map((one) => ({ ...one, name: { en: one.id } })),
    },
  });
  c.after(() => t.close());
  const page = await t.app.inject({ url: systemApi.accessibility });
  assert.equal(page.statusCode, 200);
  assert.match(page.body, /<h1>Accessibility statement<\/h1>/);
  for (const said of [
    'Test &#38; Sons wants everybody',
    'EN 301 549 (V3.2.1)',
    'Some of them are not there in Arabic.',
    'A voucher ends 30 minutes after it is made',
    'Main St. and Harbour',
    'href="mailto:points@shop.example"',
  ])
    assert.ok(page.body.includes(said), `${said}: ${page.body}`);
  assert.ok(!page.body.includes('<script'), 'it runs nothing');
  const arabic = await t.app.inject({
    url: systemApi.accessibility,
    headers: { 'accept-language': 'ar' },
  });
  assert.match(arabic.body, /<html lang="ar" dir="rtl"/);
  assert.ok(arabic.body.includes('تنتهي القسيمة بعد 30 دقيقة من إنشائها'), arabic.body);
  const phone = await t.joined('reader@example.com');
  assert.deepEqual((await phone.get(memberApi.profile)).body.accessibility, {
    path: systemApi.accessibility,
    text: everything('en')('accessibility.title'),
  });
});

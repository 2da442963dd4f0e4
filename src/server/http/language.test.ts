import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { memberApi, paths } from '#contract/paths.ts';
import { issued } from '#server/tests/kit/counter.ts';
import { markupOf } from '#server/tests/kit/document.ts';
import { leadsTo, sendForm } from '#server/tests/kit/plain-form.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

describe('the language', () => {
  test('is what the browser asks for, until the person chooses', async () => {
    const phone = t.browser();
    const arabic = await phone.page('/P/M1', { 'accept-language': 'ar-EG,ar;q=0.9,en;q=0.5' });
    assert.match(arabic.text, /<html lang="ar" dir="rtl">/);
    assert.match((await phone.page('/P/M1')).text, /<html lang="en" dir="ltr">/);
    const chosen = await sendForm(phone, '/P/M1', memberApi.language);
    assert.equal(leadsTo(chosen), '/P/M1');
    const after = await phone.page('/P/M1', { 'accept-language': 'en' });
    assert.match(after.text, /<html lang="ar" dir="rtl">/);
  });

  test('of refusals is the person’s too', async () => {
    const phone = t.browser();
    const { body } = await phone.post(
      memberApi.signIns,
      { email: '' },
      { 'accept-language': 'ar' },
    );
    assert.match(body.error.message, /\p{Script=Arabic}/u);
  });

  test('names rewards, and the digits of the barcode stay Latin', async () => {
    const phone = await t.joined('arabic@example.com', 'M1');
    phone.cookies.set('__Host-language', 'ar');
    const { id, code } = await issued(phone, 'coffee');
    const markup = markupOf((await phone.page(paths.redemption(id))).text);
    assert.match(markup, /مكافأة coffee/);
    assert.ok(markup.replace(/<[^>]*>|\s/g, '').includes(code));
  });

  test('one that is not spoken here is not kept', async () => {
    const phone = t.browser();
    for (const language of ['xx', '__proto__', 'constructor', '']) {
      const { status } = await phone.post(memberApi.language, { language });
      assert.ok(status === 200 || status === 400);
      assert.equal(phone.cookies.has('__Host-language'), false);
    }
  });

  test('leads back to a page of ours and nowhere else', async () => {
    const cases = [
      ['/rewards', '/rewards'],
      ['/P/M1', '/P/M1'],
      ...[
        ...['//evil.example', '/\\evil.example', '\\\\evil.example', '/\t/evil.example'],
        ...['https://evil.example', 'https:evil.example', 'javascript:alert(1)', 'evil.example'],
        ...['', ' /wallet', '/wal\r\nset-cookie: a=b', '/é', '///evil.example', '/ /evil.example'],
      ].map((back) => [back, '/'] as const),
    ] as const;
    for (const [back, expected] of cases) {
      const answer = await t.browser().form(memberApi.language, { language: 'ar', back });
      assert.equal(leadsTo(answer), expected, JSON.stringify(back));
    }
  });
});

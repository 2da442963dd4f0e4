import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addressPage, memberApi, mergePage, paths } from '#contract/paths.ts';
import { assertUnchanged, dump } from '#server/tests/kit/dump.ts';
import { leadsTo } from '#server/tests/kit/plain-form.ts';
import { assertRefused } from '#server/tests/kit/refused.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

describe('an e-mail address', () => {
  const bad: readonly (readonly [string, string])[] = [
    ['', 'empty'],
    [' \t\n ', 'empty'],
    ['nobody', 'shape'],
    ['@example.com', 'shape'],
    ['a@', 'shape'],
    ['a@b', 'shape'],
    ['a b@example.com', 'shape'],
    ['a@example..com', 'shape'],
    ['.a@example.com', 'shape'],
    ['a@-example.com', 'shape'],
    ['a@example.com.', 'shape'],
    ['a@127.0.0.1', 'shape'],
    ['a@example.com\nbcc: b@example.com', 'several'],
    ['a@example.com\r\nSubject: x', 'shape'],
    ['a\n@example.com', 'shape'],
    ['"a b"@example.com', 'quotes'],
    ['"a"@example.com', 'quotes'],
    ["'a@example.com'", 'quotes'],
    ['Ann <a@example.com>', 'quotes'],
    ['a@[127.0.0.1]', 'quotes'],
    ['a(comment)@example.com', 'quotes'],
    ['a@example.com, b@example.com', 'several'],
    ['a@example.com;b@example.com', 'several'],
    ['a@b@example.com', 'several'],
    ['a＠example.com', 'letters'],
    ['ａ@example.com', 'letters'],
    ['a@exаmple.com', 'letters'],
    ['a@example。com', 'letters'],
    ['ä@example.com', 'letters'],
    ['a\u200b@example.com', 'letters'],
    ['a\u202e@example.com', 'letters'],
    [`${'a'.repeat(290)}@example.com`, 'long'],
    [`${'a'.repeat(65)}@example.com`, 'long'],
    [`a@${'a'.repeat(64)}.com`, 'shape'],
  ];
  for (const [email, fault] of bad) {
    test(`${JSON.stringify(email).slice(0, 50)} is refused: ${fault}`, async () => {
      const untouched = await dump(t.context.store.read);
      const { status, text, body } = await t.browser().post(memberApi.signIns, { email });
      assertRefused(status, text, email);
      assert.deepEqual(body.error.details, { key: 'address-invalid', fault });
      assertUnchanged(untouched, await dump(t.context.store.read));
    });
  }

  test("o'neill+points@sub.example.co.uk is fine", async () => {
    const email = "o'neill+points@sub.example.co.uk";
    assert.equal((await t.browser().post(memberApi.signIns, { email })).status, 200);
    assert.match((await t.lastMail(email)).code, /^\d{6}$/);
  });

  test('that a form names twice is refused with a sentence on the page that comes back', async () => {
    const member = await t.joined('twice@example.com');
    const forms = [
      [t.browser(), memberApi.signIns, paths.signIn],
      [t.browser(), memberApi.signIns, '/P/M1'],
      [member, addressPage, addressPage],
      [member, mergePage, mergePage],
    ] as const;
    for (const [phone, action, page] of forms) {
      const answer = await phone.form(action, 'email=a@example.com&email=b@example.com', page);
      assert.equal(leadsTo(answer), page);
      const { text } = await phone.page(page);
      assert.match(
        text,
        /role="alert"[^>]*>Something’s not right there\. Check it and try again\./,
      );
    }
  });
});

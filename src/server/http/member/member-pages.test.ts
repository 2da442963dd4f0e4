import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { api } from '#contract/links.ts';
import { memberApi, paths } from '#contract/paths.ts';
import { issued } from '#server/tests/kit/counter.ts';
import { formsOf, markupOf } from '#server/tests/kit/document.ts';
import { leadsTo, sendForm } from '#server/tests/kit/plain-form.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

describe('without scripts', () => {
  test('from the poster to the barcode and back, by forms alone', async () => {
    const phone = t.browser();
    t.clock.turn(1);
    const email = { email: 'plain@example.com' };
    const waiting = leadsTo(await sendForm(phone, '/P/M1', memberApi.signIns, email));
    const id = waiting.replace('/sign-in/', '');
    const { code } = await t.lastMail(email.email);
    assert.equal(leadsTo(await sendForm(phone, waiting, api.code(id), { code })), '/wallet');

    const redemption = leadsTo(await sendForm(phone, '/rewards/coffee', memberApi.redemptions));
    const voucher = await phone.page(redemption);
    const markup = markupOf(voucher.text);
    const digits = (await phone.get(`/api${redemption}`)).body.code as string; // Checked next.
    assert.match(digits, /^\d{12}$/);
    assert.ok(markup.replace(/<[^>]*>|\s/g, '').includes(digits), 'the digits, for typing');
    assert.match(markup, /<svg/, 'the bars');
    assert.match(markupOf((await phone.page('/wallet')).text), />50</);

    const cancelled = `/api${redemption}/cancel`;
    assert.equal(leadsTo(await sendForm(phone, redemption, cancelled)), redemption);
    assert.equal((await phone.get(`/api${redemption}`)).body.state, 'cancelled');
    assert.doesNotMatch(markupOf((await phone.page(redemption)).text), new RegExp(digits));
    assert.match(markupOf((await phone.page('/wallet')).text), />150</);

    assert.equal(
      leadsTo(await sendForm(phone, '/profile', memberApi.profile, { firstName: 'Ann' })),
      '/profile',
    );
    assert.match(markupOf((await phone.page('/profile')).text), /Ann/);
    assert.equal(leadsTo(await sendForm(phone, '/profile', memberApi.signOut)), '/');
    assert.equal(leadsTo(await phone.page('/wallet')), '/sign-in');
  });

  test('the same form sent twice makes one voucher', async () => {
    const phone = await t.joined('back@example.com', 'M1');
    const { text } = await phone.page('/rewards/small');
    const form = formsOf(text).find(({ action }) => action === memberApi.redemptions);
    const [first, second] = [
      await phone.form(memberApi.redemptions, { ...form?.hidden }, '/rewards/small'),
      await phone.form(memberApi.redemptions, { ...form?.hidden }, '/rewards/small'),
    ];
    assert.equal(leadsTo(first), leadsTo(second));
    assert.equal((await phone.get(memberApi.wallet)).body.balance, 140);
  });

  test('what was refused is said once, on the page where it was tried', async () => {
    const phone = t.browser();
    const waiting = leadsTo(await phone.form(memberApi.signIns, { email: 'once@example.com' }));
    const action = `/api${waiting.replace('sign-in/', 'sign-ins/')}/code`;
    assert.equal(leadsTo(await sendForm(phone, waiting, action, { code: '12' })), waiting);

    const ahead = await phone.page(waiting, { 'sec-purpose': 'prefetch' });
    assert.doesNotMatch(markupOf(ahead.text), /Wrong code/);
    assert.match(markupOf((await phone.page(waiting)).text), /Wrong code[^<]*5 tries/);
    assert.doesNotMatch((await phone.page(waiting)).text, /Wrong code/, 'gone on reload');
  });

  test('what a form did is said once, on the page that it leads to', async () => {
    const phone = await t.joined('said@example.com');
    const other = await t.joined('said@example.com');
    assert.equal((await other.page('/wallet')).status, 200);
    const saved = /role="status">Saved</;
    await sendForm(phone, '/profile', memberApi.profile, { firstName: 'Ann' });
    assert.match(markupOf((await phone.page('/profile')).text), saved);
    assert.doesNotMatch(markupOf((await phone.page('/profile')).text), saved, 'gone on reload');
    const { text } = await phone.page('/profile');
    const revoke = formsOf(text).find(({ action }) => action.startsWith('/api/devices/'));
    await sendForm(phone, '/profile', revoke?.action ?? '');
    const markup = markupOf((await phone.page('/profile')).text);
    assert.match(markup, /role="status">Signed out there\.</);
    assert.equal(leadsTo(await other.page('/wallet')), '/sign-in');
  });

  test('a mail that was sent again is said to be, where it was asked for', async () => {
    const phone = t.browser();
    const first = leadsTo(
      await sendForm(phone, '/P/M1', memberApi.signIns, { email: 'again@example.com' }),
    );
    assert.doesNotMatch((await phone.page(first)).text, /Sent again/);
    const second = leadsTo(await sendForm(phone, first, memberApi.signIns));
    assert.notEqual(second, first);
    assert.match(markupOf((await phone.page(second)).text), /role="status">Sent again\./);
    assert.doesNotMatch(markupOf((await phone.page(second)).text), /Sent again/, 'once');
  });

  test('a bad address is refused in words on the poster’s own page', async () => {
    const phone = t.browser();
    assert.equal(
      leadsTo(await sendForm(phone, '/P/M1', memberApi.signIns, { email: 'a@b' })),
      '/P/M1',
    );
    const { text } = await phone.page('/P/M1');
    assert.match(markupOf(text), /name@example\.com\./);
    assert.match(markupOf(text), /Main St\./);
  });

  test('a form sent after signing out elsewhere leads to signing in', async () => {
    const phone = await t.joined('gone@example.com');
    phone.cookies.clear();
    const answer = await phone.form(memberApi.profile, { firstName: 'x' }, '/profile');
    assert.equal(leadsTo(answer), '/profile');
    assert.equal(leadsTo(await phone.page('/profile')), '/sign-in');
    assert.equal((await phone.page('/sign-in')).status, 200);
  });

  test('a page that sent us a form from elsewhere is never where we lead', async () => {
    const phone = t.browser();
    const referers = [
      'https://evil.example/wallet',
      'http://localhost:8080.evil.example/wallet',
      'http://localhost:8080@evil.example/wallet',
      'http://localhost:8080//evil.example',
      'http://localhost:8080/\\evil.example',
      'http://localhost:9999/wallet',
      'javascript:alert(1)',
      'data:text/html,x',
      'nonsense',
      '',
    ];
    for (const referer of referers) {
      const answer = await t.app.inject({
        method: 'POST',
        url: memberApi.signIns,
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'sec-fetch-site': 'same-origin',
          host: 'localhost:8080',
          referer,
        },
        payload: 'email=',
      });
      assert.deepEqual([answer.statusCode, answer.headers.location], [303, '/wallet'], referer);
    }
    assert.equal(phone.cookies.size, 0);
  });

  test('a notice that was not written here is not said', async () => {
    const forged = Buffer.from(JSON.stringify({ key: 'not-in-this-store' })).toString('base64url');
    for (const notice of [forged, '%00', 'AAAA', 'x'.repeat(3_000)]) {
      const phone = t.browser();
      phone.cookies.set('__Host-notice', notice);
      const { status, text } = await phone.page('/sign-in');
      assert.equal(status, 200);
      assert.match(text, /"refusal":null/);
      assert.equal(phone.cookies.has('__Host-notice'), false);
    }
  });
});

describe('pages', () => {
  test('of a member ask everybody else to sign in', async () => {
    for (const page of [
      '/wallet',
      '/rewards',
      '/rewards/coffee',
      '/history',
      '/profile',
      '/redemptions/x',
    ]) {
      assert.equal(leadsTo(await t.browser().page(page)), '/sign-in');
      const head = await t.app.inject({ method: 'HEAD', url: page });
      assert.deepEqual([head.statusCode, head.headers.location], [303, '/sign-in']);
    }
  });

  test('that do not exist say so, with the way on', async () => {
    const phone = await t.joined('lost@example.com');
    for (const page of [
      '/nowhere',
      '/wallet/x',
      '/redemptions/nothing',
      '//evil.example/x',
      '/WALLET',
    ]) {
      const { status, text } = await phone.page(page);
      assert.equal(status, 404, page);
      assert.match(markupOf(text), /href="\/(wallet)?"/);
    }
  });

  test('of another member’s voucher do not exist', async () => {
    const [ann, bob] = [await t.joined('ann@example.com'), await t.joined('bob@example.com')];
    const { id, code } = await issued(ann, 'small');
    const page = await bob.page(paths.redemption(id));
    assert.equal(page.status, 404);
    assert.ok(!page.text.includes(code));
    assert.equal((await bob.get(api.redemption(id))).status, 404);
    assert.equal((await bob.post(api.cancel(id))).status, 404);
    assert.equal((await ann.get(api.redemption(id))).body.state, 'issued');
  });

  test('put in words what a person typed, and run none of it', async () => {
    const phone = await t.joined('words@example.com');
    await phone.post(memberApi.profile, { firstName: '</script><script>alert(1)</script>$&' });
    for (const page of ['/wallet', '/profile', '/?q=</script><script>alert(2)</script>']) {
      const { text } = await phone.page(page);
      assert.doesNotMatch(text, /<script>alert/);
    }
    assert.equal(
      (await phone.get(memberApi.profile)).body.firstName,
      '</script><script>alert(1)</script>$&',
    );
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { api } from '#contract/links.ts';
import { memberApi, paths } from '#contract/paths.ts';
import { placementMs } from '#domain/people/session.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { formsOf, markupOf } from '#server/tests/kit/document.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const refusalOf = async (phone: Browser, rewardId: string): Promise<unknown> => {
  const { body } = await phone.get(memberApi.wallet);
  return body.rewards.find(({ id }: { id: string }) => id === rewardId).refusal;
};

describe('the poster', () => {
  for (const address of ['/P/M1', '/p/m1', '/P/m1', '/p/M1', '/P/M1/', '/P/M1?utm=x', '/P/%4D1']) {
    test(`${address} opens the sign-in form and names the store`, async () => {
      const { status, text } = await t.browser().page(address);
      assert.equal(status, 200);
      assert.match(markupOf(text), /Main St\./);
      const [form] = formsOf(text).filter(({ action }) => action === memberApi.signIns);
      assert.ok(form?.open.some(({ name }) => name === 'email'));
    });
  }

  for (const placement of ['X9', 'M11', 'M', '%20M1', '%F0%9F%9A%80', 'x'.repeat(10_000)]) {
    test(`${placement.slice(0, 20)} is no poster of ours and still opens the door`, async () => {
      const phone = t.browser();
      const { status, text } = await phone.page(`/P/${placement}`);
      assert.equal(status, 200);
      assert.doesNotMatch(markupOf(text), /Main St\./);
      assert.ok(formsOf(text).some(({ action }) => action === memberApi.signIns));
      assert.equal(phone.cookies.has('__Host-poster'), false);
    });
  }

  for (const broken of ['%00', '%zz', '%ff', '%ed%a0%80', 'M1%00', '../wallet%00']) {
    test(`${broken} is no address at all`, async () => {
      assert.equal((await t.browser().page(`/P/${broken}`)).status, 404);
    });
  }

  test('the store goes along: on the mail, the session and what can be had there', async () => {
    const phone = t.browser();
    await phone.page('/p/m1');
    t.clock.turn(1);
    const asked = await phone.post(memberApi.signIns, { email: 'poster@example.com' });
    const { code, token } = await t.lastMail('poster@example.com');
    assert.match((await t.browser().page(paths.link(token))).text, /Main St\./);
    phone.cookies.delete('__Host-poster');
    await phone.post(api.code(asked.body.id), { code });

    assert.deepEqual(await refusalOf(phone, 'harbour'), {
      key: 'not-in-this-store',
      stores: ['Harbour'],
    });
    await phone.page('/P/H1');
    assert.equal(await refusalOf(phone, 'harbour'), null, 'now they are at the harbour');
    await phone.page('/P/M1');
    assert.notEqual(await refusalOf(phone, 'harbour'), null, 'and here again');
    // The browser deletes the cookie when its time is over.
    phone.cookies.delete('__Host-poster');
    t.clock.turn(placementMs);
    assert.equal(await refusalOf(phone, 'harbour'), null, 'at home every store is possible');
  });

  test('the poster’s form works with no cookie from the poster’s page', async () => {
    const { text } = await t.browser().page('/P/H1');
    const [form] = formsOf(text).filter(({ action }) => action === memberApi.signIns);
    assert.equal(form?.hidden.placement, 'H1');
    t.clock.turn(1);
    await t.browser().form(memberApi.signIns, { ...form?.hidden, email: 'form@example.com' });
    const { token } = await t.lastMail('form@example.com');
    assert.match((await t.browser().page(paths.link(token))).text, /Harbour/);
  });

  test('a member who scans it sees the wallet at once', async () => {
    const phone = await t.joined('scans@example.com');
    const { status, text } = await phone.page('/P/M1');
    assert.equal(status, 200);
    assert.match(markupOf(text), />150</);
  });
});

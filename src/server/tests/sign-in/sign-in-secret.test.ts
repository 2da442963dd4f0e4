import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { api } from '#contract/links.ts';
import { memberApi } from '#contract/paths.ts';
import { ask, enterCode } from '#server/tests/kit/sign-in.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

describe('the secret of the browser that asks', () => {
  test('is wanted back: a browser that keeps no cookies is told so, and not sent round in silence', async () => {
    const { id } = await ask(t, t.browser(), 'blocked@example.com');
    const page = `/sign-in/${id}`;
    const away = await t.browser().page(page);
    assert.deepEqual([away.status, away.headers.location], [303, '/sign-in?no-cookies']);
    const { text } = await t.browser().page('/sign-in?no-cookies');
    assert.match(
      text,
      /role="alert"[^>]*>This browser kept nothing from when you asked\. Allow cookies/,
    );
  });

  test('is a new one at each ask, so that one planted before is worth nothing', async () => {
    const tablet = t.browser();
    await ask(t, tablet, 'planter@example.com');
    const planted = tablet.cookies.get('__Host-browser') ?? '';
    const { id, token } = await ask(t, tablet, 'guest@example.com');
    assert.notEqual(tablet.cookies.get('__Host-browser'), planted);
    // The guest's mail is opened and the number typed: the waiting browser may enter, and no other.
    const mailApp = t.browser();
    const { matchNumber } = (await tablet.get(api.signIn(id))).body;
    await mailApp.post(memberApi.linkMatch, { token, number: String(matchNumber) });
    const thief = t.browser();
    thief.cookies.set('__Host-browser', planted);
    const { status, body } = await thief.post(api.enter(id));
    assert.deepEqual([status, body.error.key], [403, 'other-browser']);
    assert.equal((await tablet.post(api.enter(id))).status, 200);
  });

  test('that is refused stays, and what it asked for goes on', async () => {
    const phone = t.browser();
    const { id, code } = await ask(t, phone, 'patient@example.com');
    assert.equal((await phone.post(memberApi.signIns, { email: 'not an address' })).status, 422);
    for (let time = 0; time < 6; time += 1)
      await phone.post(memberApi.signIns, { email: 'patient@example.com' });
    assert.equal((await enterCode(phone, id, code)).status, 200);
  });
});

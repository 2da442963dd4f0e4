import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { api } from '#contract/links.ts';
import { memberApi, paths } from '#contract/paths.ts';
import { limits } from '#domain/limit.ts';
import { signInMs } from '#domain/people/sign-in.ts';
import { outline } from '#domain/values/outline.ts';
import type { Browser, Seen } from '#server/tests/kit/browser.ts';
import { assertUnchanged, dump } from '#server/tests/kit/dump.ts';
import { leadsTo } from '#server/tests/kit/plain-form.ts';
import { readPrinted } from '#server/tests/kit/read-printed.ts';
import { enterCode, isSignedIn } from '#server/tests/kit/sign-in.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

/** What a camera reads from the code on a desk's screen: the address' last part, by which a device comes. */
async function tokenIn(drawing: { rows: string[]; quiet: number }): Promise<string> {
  const { rows, quiet } = drawing;
  const across = rows.length + 2 * quiet;
  const path = `<path d="${outline(rows, { left: quiet, top: quiet })}"/>`;
  const white = '<rect width="100%" height="100%" fill="#fff"/>';
  const [text] = await readPrinted(
    `<svg class="qr" width="300" height="300" viewBox="0 0 ${across} ${across}">${white}${path}</svg>`,
  );
  assert.match(text ?? '', /^http:\/\/localhost:8080\/h\/[\w-]{43}$/);
  return text?.split('/h/')[1] ?? '';
}

async function begin(desk: Browser, opens: string = paths.wallet) {
  const { status, body } = await desk.post(memberApi.handOvers, { opens });
  assert.equal(status, 200);
  return { id: String(body.id), token: await tokenIn(body.drawing) };
}

const assertKey = async (answer: Promise<Seen>, key: string) =>
  assert.equal((await answer).body.error?.key, key);

const claim = (phone: Browser, token: string) => phone.post(memberApi.handOverClaim, { token });
const match = (desk: Browser, id: string, number: number | string) =>
  desk.post(api.handOverMatch(id), { number: String(number) });
const stateOf = async (desk: Browser, id: string) =>
  (await desk.get(api.handOver(id))).body.state as string; // Text, as the contract says.
const another = (number: number) => (number === 999 ? 100 : number + 1);

describe('a page handed from a desk to a phone', () => {
  test('opens there, once the phone’s number was typed at the desk', async () => {
    const [desk, phone] = [await t.joined('taken@example.com'), t.browser()];
    const { id, token } = await begin(desk, paths.history);
    assert.match((await phone.page(paths.handOver(token))).text, /where you’re signed in already/);
    const { body: waiting } = await claim(phone, token);
    assert.equal(await isSignedIn(phone), false);
    assert.equal(await stateOf(desk, id), 'claimed');
    await assertKey(phone.post(api.enter(waiting.id)), 'match-wrong');

    assert.equal((await match(desk, id, waiting.matchNumber)).body.state, 'done');
    assert.equal((await phone.get(api.signIn(waiting.id))).body.state, 'matched');
    assert.equal(leadsTo(await phone.form(api.enter(waiting.id), {})), paths.history);
    assert.ok(await isSignedIn(phone));
    const { devices } = (await desk.get(memberApi.profile)).body;
    assert.equal(devices.length, 2);
    // Nobody has opened a mail there: it may do less than a device that signed in by one.
    assert.equal((await phone.get(memberApi.held)).body.fresh, false);
    assert.equal((await phone.post(memberApi.copy)).body.error.key, 'sign-in-again');
    // On a phone that is signed in already the page opens at once.
    const next = await begin(desk, paths.rewards);
    assert.equal(leadsTo(await phone.page(paths.handOver(next.token))), paths.rewards);
  });

  test('whoever only sees the code gets nothing: no session, no address, no number', async () => {
    const [desk, thief] = [await t.joined('seen@example.com'), t.browser()];
    const { id, token } = await begin(desk);
    const page = await thief.page(paths.handOver(token));
    assert.doesNotMatch(page.text, /seen@example/);
    const claimed = await claim(thief, token);
    assert.doesNotMatch(claimed.text, /seen@example/);
    assert.doesNotMatch((await thief.page(paths.waiting(claimed.body.id))).text, /seen@example/);
    assert.doesNotMatch((await desk.get(api.handOver(id))).text, /matchNumber/);
    // Neither the ways of a mail's link nor those of its code lead in.
    const { matchNumber } = claimed.body;
    for (const browser of [thief, t.browser()])
      await assertKey(
        browser.post(memberApi.linkMatch, { token, number: String(matchNumber) }),
        'sign-in-ended',
      );
    await assertKey(thief.post(memberApi.linkEnter, { token }), 'sign-in-ended');
    await assertKey(enterCode(thief, claimed.body.id, '000000'), 'sign-in-code-wrong');
    assert.equal((await match(thief, id, matchNumber)).status, 401);
    await assertKey(match(await t.joined('other@example.com'), id, matchNumber), 'not-found');
    assert.equal(await isSignedIn(thief), false);
  });

  test('a wrong number ends it for both, and digits that are missing do not', async () => {
    const [desk, phone] = [await t.joined('wrong@example.com'), t.browser()];
    const { id, token } = await begin(desk);
    const { body: waiting } = await claim(phone, token);
    await assertKey(match(desk, id, '12'), 'match-incomplete');
    assert.equal(await stateOf(desk, id), 'claimed');
    await assertKey(match(desk, id, another(waiting.matchNumber)), 'match-wrong');
    assert.equal(await stateOf(desk, id), 'over');
    await assertKey(match(desk, id, waiting.matchNumber), 'sign-in-ended');
    await assertKey(phone.post(api.enter(waiting.id)), 'sign-in-ended');
  });

  test('the first that comes uses the code up, and its time ends it', async () => {
    const [desk, phone, late] = [await t.joined('first@example.com'), t.browser(), t.browser()];
    const { token } = await begin(desk);
    const claims = await Promise.all([claim(phone, token), claim(late, token)]);
    assert.deepEqual(claims.map(({ status }) => status).sort(), [200, 410]);
    assert.match((await late.page(paths.handOver(token))).text, /This link no longer works/);
    const second = await begin(desk);
    t.clock.turn(signInMs);
    const tooLate = await claim(late, second.token);
    assert.equal(tooLate.body.error?.key, 'hand-over-ended');
    // No mail was sent, so none is spoken of.
    assert.match(tooLate.body.error?.message ?? '', /Show a new one on the other screen/);
    assert.equal(await stateOf(desk, second.id), 'over');
  });

  test('a desk that was signed out meanwhile lets nobody in', async () => {
    const [desk, phone] = [await t.joined('left@example.com'), t.browser()];
    const { id, token } = await begin(desk);
    const { body: waiting } = await claim(phone, token);
    await match(desk, id, waiting.matchNumber);
    await desk.post(memberApi.signOut);
    await assertKey(phone.post(api.enter(waiting.id)), 'sign-in-ended');
    assert.equal(await isSignedIn(phone), false);
  });

  test('the code of a desk that was signed out is over for whoever comes by it', async () => {
    const desk = await t.joined('gone@example.com');
    const { token } = await begin(desk);
    await desk.post(memberApi.signOut);
    const phone = t.browser();
    assert.match((await phone.page(paths.handOver(token))).text, /This link no longer works/);
    await assertKey(claim(phone, token), 'hand-over-ended');
  });

  test('looking at it changes nothing, and a code that never was is over', async () => {
    const desk = await t.joined('looked@example.com');
    const { token } = await begin(desk);
    const before = await dump(t.context.store.read);
    for (let time = 0; time < 3; time += 1) await t.browser().page(paths.handOver(token));
    assertUnchanged(before, await dump(t.context.store.read));
    const never = await t.browser().page(paths.handOver('x'.repeat(43)));
    assert.deepEqual([never.status, /no longer works/.test(never.text)], [200, true]);
  });

  test('only a member’s own page is handed over, and not without end', async () => {
    const desk = await t.joined('bounds@example.com');
    for (const opens of ['https://example.com/', '//example.com', '/till', '/wallet/../till', ''])
      assert.equal((await desk.post(memberApi.handOvers, { opens })).status, 400, opens);
    const asks = Array.from({ length: limits.handOver.atMost }, () =>
      desk.post(memberApi.handOvers, { opens: paths.wallet }),
    );
    const statuses = (await Promise.all(asks)).map(({ status }) => status);
    assert.deepEqual(new Set(statuses), new Set([200]));
    await assertKey(desk.post(memberApi.handOvers, { opens: paths.wallet }), 'too-many-requests');
  });
});

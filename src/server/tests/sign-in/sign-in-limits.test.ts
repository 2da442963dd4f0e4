import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { memberApi } from '#contract/paths.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { dump } from '#server/tests/kit/dump.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

const quarterMs = 15 * 60_000;
const hourMs = 60 * 60_000;

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());
// Each story begins in a window of its own.
beforeEach(() => t.clock.turnTo(Math.ceil((t.clock.now() + 1) / hourMs) * hourMs));

const ask = (browser: Browser, email: string) => browser.post(memberApi.signIns, { email });
const mails = async () =>
  (await dump(t.context.store.read)).split('\n').filter((line) => line.startsWith('mails ')).length;

describe('asking again and again', () => {
  test('a sixth mail to one address within a quarter of an hour has to wait', async () => {
    // From five browsers: it is the mailbox that is guarded.
    for (let time = 0; time < 5; time += 1) {
      assert.equal((await ask(t.browser(), 'flooded@example.com')).status, 200);
    }
    const sent = await mails();
    t.clock.turn(60_000);
    for (const spelling of ['flooded@example.com', 'Flooded@EXAMPLE.com']) {
      const { status, headers, body } = await ask(t.browser(), spelling);
      assert.equal(status, 429);
      assert.equal(headers['retry-after'], String(14 * 60));
      assert.equal(body.error.key, 'too-many-requests');
      assert.match(body.error.message, /14 min/);
    }
    assert.equal(await mails(), sent, 'no mail was sent');
    assert.equal((await ask(t.browser(), 'someone@example.com')).status, 200);

    t.clock.turn(quarterMs);
    assert.equal((await ask(t.browser(), 'flooded@example.com')).status, 200);
  });

  test('twenty at once are no way around it', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => ask(t.browser(), 'burst@example.com')),
    );
    const taken = answers.filter(({ status }) => status === 200);
    assert.equal(taken.length, 5);
    assert.ok(answers.every(({ status }) => status === 200 || status === 429));
  });

  test('one browser may ask for ten addresses an hour', async () => {
    const phone = t.browser();
    for (let number = 0; number < 10; number += 1) {
      assert.equal((await ask(phone, `list${number}@example.com`)).status, 200);
    }
    const refused = await ask(phone, 'list10@example.com');
    assert.equal(refused.status, 429);
    assert.ok(Number(refused.headers['retry-after']) > 0);
    t.clock.turn(hourMs);
    assert.equal((await ask(phone, 'list10@example.com')).status, 200);
  });

  test('a whole shop behind one network address is let in', async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, number) => ask(t.browser(), `shop${number}@example.com`)),
    );
    assert.ok(answers.every(({ status }) => status === 200));
  });

  test('without scripts the page says when to try again', async () => {
    for (let time = 0; time < 5; time += 1) await ask(t.browser(), 'plain@example.com');
    const phone = t.browser();
    const refused = await phone.form(memberApi.signIns, { email: 'plain@example.com' }, '/sign-in');
    assert.deepEqual([refused.status, refused.headers.location], [303, '/sign-in']);
    assert.match((await phone.page('/sign-in')).text, /15 min/);
  });

  test('who asked, and from where, can’t be read from the counts', async () => {
    await ask(t.browser(), 'private@example.com');
    const counts = (await dump(t.context.store.read))
      .split('\n')
      .filter((line) => line.startsWith('limits '));
    assert.ok(counts.length >= 4);
    assert.ok(!counts.some((line) => /private|127\.0\.0\.1/.test(line)));
  });
});

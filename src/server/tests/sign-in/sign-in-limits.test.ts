import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { memberApi } from '#contract/paths.ts';
import { type Limit, limits, quietLineAsks } from '#domain/limit.ts';
import type { Browser, Seen } from '#server/tests/kit/browser.ts';
import { dump } from '#server/tests/kit/dump.ts';
import { ask as askFor, countBefore, enterCode, otherThan } from '#server/tests/kit/sign-in.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

const quarterMs = 15 * 60_000;
const hourMs = 60 * 60_000;

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());
// Each test begins in a new window.
beforeEach(() => t.clock.turnTo(Math.ceil((t.clock.now() + 1) / hourMs) * hourMs));

const ask = (browser: Browser, email: string) => browser.post(memberApi.signIns, { email });
const mails = async () =>
  (await dump(t.context.store.read)).split('\n').filter((line) => line.startsWith('mails ')).length;

/** A phone in a network of its own. */
const elsewhere = (number: number) => t.browser(`198.51.100.${number}`);
const statuses = (answers: readonly Seen[]) => [...new Set(answers.map(({ status }) => status))];

const already = (limit: Limit, count: number, of = 'all') => countBefore(t, limit, count, of);

describe('asking again and again', () => {
  test('a sixth mail to one address within a quarter of an hour has to wait', async () => {
    for (let time = 0; time < 5; time += 1) {
      assert.equal((await ask(t.browser(), 'flooded@example.com')).status, 200);
    }
    const sent = await mails();
    t.clock.turn(60_000);
    for (const spelling of ['flooded@example.com', 'Flooded@EXAMPLE.com']) {
      const { status, headers, body } = await ask(t.browser(), spelling);
      assert.equal(status, 429);
      assert.equal(headers['retry-after'], String(14 * 60));
      assert.equal(body.error.key, 'address-busy');
      assert.match(body.error.message, /perhaps not asked for by you.*14 min/);
    }
    assert.equal(await mails(), sent, 'no mail was sent');
    assert.equal((await ask(t.browser(), 'someone@example.com')).status, 200);

    t.clock.turn(quarterMs);
    assert.equal((await ask(t.browser(), 'flooded@example.com')).status, 200);
  });

  test('a mailbox is one, however its address is spelt', async () => {
    const sent = await mails();
    for (let time = 0; time < 12; time += 1) {
      await ask(t.browser(), `one.box+${time}@example.com`);
      await ask(
        t.browser(),
        `${'onebox'.slice(0, time % 6 || 1)}.${'onebox'.slice(time % 6 || 1)}@example.com`,
      );
    }
    assert.equal((await mails()) - sent, 5);
    const phone = elsewhere(9);
    const { id, code } = await askFor(t, phone, 'one.box+mine@example.com');
    assert.equal((await enterCode(phone, id, code)).status, 200, 'its owner, in another network');
  });

  test('twenty at once are no way around it', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => ask(t.browser(), 'burst@example.com')),
    );
    const taken = answers.filter(({ status }) => status === 200);
    assert.equal(taken.length, 5);
    assert.deepEqual(statuses(answers).sort(), [200, 429]);
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

describe('a busy shop', () => {
  test('is served: 600 shoppers in ten minutes behind one address, mail and code', async () => {
    const shopper = async (number: number) => {
      const phone = t.browser();
      const email = `shop${number}@example.com`;
      const asked = await ask(phone, email);
      const { code } = await t.lastMail(email);
      // One in ten mistypes first.
      if (number % 10 === 0) await enterCode(phone, asked.body.id, otherThan(code));
      return enterCode(phone, asked.body.id, code);
    };
    for (let minute = 0; minute < 10; minute += 1) {
      const first = minute * 60;
      const minutes = Array.from({ length: 60 }, (_, number) => shopper(first + number));
      assert.deepEqual(statuses(await Promise.all(minutes)), [200], `minute ${minute}`);
      t.clock.turn(60_000 - 1);
    }
  });

  test('of one IPv6 line has the same room as one of IPv4, and no more', async () => {
    await already(limits.signInLine, limits.signInLine.atMost - 1, '2001:db8:1:2::/64');
    assert.equal((await ask(t.browser('2001:db8:1:2::a'), 'last@example.com')).status, 200);
    const { status, body } = await ask(t.browser('2001:db8:1:2:3:4:5:6'), 'more@example.com');
    assert.deepEqual([status, body.error.key], [429, 'busy']);
    assert.match(body.error.message, /not because of you/);
    for (const next of ['2001:db8:1:3::1', '203.0.113.1']) {
      assert.equal(
        (await ask(t.browser(next), `line${next.length}@example.com`)).status,
        200,
        next,
      );
    }
    await already(limits.signInSite, limits.signInSite.atMost, '2001:db8:1::/48');
    assert.equal((await ask(t.browser('2001:db8:1:4::1'), 'site@example.com')).status, 429);
    assert.equal((await ask(t.browser('2001:db8:2:4::1'), 'site@example.com')).status, 200);
  });
});

describe('what others ask in somebody’s name', () => {
  test('keeps nobody out who asks from a network that has not asked yet', async () => {
    for (let time = 0; time < 6; time += 1) await ask(elsewhere(1), 'victim@example.com');
    const phone = elsewhere(2);
    const { id, code } = await askFor(t, phone, 'victim@example.com');
    assert.equal((await enterCode(phone, id, code)).status, 200);
    assert.equal(
      (await ask(elsewhere(2), 'victim@example.com')).status,
      429,
      'one place a network',
    );
  });

  test('comes to 25 mails in a quarter of an hour, from however many networks', async () => {
    const before = await mails();
    const networks = Array.from({ length: 15 }, (_, number) => [
      elsewhere(number),
      t.browser(`2001:db8:${number.toString(16)}::1`),
    ]);
    await Promise.all(networks.flat().map((phone) => ask(phone, 'botnet@example.com')));
    assert.equal((await mails()) - before, 25);
  });

  test('does not stop a browser that has signed in to this address before', async () => {
    const phone = await t.joined('owner@example.com');
    const other = await t.joined('other@example.com');
    const strangers = Array.from({ length: 30 }, (_, number) => elsewhere(number));
    await Promise.all(strangers.map((one) => ask(one, 'owner@example.com')));
    assert.equal((await ask(other, 'owner@example.com')).status, 429, 'signed in to another one');
    for (let time = 0; time < 5; time += 1) {
      assert.equal((await ask(phone, 'owner@example.com')).status, 200);
    }
    const { status, body } = await ask(phone, 'owner@example.com');
    assert.deepEqual([status, body.error.key], [429, 'too-many-requests']);
  });
});

describe('when a total is full', () => {
  test('networks that asked often wait, then all strangers, and known browsers never', async () => {
    const phone = await t.joined('regular@example.com');
    t.clock.turn(10 * 60_000);
    await already(limits.signInLine, quietLineAsks, '198.51.100.9');
    await already(limits.signInCrowd, limits.signInCrowd.atMost);
    const crowd = await ask(elsewhere(9), 'crowd@example.com');
    assert.deepEqual([crowd.status, crowd.body.error.key], [429, 'busy']);
    assert.ok(Number(crowd.headers['retry-after']) <= 60);
    assert.equal((await ask(elsewhere(10), 'quiet@example.com')).status, 200);

    await already(limits.signInCrowd, limits.signInTotal.atMost);
    assert.equal((await ask(elsewhere(11), 'stranger@example.com')).status, 429);
    assert.equal((await ask(phone, 'regular@example.com')).status, 200);
  });
});

describe('what tells a known browser', () => {
  test('names nobody, and signing out takes it away', async () => {
    const phone = await t.joined('marked@example.com');
    assert.match(phone.cookies.get('__Host-known') ?? '', /^[\w-]{43}\.[\w-]{43}$/);
    await phone.post(memberApi.signOut);
    assert.equal(phone.cookies.has('__Host-known'), false);
  });

  test('is nothing when it was forged', async () => {
    for (let time = 0; time < 6; time += 1) await ask(t.browser(), 'forged@example.com');
    for (const cookie of ['', 'x', `${'a'.repeat(43)}.${'b'.repeat(43)}`, '%zz']) {
      const phone = t.browser();
      phone.cookies.set('__Host-known', cookie);
      assert.equal((await ask(phone, 'forged@example.com')).status, 429, cookie);
    }
  });
});

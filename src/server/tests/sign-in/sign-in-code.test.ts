import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { api } from '#contract/links.ts';
import { memberApi } from '#contract/paths.ts';
import { signInMs } from '#domain/people/sign-in.ts';
import { markupOf } from '#server/tests/kit/document.ts';
import { ask, enterCode, isSignedIn, otherThan } from '#server/tests/kit/sign-in.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

describe('joining by the code of the mail', () => {
  test('a newcomer asks, gets a mail, types the code and has the welcome gift', async () => {
    const phone = t.browser();
    const asked = await phone.post(memberApi.signIns, { email: ' new@example.com ' });
    assert.equal(asked.status, 200);
    assert.equal(asked.body.state, 'waiting');
    assert.equal(asked.body.address, 'new@example.com');
    assert.equal(asked.body.signedIn, false);
    assert.ok(asked.body.matchNumber >= 100 && asked.body.matchNumber <= 999);
    assert.equal(asked.body.endsAt, t.clock.now() + signInMs);
    assert.equal(await isSignedIn(phone), false);

    const { code, token, subject } = await t.lastMail('new@example.com');
    assert.ok(subject.includes(code), 'a notification shows the code');
    assert.match(token, /^[\w-]{43}$/);
    const entered = await enterCode(phone, asked.body.id, code);
    assert.equal(entered.status, 200);

    const { body: wallet } = await phone.get(memberApi.wallet);
    assert.equal(wallet.balance, 150);
    assert.deepEqual(
      wallet.history.map(({ what }: { what: { rule: string } }) => what.rule),
      ['welcome'],
    );
    assert.equal(wallet.welcome, '150 points are here: your welcome gift.');
    const page = await phone.page('/wallet');
    assert.equal(page.status, 200);
    assert.match(markupOf(page.text), />150</, 'the balance is in the document');
  });

  test('signing in on a second device is no second joining', async () => {
    const phone = await t.joined('twice@example.com');
    const laptop = await t.joined('Twice@Example.com');
    const [one, two] = [await phone.get(memberApi.wallet), await laptop.get(memberApi.wallet)];
    assert.equal(two.body.balance, 150);
    assert.equal(two.body.member.number, one.body.member.number);
    const profile = await laptop.get(memberApi.profile);
    assert.equal(profile.body.devices.length, 2);
  });

  test('twenty right codes at once sign in once, and none of them is refused', async () => {
    const phone = t.browser();
    const { id, code } = await ask(t, phone, 'eager@example.com');
    const answers = await Promise.all(Array.from({ length: 20 }, () => enterCode(phone, id, code)));
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
    assert.equal((await phone.get(memberApi.wallet)).body.balance, 150);
    assert.equal((await phone.get(memberApi.profile)).body.devices.length, 1);
  });

  test('two requests of one newcomer, entered at the same time, make one member', async () => {
    const [phone, tablet] = [t.browser(), t.browser()];
    const first = await ask(t, phone, 'both@example.com');
    const second = await ask(t, tablet, 'both@example.com');
    const entered = await Promise.all([
      enterCode(phone, first.id, first.code),
      enterCode(tablet, second.id, second.code),
    ]);
    assert.deepEqual(
      entered.map(({ status }) => status),
      [200, 200],
    );
    const [one, two] = [await phone.get(memberApi.wallet), await tablet.get(memberApi.wallet)];
    assert.equal(one.body.member.number, two.body.member.number);
    assert.equal(one.body.balance, 150);
  });

  test('a known and an unknown address get the same answer and a mail each', async () => {
    await t.joined('known@example.com');
    t.clock.turn(1);
    const shapes = [];
    for (const email of ['known@example.com', 'never@example.com']) {
      const { status, body, headers } = await t.browser().post(memberApi.signIns, { email });
      const kinds = Object.entries(body).map(([name, value]) => [name, typeof value]);
      shapes.push({ status, kinds, headers: Object.keys(headers).sort() });
      const { code } = await t.lastMail(email);
      assert.match(code, /^\d{6}$/);
    }
    assert.deepEqual(shapes[0], shapes[1]);
  });
});

describe('typing the code', () => {
  test('it may stand in groups, and in the digits of an Arabic keyboard', async () => {
    const arabic = (code: string) =>
      code.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)));
    const spellings = [
      (code: string) => ` ${code.slice(0, 3)} ${code.slice(3)}\t`,
      (code: string) => `${code.slice(0, 3)}-${code.slice(3)}`,
      arabic,
      (code: string) => `\u2067${arabic(code)}\u2069`,
    ];
    for (const [index, spell] of spellings.entries()) {
      const phone = t.browser();
      const { id, code } = await ask(t, phone, `spelling${index}@example.com`);
      assert.equal((await enterCode(phone, id, spell(code))).status, 200);
    }
  });

  test('five wrong ones end the request, and the right one comes too late', async () => {
    const phone = t.browser();
    const { id, code } = await ask(t, phone, 'five@example.com');
    for (const left of [4, 3, 2, 1]) {
      const { status, body } = await enterCode(phone, id, otherThan(code));
      assert.equal(status, 422);
      assert.deepEqual(body.error.details, { key: 'sign-in-code-wrong', left });
    }
    const fifth = await enterCode(phone, id, otherThan(code));
    assert.equal(fifth.status, 410);
    assert.equal(fifth.body.error.key, 'sign-in-ended');
    assert.equal((await enterCode(phone, id, code)).status, 410);
    assert.equal(await isSignedIn(phone), false);
  });

  test('ten wrong ones at once are counted one by one', async () => {
    const phone = t.browser();
    const { id, code } = await ask(t, phone, 'burst@example.com');
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => enterCode(phone, id, otherThan(code))),
    );
    const left = answers.map(({ body }) => body.error.details.left ?? 0).sort();
    assert.deepEqual(left, [0, 0, 0, 0, 0, 0, 1, 2, 3, 4]);
    assert.equal((await enterCode(phone, id, code)).status, 410);
  });

  test('a slip of the finger takes no try away', async () => {
    const phone = t.browser();
    const { id, code } = await ask(t, phone, 'slip@example.com');
    for (const slip of ['', '12345', '1234567', 'abcdef', code.slice(1)]) {
      const { status, body } = await enterCode(phone, id, slip);
      assert.equal(status, 422);
      assert.equal(body.error.details.left, 5);
    }
    assert.equal((await enterCode(phone, id, code)).status, 200);
  });

  test('somebody who knows the code but did not ask is refused', async () => {
    const [phone, thief] = [t.browser(), t.browser()];
    const { id, code } = await ask(t, phone, 'victim@example.com');
    await ask(t, thief, 'thief@example.com');
    const others = [
      [thief, 'other-browser'],
      [t.browser(), 'no-cookies'],
    ] as const;
    for (const [browser, why] of others) {
      const { status, body } = await enterCode(browser, id, code);
      assert.equal(status, 403);
      assert.equal(body.error.key, why);
      assert.equal(await isSignedIn(browser), false);
    }
    assert.equal((await enterCode(phone, id, code)).status, 200);
  });

  test('a code of one request opens no other', async () => {
    const phone = t.browser();
    const mine = await ask(t, phone, 'mine@example.com');
    const other = await ask(t, phone, 'other@example.com');
    assert.equal((await enterCode(phone, other.id, mine.code)).status, 422);
  });

  test('a new request leaves the older one alone', async () => {
    const phone = t.browser();
    const older = await ask(t, phone, 'again@example.com');
    const newer = await ask(t, phone, 'again@example.com');
    assert.notEqual(older.id, newer.id);
    assert.equal((await enterCode(phone, older.id, older.code)).status, 200);
    const waiting = await phone.get(memberApi.signIn.replace(':signInId', newer.id));
    assert.equal(waiting.body.signedIn, true, 'the tab that waits for the newer mail goes on too');
  });

  test('it is good for ten minutes and not a moment longer', async () => {
    const [phone, late] = [t.browser(), t.browser()];
    const first = await ask(t, phone, 'prompt@example.com');
    t.clock.turn(signInMs - 1);
    assert.equal((await enterCode(phone, first.id, first.code)).status, 200);
    const second = await ask(t, late, 'late@example.com');
    t.clock.turn(signInMs);
    const { status, body } = await enterCode(late, second.id, second.code);
    assert.equal(status, 410);
    assert.ok(body.error.message.length > 10);
  });
});

describe('a code that has been used', () => {
  test('a second tap lands where the first one did', async () => {
    const phone = t.browser();
    const { id, code } = await ask(t, phone, 'double@example.com');
    await enterCode(phone, id, code);
    const cookie = phone.cookies.get('__Host-session');
    assert.equal((await enterCode(phone, id, code)).status, 200);
    const form = await phone.form(memberApi.code.replace(':signInId', id), { code });
    assert.deepEqual([form.status, form.headers.location], [303, '/wallet']);
    assert.equal(phone.cookies.get('__Host-session'), cookie, 'it is the same session');
  });

  test('an answer that got lost is given again', async () => {
    const phone = t.browser();
    const { id, code } = await ask(t, phone, 'lost@example.com');
    await enterCode(phone, id, code);
    phone.cookies.delete('__Host-session');
    assert.equal((await enterCode(phone, id, code)).status, 200);
    assert.ok(await isSignedIn(phone));
  });

  test('is over for every other browser, of which this is one after signing out', async () => {
    const phone = t.browser();
    const { id, code } = await ask(t, phone, 'over@example.com');
    await enterCode(phone, id, code);
    assert.equal((await enterCode(t.browser(), id, code)).status, 403);
    await phone.post(memberApi.signOut);
    // What told this browser from others is deleted with the session.
    const { status, body } = await enterCode(phone, id, code);
    assert.deepEqual([status, body.error.key], [403, 'no-cookies']);
    assert.equal(await isSignedIn(phone), false);
  });

  test('is over here once another device has signed this one out', async () => {
    const phone = t.browser();
    const { id, code } = await ask(t, phone, 'revoked@example.com');
    await enterCode(phone, id, code);
    const laptop = await t.joined('revoked@example.com');
    await laptop.post(api.revokeDevice(id));
    const { status, body } = await enterCode(phone, id, code);
    assert.deepEqual([status, body.error.key], [410, 'sign-in-ended']);
    assert.equal(await isSignedIn(phone), false);
  });
});

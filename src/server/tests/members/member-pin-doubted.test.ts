import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi, tillApi } from '#contract/paths.ts';
import { limits } from '#domain/limit.ts';
import { takeBackMs } from '#domain/people/address-change.ts';
import { chosenPinWaitMs } from '#domain/people/member-pin.ts';
import { Refused } from '#domain/refusal.ts';
import { countUp } from '#server/storage/people/limits.ts';
import { latestMails } from '#server/storage/people/mails.ts';
import type { Browser, Seen } from '#server/tests/kit/browser.ts';
import { atOnce, newId, posAt, said } from '#server/tests/kit/counter.ts';
import {
  askMember,
  enrol,
  follow,
  givePin,
  idOf,
  numberOf,
  typePin,
} from '#server/tests/kit/members.ts';
import { mailsTo, move } from '#server/tests/kit/model/moving.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { openMail } from '#server/usecases/ground/queue-mail.ts';
import { choosePinAtTill } from '#server/usecases/members/choose-pin-at-till.ts';
import { thawBy } from '#server/usecases/rights/freeze.ts';
import { noteReturnedMail } from '#server/usecases/rights/note-returned-mail.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const pin = '7391';

const choose = (till: Browser, memberId: string): Promise<Seen> =>
  till.post(tillApi.memberPin, { memberId, pin });

/** Somebody with points, for whom a PIN was just chosen on a till's screen. */
async function chosenAtTill(name: string) {
  const address = `${name}@example.com`;
  const till = await t.onDuty('main-1');
  const { memberId, number } = (await enrol(till, address)).body.member;
  const total = { minor: 20_000, currency: 'EUR' };
  await posAt(t, 'main-1').purchase({ member: { number }, receiptNumber: name, total });
  t.clock.turn(1);
  const chosen = await choose(till, memberId);
  assert.equal(chosen.status, 200, chosen.text);
  t.clock.turn(1);
  return { address, memberId, number };
}

/** What a till says to the PIN when it would have been taken long since. */
async function typedLater(number: string) {
  t.clock.turn(chosenPinWaitMs);
  const till = await t.onDuty('main-1');
  const { body } = await askMember(till, number, 'small');
  return {
    pinFrom: (await follow(till, body.id)).body.pinFrom,
    typed: await typePin(till, body.id, pin),
  };
}

test('who follows the link of the mail about a PIN that was chosen at a till has ended it, also after the thaw', async () => {
  const { address, memberId, number } = await chosenAtTill('not-me');
  const [told] = await mailsTo(t, address);
  const link = /http:\/\/localhost:8080(\/f\/\S+)/.exec(told?.text ?? '')?.[1] ?? assert.fail();
  assert.match((await t.browser().form(link, { confirm: 'yes' })).text, /is frozen/);
  const mails = (await mailsTo(t, address)).map(({ text }) => text);
  assert.equal(mails.filter((text) => /PIN of the membership .* has ended/.test(text)).length, 1);
  await thawBy(t.context, memberId, 'support');
  const { pinFrom, typed } = await typedLater(number);
  assert.deepEqual([pinFrom, said(typed)], [null, [409, 'member-pin-none']]);
});

test('who freezes in the app ends a PIN of a till, and keeps the one that they chose themselves', async () => {
  const { address, memberId, number } = await chosenAtTill('in-app');
  const phone = await t.joined(address);
  await phone.post(memberApi.freeze);
  await thawBy(t.context, memberId, 'support');
  assert.deepEqual(said((await typedLater(number)).typed), [409, 'member-pin-none']);

  const own = await t.joined('own-pin@example.com');
  await givePin(t, 'own-pin@example.com', pin);
  await own.post(memberApi.freeze);
  await thawBy(t.context, await idOf(t, 'own-pin@example.com'), 'support');
  assert.equal((await typedLater(await numberOf(own))).typed.body.state, 'confirmed');
});

/** The mail that tells of the PIN comes back. */
async function returned(address: string): Promise<void> {
  const rows = await latestMails(t.context.store.read, 1_000);
  const told = rows.find((row) => {
    const { to, text } = openMail(t.context, row);
    return to === address && text.includes('a PIN was chosen');
  });
  const mailId = told?.id ?? assert.fail('nobody was told');
  assert.equal(await noteReturnedMail(t.context, { kind: 'bounce', mailId }), 'noted');
}

test('a PIN of a till is none when the mail that tells of it comes back, however late mail servers give up', async () => {
  for (const [name, lateMs] of [
    ['soon', 0],
    ['late', 5 * chosenPinWaitMs],
  ] as const) {
    const { address, memberId, number } = await chosenAtTill(name);
    t.clock.turn(lateMs);
    await returned(address);
    const { pinFrom, typed } = await typedLater(number);
    assert.deepEqual([pinFrom, said(typed)], [null, [409, 'member-pin-none']], name);
    assert.deepEqual(said(await choose(await t.onDuty('main-1'), memberId)), [
      409,
      'member-pin-untold',
    ]);
  }
});

test('a PIN that was used for long goes on when a mailbox ends, and so does one of the profile', async () => {
  const old = await chosenAtTill('old');
  t.clock.turn(6 * chosenPinWaitMs);
  await returned(old.address);
  assert.equal((await typedLater(old.number)).typed.body.state, 'confirmed');

  const { address, number } = await chosenAtTill('profile');
  await givePin(t, address, pin);
  await returned(address);
  assert.equal((await typedLater(number)).typed.body.state, 'confirmed');
});

test('while an address can be taken back no till takes a PIN, whose mail would go to the new one', async () => {
  const phone = await t.joined('before@example.com');
  const memberId = await idOf(t, 'before@example.com');
  await move(t, phone, 'thief@example.com');
  const refused = await choose(await t.onDuty('main-1'), memberId);
  assert.deepEqual(said(refused), [403, 'address-new']);
  assert.match(refused.body.error.message, /The shopper’s e-mail address was changed lately/);
  t.clock.turn(takeBackMs);
  assert.equal((await choose(await t.onDuty('main-1'), memberId)).status, 200);
});

test('for nobody who is refused a slow hash is computed, and at one till they are computed one by one', async () => {
  const kept = await chosenAtTill('kept');
  const { store, secrets, now } = t.context;
  let hashed = 0;
  const hashPin = (...wish: Parameters<typeof secrets.hashPin>) => {
    hashed += 1;
    return secrets.hashPin(...wish);
  };
  const context = { ...t.context, secrets: { ...secrets, hashPin } };
  const place = { tillId: 'main-1', storeId: 'main', associateId: newId() };
  const refusedAs = async (memberId: string, key: string) =>
    assert.rejects(choosePinAtTill(context, place, { memberId, pin }), {
      refusal: { key },
    });
  await refusedAs(kept.memberId, 'member-pin-kept');
  await refusedAs('nobody', 'member-unknown');
  assert.equal(hashed, 0);

  await t.joined('one-of-many@example.com');
  const memberId = await idOf(t, 'one-of-many@example.com');
  const wish = { memberId, pin };
  const tried = await atOnce(8, () =>
    choosePinAtTill(context, place, wish).then(
      () => 'chosen',
      ({ refusal }) => refusal.key,
    ),
  );
  assert.deepEqual(tried.toSorted(), ['chosen', ...Array(7).fill('member-pin-kept')]);
  assert.equal(hashed, 1);

  await t.joined('too-many@example.com');
  const late = await idOf(t, 'too-many@example.com');
  await store.transact(async (tx) => {
    const { atMost } = limits.memberPinTill;
    for (let more = 0; more < atMost; more += 1)
      await countUp(tx, limits.memberPinTill, place.tillId, now());
  });
  await assert.rejects(choosePinAtTill(context, place, { memberId: late, pin }), (error) => {
    assert.ok(error instanceof Refused);
    return error.refusal.key === 'too-many-requests';
  });
  assert.equal(hashed, 1);
});

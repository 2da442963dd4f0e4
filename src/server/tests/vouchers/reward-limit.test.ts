import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { posApi } from '#contract/paths.ts';
import type { Program, Reward, RewardLimit } from '#domain/program/program.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import {
  cancel,
  issue,
  issued,
  newId,
  type Pos,
  posAt,
  voucher,
  wallet,
} from '#server/tests/kit/counter.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

const asking = (id: string, asks: Partial<Reward>): Reward => ({
  id,
  name: { en: id },
  instruction: { en: 'Give it' },
  worth: { kind: 'perk' },
  points: 0,
  ...asks,
});

const counted = (id: string, perMember: RewardLimit) => asking(id, { perMember });

const program: Program = {
  ...testProgram,
  rewards: [
    ...testProgram.rewards,
    counted('monthly', { count: 1, every: 'month' }),
    counted('weekly', { count: 3, every: 'week' }),
    counted('once', { count: 1, every: 'ever' }),
    asking('mornings', { days: ['monday'], hours: { from: 480, until: 660 } }),
    asking('from-twenty', { minimumMinor: 2_000 }),
    asking('brows', {
      worth: {
        kind: 'experience',
        place: { en: 'Harbour, upstairs' },
        booking: { en: 'Book at the counter.' },
      },
    }),
    asking('shipping', { worth: { kind: 'free-shipping' }, minimumMinor: 3_000, tier: 'gold' }),
    asking('winter', {
      from: Date.parse('2099-01-01T00:00:00+01:00'),
      early: [{ tier: 'gold', from: Date.parse('2026-01-01T00:00:00+01:00') }],
    }),
  ],
};

let t: Tillpass;
let pos: Pos;
before(async () => {
  t = await startTillpass({ program });
  pos = posAt(t, 'main-1');
});
after(() => t.close());
// In the middle of a month, so that no test runs over its end by accident.
beforeEach(() => t.clock.turn(24 * 60 * 60_000));

async function redeemed(phone: Browser, rewardId: string): Promise<string> {
  const { code, id } = await issued(phone, rewardId);
  const { status, text } = await pos.redeem(code, `receipt-${id}`);
  assert.equal(status, 200, text);
  return id;
}

const offered = async (phone: Browser, id: string) =>
  (await wallet(phone)).rewards.find((one: { id: string }) => one.id === id);

describe('a reward that a member may have once a month', () => {
  test('is offered with that, and refused with the day from which it can be had again', async () => {
    const phone = await t.joined('monthly@example.com');
    assert.deepEqual((await offered(phone, 'monthly')).perMember, 'Once a month.');
    assert.match((await phone.page('/rewards/monthly')).text, /Once a month\./);
    await redeemed(phone, 'monthly');
    const { status, body } = await issue(phone, 'monthly');
    assert.deepEqual([status, body.error.key], [422, 'limit-reached']);
    assert.match(body.error.message, /as often as you may\. Again from 1 February/);
    assert.equal((await offered(phone, 'monthly')).refusal.key, 'limit-reached');
    t.clock.turnTo(Date.parse('2026-02-01T00:00:00+01:00'));
    assert.equal((await issue(phone, 'monthly')).status, 200);
  });

  test('is not counted when it was cancelled, ran out or was undone', async () => {
    const phone = await t.joined('undone@example.com');
    await cancel(phone, (await issued(phone, 'monthly')).id);
    const undone = await redeemed(phone, 'monthly');
    assert.equal((await issue(phone, 'monthly')).status, 422);
    assert.equal((await pos.reverse(undone, 'wrong-reward')).status, 200);
    assert.equal((await issue(phone, 'monthly')).status, 200);
  });

  test('that ran out in the queue is still issued again at the till', async () => {
    const phone = await t.joined('queue@example.com');
    const { code } = await issued(phone, 'monthly');
    t.clock.turn(40 * 60_000);
    assert.equal((await pos.redeem(code, 'late')).status, 200);
    assert.equal((await issue(phone, 'monthly')).status, 422);
  });

  test('is one, however many phones and tills ask at once', async () => {
    const phones = [await t.joined('rush@example.com'), await t.joined('rush@example.com')];
    const answers = await Promise.all(
      Array.from({ length: 20 }, async (_, number) => {
        const answer = await issue(phones[number % 2] ?? assert.fail(), 'once', newId());
        if (answer.status !== 200) return answer.body.error.key;
        await pos.redeem(answer.body.code, `rush-${number}`);
        return answer.body.id;
      }),
    );
    const ids = answers.filter((one) => one !== 'limit-reached');
    assert.equal(new Set(ids).size, 1);
  });

  test('is no suggestion of a till to who has had it', async () => {
    const phone = await t.joined('suggested@example.com');
    const till = await t.onDuty('main-1');
    const { number } = (await wallet(phone)).member;
    const listed = async () =>
      (await till.post('/api/till/members/lookup', { number })).body.rewards.map(
        ({ id }: { id: string }) => id,
      );
    assert.ok((await listed()).includes('weekly'));
    for (let time = 0; time < 3; time += 1) await redeemed(phone, 'weekly');
    assert.ok(!(await listed()).includes('weekly'));
  });
});

describe('a reward of Monday mornings', () => {
  const monday = '2026-02-16';

  test('is taken and used in them, and its barcode ends with them', async () => {
    const phone = await t.joined('morning@example.com');
    t.clock.turnTo(Date.parse(`${monday}T10:50:00+01:00`));
    const offer = await offered(phone, 'mornings');
    assert.deepEqual([offer.refusal, offer.lastsMs], [null, 10 * 60_000]);
    assert.match((await phone.page('/rewards/mornings')).text, /On Monday\. From 08:00 to 11:00\./);
    const { code, id } = await issued(phone, 'mornings');
    const { expiresAt, notice } = (await voucher(phone, id)).body;
    assert.equal(expiresAt, Date.parse(`${monday}T11:00:00+01:00`));
    assert.match(notice, /On Monday\. From 08:00 to 11:00\./);
    t.clock.turnTo(Date.parse(`${monday}T11:01:00+01:00`));
    assert.equal((await pos.redeem(code, 'in the queue')).status, 200);
  });

  test('is refused outside them with the hour at which they begin again', async () => {
    const phone = await t.joined('noon@example.com');
    const { status, body } = await issue(phone, 'mornings');
    assert.deepEqual([status, body.error.key], [422, 'not-begun']);
    assert.match(body.error.message, /Starts on 23 February, 08:00/);
  });

  test('is issued again to nobody after them, unless an offline till gave it in time', async () => {
    const phone = await t.joined('offline-till@example.com');
    t.clock.turnTo(Date.parse('2026-02-23T10:30:00+01:00'));
    const { code } = await issued(phone, 'mornings');
    t.clock.turnTo(Date.parse('2026-02-23T11:20:00+01:00'));
    assert.equal((await pos.redeem(code, 'noon')).body.error.key, 'voucher-expired');
    const redeemedAt = '2026-02-23T10:40:00+01:00';
    const { status, text } = await pos.post(posApi.redemptions, {
      scanned: code,
      receiptNumber: 'offline',
      redeemedAt,
    });
    assert.equal(status, 200, text);
  });
});

describe('a reward for a purchase of twenty or more', () => {
  test('says so to shopper, associate and program, and is refused for less', async () => {
    const phone = await t.joined('twenty@example.com');
    assert.match(
      (await phone.page('/rewards/from-twenty')).text,
      /For a purchase of €20 or more\./,
    );
    const { code, id } = await issued(phone, 'from-twenty');
    assert.equal((await voucher(phone, id)).body.notice, 'For a purchase of €20 or more.');
    const { reward } = (await pos.look(code)).body;
    assert.deepEqual(reward.minimum, { minor: 2_000, currency: 'EUR' });
    assert.equal(reward.terms, 'For a purchase of €20 or more.');
    const sale = (minor: number) =>
      pos.post(posApi.redemptions, {
        scanned: code,
        receiptNumber: 'twenty',
        total: { minor, currency: 'EUR' },
      });
    const short = await sale(1_999);
    assert.deepEqual([short.status, short.body.error.key], [422, 'minimum-spend']);
    assert.deepEqual(short.body.error.details.money, { minor: 2_000, currency: 'EUR' });
    assert.match(short.body.error.message, /For a purchase of €20 or more/);
    assert.equal((await sale(2_000)).status, 200);
    assert.equal((await sale(2_000)).status, 200);
  });
});

test('an experience says where it is and how it is booked, to shopper, associate and program', async () => {
  const phone = await t.joined('brows@example.com');
  const terms = 'Where: Harbour, upstairs. Book at the counter.';
  assert.equal((await offered(phone, 'brows')).terms, terms);
  const { code, id } = await issued(phone, 'brows');
  assert.equal((await voucher(phone, id)).body.notice, terms);
  const { reward } = (await pos.look(code)).body;
  assert.deepEqual(reward.worth, {
    kind: 'experience',
    place: 'Harbour, upstairs',
    booking: 'Book at the counter.',
  });
  assert.equal(reward.terms, terms);
});

test('free shipping comes from an amount on, for a tier', async () => {
  const phone = await t.joined('shipping@example.com');
  const { refusal, terms, worth } = await offered(phone, 'shipping');
  assert.deepEqual([refusal.key, worth.kind], ['tier-required', 'free-shipping']);
  assert.equal(terms, 'For a purchase of €30 or more.');
});

test('what higher tiers have earlier is locked for others until their own day', async () => {
  const phone = await t.joined('early@example.com');
  assert.equal((await offered(phone, 'winter')).refusal.from, Date.parse('2098-12-31T23:00:00Z'));
  assert.equal((await offered(phone, 'winter')).terms, 'Gold members from 1 January 2026.');
  const spent = { minor: 200_000, currency: 'EUR' };
  const { number } = (await wallet(phone)).member;
  const bought = await pos.purchase({ member: { number }, receiptNumber: 'gold', total: spent });
  assert.equal(bought.status, 200, bought.text);
  assert.equal((await offered(phone, 'winter')).refusal, null);
  assert.equal((await issue(phone, 'winter')).status, 200);
});

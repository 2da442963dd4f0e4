import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { limits } from '#domain/limit.ts';
import type { Program, RewardLimit } from '#domain/program/program.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import {
  cancel,
  issue,
  issued,
  newId,
  type Pos,
  posAt,
  wallet,
} from '#server/tests/kit/counter.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

const counted = (id: string, perMember: RewardLimit) => ({
  ...{ id, name: { en: id }, instruction: { en: 'Give it' }, worth: { kind: 'perk' as const } },
  ...{ points: 0, perMember },
});

const program: Program = {
  ...testProgram,
  rewards: [
    ...testProgram.rewards,
    counted('monthly', { count: 1, every: 'month' }),
    counted('weekly', { count: 3, every: 'week' }),
    counted('once', { count: 1, every: 'ever' }),
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

describe('taking a reward and cancelling it, again and again', () => {
  test('ends for the hour, and what was taken before can still be used', async () => {
    const phone = await t.joined('again@example.com');
    for (let time = 0; time < limits.issue.atMost - 1; time += 1) {
      await cancel(phone, (await issued(phone, 'small')).id);
    }
    const { code } = await issued(phone, 'coffee');
    const { status, body, headers } = await issue(phone, 'small');
    assert.deepEqual([status, body.error.key], [429, 'too-many-requests']);
    assert.ok(Number(headers['retry-after']) <= 60 * 60);
    assert.equal((await pos.redeem(code, 'after')).status, 200);
    t.clock.turn(60 * 60_000);
    assert.equal((await issue(phone, 'small')).status, 200);
  });

  test('a retry of the same wish is no further one', async () => {
    const phone = await t.joined('retry@example.com');
    const id = newId();
    for (let time = 0; time < limits.issue.atMost + 5; time += 1) {
      assert.equal((await issue(phone, 'small', id)).status, 200);
    }
  });
});

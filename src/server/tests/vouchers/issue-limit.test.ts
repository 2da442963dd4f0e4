import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { limits } from '#domain/limit.ts';
import { cancel, issue, issued, newId, posAt } from '#server/tests/kit/counter.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

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
    assert.equal((await posAt(t, 'main-1').redeem(code, 'after')).status, 200);
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

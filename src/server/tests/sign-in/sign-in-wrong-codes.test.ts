import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { limits } from '#domain/limit.ts';
import type { Seen } from '#server/tests/kit/browser.ts';
import { newId } from '#server/tests/kit/counter.ts';
import { ask, countBefore, enterCode, otherThan } from '#server/tests/kit/sign-in.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

describe('wrong codes', () => {
  /** A sign-in request whose code was mistyped so often, from this network. */
  async function mistyped(from: string, times: number): Promise<Seen[]> {
    const phone = t.browser(from);
    const { id, code } = await ask(t, phone, `typo${newId()}@example.com`);
    const answers = [];
    for (let time = 0; time < times; time += 1) {
      answers.push(await enterCode(phone, id, otherThan(code)));
    }
    return answers;
  }

  test('count against the network over all requests, sent at once or in turn', async () => {
    const from = '203.0.113.7';
    const { atMost } = limits.wrongSignInLine;
    await countBefore(t, limits.wrongSignInLine, atMost - 5, from);
    const others = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const phone = t.browser(from);
        return { phone, ...(await ask(t, phone, `last${newId()}@example.com`)) };
      }),
    );
    const judged = await Promise.all(
      others.flatMap(({ phone, id, code }) =>
        Array.from({ length: 4 }, () => enterCode(phone, id, otherThan(code))),
      ),
    );
    assert.equal(judged.filter(({ status }) => status === 422).length, 5);
    const [{ phone, id, code } = assert.fail()] = others;
    const right = await enterCode(phone, id, code);
    assert.deepEqual([right.status, right.body.error.key], [429, 'busy'], 'else it would be found');
  });

  test('right ones count nothing', async () => {
    const from = '203.0.113.8';
    await countBefore(t, limits.wrongSignInLine, limits.wrongSignInLine.atMost - 1, from);
    for (let times = 0; times < 3; times += 1) {
      const phone = t.browser(from);
      const { id, code } = await ask(t, phone, `right${times}@example.com`);
      assert.equal((await enterCode(phone, id, code)).status, 200);
    }
  });

  test('full in total, whoever has mistyped often waits, and nobody else', async () => {
    await mistyped('203.0.113.10', 5);
    const phone = await t.joined('typist@example.com');
    await countBefore(t, limits.wrongSignInTotal, limits.wrongSignInTotal.atMost, 'all');
    const [sixth] = await mistyped('203.0.113.10', 1);
    assert.equal(sixth?.status, 429);
    const [first] = await mistyped('203.0.113.11', 1);
    assert.equal(first?.status, 422);
    const { id, code } = await ask(t, phone, 'typist@example.com');
    assert.equal((await enterCode(phone, id, code)).status, 200);
  });
});

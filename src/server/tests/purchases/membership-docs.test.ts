import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import {
  joinedAda,
  type Translated,
  withoutMadeIds,
} from '#server/tests/kit/documents/documented.ts';
import { examplesIn } from '#server/tests/kit/documents/examples.ts';
import { paidProgram } from '#server/tests/kit/model/paid-program.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { makeAdminKey } from '#server/usecases/pools/admin-key.ts';

const text = readFileSync('docs/memberships.md', 'utf8');
let t: Tillpass;
let real: Translated;

before(async () => {
  const [coffee] = testProgram.rewards;
  assert.ok(coffee);
  const rewards = [...paidProgram.rewards, { ...coffee, id: 'five-off', points: 0 }];
  t = await startTillpass({ program: { ...paidProgram, rewards } });
  const ada = await joinedAda(t);
  const key = await makeAdminKey(t.context, 'online shop');
  real = (written) =>
    ada
      .real(written)
      .replaceAll('tp_YOUR_KEY', t.keys.get('main-1') ?? '')
      .replaceAll('ta_YOUR_KEY', key);
});
after(() => t.close());

/** A membership of a sale has the purchase's id in its own. */
const named = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(withoutMadeIds(value)).replace(/sale-[0-9a-f-]{36}/g, 'sale'));

test('every example of docs/memberships.md is answered as it says, in its order', async () => {
  const examples = examplesIn(text);
  assert.equal(text.match(/```http/g)?.length, examples.length);
  assert.equal(examples.length, 4);
  for (const { method, url, headers, payload, status, answer } of examples) {
    const got = await t.app.inject({
      method: method as 'POST', // The document sends nothing else.
      url: real(url),
      headers: JSON.parse(real(JSON.stringify(headers))),
      payload: real(payload),
    });
    assert.equal(got.statusCode, status, `${url} ${got.body}`);
    assert.deepEqual(named(got.json()), named(JSON.parse(real(JSON.stringify(answer)))), url);
  }
});

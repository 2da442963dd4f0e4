import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { EarningRule } from '#domain/program/earning-rule.ts';
import { refusalStatus } from '#server/http/edge/refusal-status.ts';
import { runCommand } from '#server/tests/kit/admin.ts';
import { examplesIn } from '#server/tests/kit/documents/examples.ts';
import { numberOf } from '#server/tests/kit/members.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { makeAdminKey } from '#server/usecases/pools/admin-key.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';

const text = readFileSync('docs/opinions.md', 'utf8');

const earning: EarningRule[] = [
  {
    id: 'how-was-it',
    kind: 'survey',
    name: { en: 'Your opinion' },
    points: 5,
    version: 1,
    question: { en: 'How was your coffee?' },
    answers: [
      { id: 'good', text: { en: 'Just right' } },
      { id: 'fine', text: { en: 'It was fine' } },
      { id: 'bad', text: { en: 'Not so good' } },
    ],
    when: {},
    limits: {},
  },
  {
    id: 'review',
    kind: 'review',
    name: { en: 'A review' },
    points: 15,
    when: {},
    limits: { budget: 1_000 },
  },
];

let t: Tillpass;
let key: string;
let number: string;
before(async () => {
  t = await startTillpass();
  key = await makeAdminKey(t.context, 'online shop');
  const stores = testProgram.stores.map((store) =>
    store.id === 'main' ? { ...store, name: 'Main Street' } : store,
  );
  await loadProgram(t.context, { ...testProgram, stores, earning });
  number = await numberOf(await t.joined('reader@example.com'));
  t.clock.turnTo(Date.parse('2026-01-20T09:00:00Z'));
});
after(() => t.close());

/** Without what the server makes: another one each time. */
const told = (body: string): unknown =>
  JSON.parse(
    body
      .replace(/"requestId": ?"[^"]*"/, '"requestId":""')
      .replace(/"url": ?"[^"]*\/r\/[^"]*"/, '"url":""'),
  );

test('the requests of docs/opinions.md are answered as it says, in its order', async () => {
  const requests = examplesIn(text);
  assert.equal(requests.length, 4);
  for (const { method, url, headers, payload, status, answer } of requests) {
    const got = await t.app.inject({
      method: method as 'POST', // The document sends nothing else.
      url,
      headers: JSON.parse(JSON.stringify(headers).replace('ta_YOUR_KEY', key)),
      payload: payload.replace('4738201956', number),
    });
    assert.equal(got.statusCode, status, got.body);
    assert.deepEqual(told(got.body), told(JSON.stringify(answer)));
  }
});

test('its command prints what it says', async () => {
  const [, typed, printed] = /```console\n\$ npm run admin -- (\S+)\n(.*?)\n```/s.exec(text) ?? [];
  assert.equal(await runCommand(t.context, typed ?? ''), printed);
});

test('the errors it names have the status that they have', () => {
  const lists = [...text.matchAll(/^Also refused: (.*)$/gm)].map(([, list = '']) => list);
  assert.equal(lists.length, 2);
  for (const [, status, keys = ''] of lists.join('; ').matchAll(/(\d{3}) ([^;.]*)/g)) {
    for (const [, name = ''] of keys.matchAll(/`([a-z-]+)`/g)) {
      assert.equal(refusalStatus[name as keyof typeof refusalStatus], Number(status), name);
    }
  }
});

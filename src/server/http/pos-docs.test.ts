import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { Program } from '#domain/program.ts';
import { refusalKeys } from '#domain/refusal.ts';
import { issue, wallet } from '#server/testing/counter.ts';
import { testProgram } from '#server/testing/program.ts';
import { startTillpass, type Tillpass } from '#server/testing/tillpass.ts';
import { loadProgram } from '#server/usecases/load-program.ts';
import { refusalStatus } from './refusal-status.ts';

/** What the document calls things that every program, member and request has its own of. */
const inDocument = {
  key: 'tp_YOUR_KEY',
  code: '407122953386',
  grouped: '4071 2295 3386',
  number: '4820163573',
  redemptionId: '3f0d2f9e-6c0e-4b57-9a53-0c8f6e1d7a21',
};

const text = await readFile('docs/pos-api.md', 'utf8');
let t: Tillpass;
let theirs: readonly [string, string][];

before(async () => {
  t = await startTillpass();
  await loadProgram(t.context, likeTheDocument(testProgram));
  const phone = await t.joined('ada@example.com');
  await phone.post('/api/profile', { firstName: 'Ada' });
  const { number } = (await wallet(phone)).member;
  const { body } = await issue(phone, 'coffee', inDocument.redemptionId);
  theirs = [
    [inDocument.key, t.keys.get('main-1') ?? ''],
    [inDocument.code, body.code],
    [inDocument.grouped, body.code.match(/.{4}/g).join(' ')],
    [inDocument.number, number],
  ];
});
after(() => t.close());

function likeTheDocument(program: Program): Program {
  const worded = {
    name: { en: '5.00 off' },
    instruction: { en: 'Take 5.00 off the total: press DISCOUNT, type 5.00.' },
  };
  return {
    ...program,
    rewards: program.rewards.map((one) => (one.id === 'coffee' ? { ...one, ...worded } : one)),
    stores: program.stores.map((one) =>
      one.id === 'main' ? { ...one, name: 'Main Street' } : one,
    ),
  };
}

interface Example {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly payload: string;
  readonly status: number;
  readonly answer: unknown;
}

/** Each `http` block of the document with the `json` block that answers it. */
const examples: Example[] = [
  ...text.matchAll(/```http\n(.*?)```\n+```json\n(\d{3})\n(.*?)```/gs),
].map(([, request = '', status, answer = '']) => {
  const [head = '', ...body] = request.split('\n\n');
  const [first = '', ...lines] = head.split('\n');
  const [method = '', url = ''] = first.split(' ');
  const headers = Object.fromEntries(lines.map((line) => line.split(': ')));
  const payload = body.join('\n\n');
  return { method, url, headers, payload, status: Number(status), answer: JSON.parse(answer) };
});

const real = (written: string): string =>
  theirs.reduce((all, [ours, own]) => all.replaceAll(ours, own), written);

/** Ids that the server makes differ from one request to the next. */
const withoutMadeIds = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (name, inner) =>
    name === 'requestId' || name === 'purchaseId' ? typeof inner : inner,
  );

test('every example of docs/pos-api.md is answered as it says, in its order', async () => {
  assert.equal(examples.length, 5);
  assert.equal(text.match(/```http/g)?.length, examples.length);
  for (const { method, url, headers, payload, status, answer } of examples) {
    const got = await t.app.inject({
      method: method as 'POST', // The document sends nothing else.
      url: real(url),
      headers: JSON.parse(real(JSON.stringify(headers))),
      payload: real(payload),
    });
    assert.equal(got.statusCode, status, `${url} ${got.body}`);
    assert.deepEqual(withoutMadeIds(got.json()), withoutMadeIds(answer), url);
  }
});

test('the table of errors says the status that each one has', () => {
  const rows = [...text.matchAll(/^\| (\d{3})[^|]*\| ([^|]*) \|/gm)];
  assert.ok(rows.length > 8);
  for (const [, status, keys = ''] of rows) {
    for (const [, key = ''] of keys.matchAll(/`([a-z-]+)`/g)) {
      if (key === 'broken') continue;
      const known = refusalKeys.find((one) => one === key);
      assert.ok(known, `${key} is no refusal`);
      assert.equal(refusalStatus[known], Number(status), key);
    }
  }
});

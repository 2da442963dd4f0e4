import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { refusalKeys } from '#domain/refusal.ts';
import {
  joinedAda,
  startDocumented,
  type Translated,
  withoutMadeIds,
} from '#server/testing/documented.ts';
import type { Tillpass } from '#server/testing/tillpass.ts';
import { refusalStatus } from './refusal-status.ts';

const text = await readFile('docs/pos-api.md', 'utf8');
let t: Tillpass;
let real: Translated;

before(async () => {
  t = await startDocumented();
  const ada = await joinedAda(t);
  real = (written) => ada.real(written).replaceAll('tp_YOUR_KEY', t.keys.get('main-1') ?? '');
});
after(() => t.close());

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

test('every example of docs/pos-api.md is answered as it says, in its order', async () => {
  assert.ok(examples.length >= 9);
  assert.equal(text.match(/```http/g)?.length, examples.length);
  for (const { method, url, headers, payload, status, answer } of examples) {
    const got = await t.app.inject({
      method: method as 'POST', // The document sends nothing else.
      url: real(url),
      headers: JSON.parse(real(JSON.stringify(headers))),
      payload: real(payload),
    });
    assert.equal(got.statusCode, status, `${url} ${got.body}`);
    const expected = JSON.parse(real(JSON.stringify(answer)));
    assert.deepEqual(withoutMadeIds(got.json()), withoutMadeIds(expected), url);
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

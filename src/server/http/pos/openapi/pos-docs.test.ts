import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { posDescription } from '#contract/paths.ts';
import { refusalKeys } from '#domain/refusal.ts';
import { refusalStatus } from '#server/http/edge/refusal-status.ts';
import {
  joinedAda,
  startDocumented,
  type Translated,
  withoutMadeIds,
} from '#server/tests/kit/documents/documented.ts';
import { examplesIn, sectionOf } from '#server/tests/kit/documents/examples.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';

const text = readFileSync('docs/pos-api.md', 'utf8');
let t: Tillpass;
let real: Translated;

before(async () => {
  t = await startDocumented();
  const ada = await joinedAda(t);
  real = (written) =>
    ada
      .real(written)
      .replaceAll('tp_YOUR_KEY', t.keys.get('main-1') ?? '')
      .replaceAll('tp_KEY_OF_ANOTHER_STORE', t.keys.get('harbour-1') ?? '');
});
after(() => t.close());

/** The section about members has a test of its own, because its examples build on each other. */
const members = sectionOf(text, 'Members');
const examples = examplesIn(text.replace(members, ''));

test('every example of docs/pos-api.md is answered as it says, in its order', async () => {
  assert.ok(examples.length >= 9);
  const all = examples.length + examplesIn(members).length;
  assert.equal(text.match(/```http/g)?.length, all);
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

test('the changelog of the API begins with the version that the description says', async () => {
  const { body } = await t.browser().get(posDescription);
  const changes = readFileSync('docs/api-versioning.md', 'utf8');
  assert.equal(/^### (\S+)$/m.exec(changes)?.[1], body.info.version);
});

/** Each key with its status, from the table of errors. */
const told = [...text.matchAll(/^\| (\d{3})[^|]*\| ([^|]*) \|/gm)].flatMap(
  ([, status = '', keys = '']) =>
    [...keys.matchAll(/`([a-z-]+)`/g)].map(([, key = '']): [string, string] => [key, status]),
);

test('the table of errors has the keys that the operations name, and none besides', async () => {
  const { body } = await t.browser().get(posDescription);
  const named = new Set<string>();
  JSON.stringify(body.paths, (name, value) => {
    if (name === 'x-error-keys') for (const key of value) named.add(key);
    return value;
  });
  // `not-found` is for an address without an operation.
  assert.deepEqual([...named, 'not-found'].sort(), told.map(([key]) => key).sort());
});

/** These are no refusals: we have a bug, or our database is away. */
const failures = { broken: 500, unavailable: 503 } as const;

test('the table of errors says the status that each one has', () => {
  assert.ok(told.length > 40);
  for (const [key, status] of told) {
    if (key in failures) {
      assert.equal(failures[key as keyof typeof failures], Number(status), key); // The line above has shown that this is a key.
      continue;
    }
    const known = refusalKeys.find((one) => one === key);
    assert.ok(known, `${key} is no refusal`);
    assert.equal(refusalStatus[known], Number(status), key);
  }
});

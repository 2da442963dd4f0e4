import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { refusalStatus } from '#server/http/edge/refusal-status.ts';
import { examplesIn } from '#server/tests/kit/documents/examples.ts';
import { factRules, tasting } from '#server/tests/kit/events/facts.ts';
import { numberOf } from '#server/tests/kit/members.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { makeFactSource } from '#server/usecases/occasions/fact-sources.ts';

const text = readFileSync('docs/facts.md', 'utf8');

let t: Tillpass;
before(async () => {
  t = await startTillpass({ program: { ...testProgram, earning: factRules, facts: [tasting] } });
});
after(() => t.close());

/** What signs a body, as the document has it. */
async function signing(): Promise<
  (secret: string, id: string, body: string, seconds: number) => Record<string, string>
> {
  const [, code = ''] = /```js\n(.*?)```/s.exec(text) ?? [];
  const url = `data:text/javascript,${encodeURIComponent(code)}`;
  return (await import(url)).signed;
}

test('the request of docs/facts.md, signed as it says, is answered as it says', async () => {
  const secret = await makeFactSource(t.context, 'judge-me');
  const signed = await signing();
  t.clock.turnTo(Date.parse('2026-01-18T09:00:00Z'));
  const number = await numberOf(await t.joined('reader@example.com'));
  const [example, ...others] = examplesIn(text);
  assert.ok(example && others.length === 0);
  const seconds = Number(example.headers['webhook-timestamp']);
  t.clock.turnTo(seconds * 1000);
  const body = example.payload.replaceAll('4738201956', number);
  const got = await t.app.inject({
    method: 'POST',
    url: example.url,
    headers: signed(secret, example.headers['webhook-id'] ?? '', body, seconds),
    payload: body,
  });
  assert.equal(got.statusCode, example.status, got.body);
  assert.deepEqual(got.json(), example.answer);
});

test('the refusals it names have the status that they have', () => {
  const [, list = ''] = text.split('\n## What is refused\n');
  let named = 0;
  for (const [, status, keys = ''] of list.matchAll(
    /(\d{3}) ((?:`[a-z-]+`(?: \([^)]*\))?(?:, )?)+)/g,
  )) {
    for (const [, key = ''] of keys.matchAll(/`([a-z-]+)`/g)) {
      assert.equal(refusalStatus[key as keyof typeof refusalStatus], Number(status), key);
      named += 1;
    }
  }
  assert.ok(named >= 17, `${named}`);
});

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import Value from 'typebox/value';
import { PosEvent, posEvents } from '#contract/pos/pos-events.ts';
import { type EventKind, eventKinds } from '#domain/events/event.ts';
import { codeBlocks } from '#server/tests/kit/documents/code-blocks.ts';
import { makeWebhookSecret, signaturesOf } from '#server/vendors/webhook-post/signature.ts';

const document = 'docs/webhooks.md';

test('every event has an example, which is as its schema says', () => {
  const examples = codeBlocks(document, 'json').map((block) => JSON.parse(block));
  assert.deepEqual(examples.map(({ type }) => type).sort(), [...eventKinds].sort());
  assert.equal(new Set(examples.map(({ id }) => id)).size, examples.length);
  for (const example of examples) {
    for (const schema of [PosEvent, posEvents[example.type as EventKind]]) {
      // Parsed above, and compared with the kinds.
      assert.ok(Value.Check(schema, example), JSON.stringify([...Value.Errors(schema, example)]));
    }
  }
});

test('the document’s own check takes what is ours and fresh, and nothing else', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'tillpass-docs-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'read-webhook.mjs');
  writeFileSync(file, codeBlocks(document, 'js')[0] ?? '');
  const { readWebhook } = await import(pathToFileURL(file).href);

  const [secret, next] = [7, 8].map((byte) =>
    makeWebhookSecret((length) => Buffer.alloc(length, byte)),
  );
  const body = '{"type":"member.joined"}';
  const headers = (timestamp: number, secrets = [secret ?? '']) => ({
    'webhook-id': 'event-1',
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signaturesOf(secrets, { id: 'event-1', timestamp, body }),
  });
  const now = Math.floor(Date.now() / 1000);
  const event = { type: 'member.joined' };
  assert.deepEqual(readWebhook(secret, headers(now), body), event);
  assert.deepEqual(readWebhook(secret, headers(now, [next ?? '', secret ?? '']), body), event);
  assert.equal(readWebhook(next, headers(now), body), null);
  assert.equal(readWebhook(secret, headers(now), body.replace('joined', 'gone')), null);
  assert.equal(readWebhook(secret, headers(now - 400), body), null);
  assert.equal(readWebhook(secret, { ...headers(now), 'webhook-id': 'event-2' }, body), null);
  assert.equal(readWebhook(secret, {}, body), null);
});

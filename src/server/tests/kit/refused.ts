import assert from 'node:assert/strict';
import { refusalKeys } from '#domain/refusal.ts';
import { refusalStatus } from '#server/http/edge/refusal-status.ts';

/** Checks an expected "no": a status of the table, and the one error body with a sentence. */
export function assertRefused(status: number, body: string, what: string): void {
  assert.ok(status >= 400 && status < 500, `${status} for ${what}: ${body}`);
  const { error, ...rest } = JSON.parse(body);
  assert.deepEqual(rest, {}, what);
  assert.deepEqual(
    Object.keys(error).sort(),
    ['details', 'key', 'message', 'pointer', 'requestId'],
    what,
  );
  assert.ok(refusalKeys.includes(error.key), `${error.key} for ${what}`);
  assert.equal(status, refusalStatus[error.key as keyof typeof refusalStatus], what); // Just looked up.
  // Some sentences for programs end with the validator's own words.
  const sentence = error.key === 'request-invalid' ? /^\p{L}.{6,}$/u : /^\p{L}.{6,}[.!?؟]$/u;
  assert.match(error.message, sentence, what);
  assert.equal(error.details.key, error.key, what);
  assert.match(error.requestId, /^[\w-]+$/, what);
  assert.ok(body.length < 2_000, `a short answer to ${what}`);
}

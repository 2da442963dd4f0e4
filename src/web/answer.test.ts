import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heedAnswer, refusedBy } from './answer.ts';
import { failureOf } from './failure.ts';
import { isReached, noteReach } from './reach.ts';

const json = 'application/json; charset=utf-8';

function kindOf(status: number, type: string | null, wanted?: string): string {
  try {
    heedAnswer(status, type, wanted);
    return 'ours';
  } catch (error) {
    return failureOf(error).kind;
  }
}

test('an answer is ours, somebody else’s or nobody’s, by its status and its type', () => {
  assert.equal(kindOf(200, json), 'ours');
  assert.equal(kindOf(422, json), 'ours', 'a refusal is an answer');
  assert.equal(kindOf(200, 'text/html'), 'not-ours', 'a captive portal');
  assert.equal(kindOf(302, 'text/html'), 'unreached');
  assert.equal(kindOf(502, 'text/html'), 'unreached', 'a proxy without the server behind it');
  assert.equal(kindOf(503, json), 'unreached', 'the database is away');
  assert.equal(kindOf(200, null), 'not-ours');
  assert.equal(kindOf(200, 'application/x-ndjson', 'application/x-ndjson'), 'ours');
  assert.equal(kindOf(200, json, 'application/x-ndjson'), 'not-ours');
});

test('a script that is too old is told so by any answer, and stays so', () => {
  noteReach('reached');
  const error = refusedBy({ error: { key: 'client-too-old', details: { key: 'client-too-old' } } });
  assert.equal(error.failure.kind, 'refused');
  noteReach('reached');
  assert.equal(isReached(), false);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientRefusal } from '#domain/program/client-age.ts';

const day = (count: number) => Date.UTC(2026, 0, 1 + count, 23, 59);

test('a page works for ninety days after the day of its script, and then is too old', () => {
  assert.equal(clientRefusal('2026-01-01', day(0)), null);
  assert.equal(clientRefusal('2026-01-01', day(90)), null);
  assert.deepEqual(clientRefusal('2026-01-01', day(91)), { key: 'client-too-old' });
});

test('a day to come, no day and no sense are no reason to refuse', () => {
  for (const builtOn of ['2027-01-01', undefined, '', 'yesterday', '2026-13-45', '20260101'])
    assert.equal(clientRefusal(builtOn, day(0)), null, String(builtOn));
});

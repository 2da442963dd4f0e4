import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, kept, member, sold, terms } from '#server/tests/kit/model/tier-history.ts';
import { keepingOf, standingAt } from './standing.ts';
import { countsAsNotice, mustMail, nextTierLook } from './tier-notice.ts';

const zone = 'Europe/Berlin';
const rolls = terms({ by: 'spend', period: 'rolling', months: 6 }, kept);
const never = { mailedFor: null, mailedAt: null };

/** Silver that goes at half past ten at night in Berlin, on 10 September 2026. */
const standing = standingAt(
  member([sold('2026-03-10T20:30:00Z', 50_000)], rolls),
  at('2026-07-01T10:00:00Z'),
);
const keeping = keepingOf(standing);
assert.ok(keeping);

test('the mail of a rolling window goes out in the morning, at whatever hour the tier goes', () => {
  const morning = at('2026-08-10T07:00:00Z');
  assert.equal(keeping.until, at('2026-09-10T20:30:00Z'));
  assert.equal(nextTierLook(keeping, never, standing, zone), morning);
  assert.equal(mustMail(keeping, never, morning - 1, zone), false);
  assert.equal(mustMail(keeping, never, morning, zone), true);
  assert.equal(
    countsAsNotice(keeping, morning, zone),
    true,
    'and the wallet tells from that day on',
  );
});

test('a mail that waits for the last one to be 30 days old goes out in a morning too', () => {
  const mailedAt = at('2026-07-20T21:00:00Z');
  const noticed = { mailedFor: at('2026-08-15T10:00:00Z'), mailedAt };
  assert.equal(nextTierLook(keeping, noticed, standing, zone), at('2026-08-20T07:00:00Z'));
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { neverReached } from '#domain/program/tier-rule.ts';
import {
  at,
  ladder,
  member,
  sold,
  terms,
  tier,
  yearly,
} from '#server/tests/kit/model/tier-history.ts';
import { keepingOf, standingAt } from './standing.ts';

const icon = { ...tier('icon', neverReached), invitation: true as const };
const tiers = [...ladder.slice(0, 2), icon, ...ladder.slice(2)];
const given = (tierId: string, from: string, until: string) => ({
  tierId,
  from: at(from),
  until: at(until),
});

test('a tier that was given counts where it is higher, and what is bought goes on under it', () => {
  const history = {
    ...member([sold('2026-05-04T10:00:00Z', 50_000)], terms(yearly(), tiers)),
    grants: [given('icon', '2026-01-10T00:00:00Z', '2027-03-01T00:00:00Z')],
  };
  const on = (when: string) => standingAt(history, at(when));
  const ids = ['2026-01-09T00:00:00Z', '2026-02-01T00:00:00Z', '2027-03-01T00:00:00Z'];
  assert.deepEqual(
    ids.map((when) => on(when).tier.id),
    ['member', 'icon', 'silver'],
  );
  const keeping = keepingOf(on('2026-06-01T00:00:00Z'));
  assert.deepEqual(
    [keeping?.until, keeping?.missing, keeping?.otherwise.id],
    [at('2027-03-01T00:00:00Z'), 0, 'silver'],
  );
  assert.deepEqual(
    [on('2026-06-01T00:00:00Z').next?.tier.id, on('2026-06-01T00:00:00Z').next?.missing],
    ['gold', 70_000],
  );
});

test('no spend reaches a tier by invitation, and one step down passes over it', () => {
  const history = member(
    [sold('2025-05-04T10:00:00Z', 120_000)],
    terms(yearly({ downgrade: 'one-step' }), tiers),
  );
  assert.equal(standingAt(history, at('2025-06-01T00:00:00Z')).tier.id, 'gold');
  assert.equal(standingAt(history, at('2027-01-02T00:00:00Z')).tier.id, 'silver');
});

test('a lower tier that was given, and one that has left the program, change nothing', () => {
  const history = {
    ...member([sold('2026-05-04T10:00:00Z', 120_000)], terms(yearly(), tiers)),
    grants: [
      given('silver', '2026-01-01T00:00:00Z', '2030-01-01T00:00:00Z'),
      given('left', '2026-01-01T00:00:00Z', '2030-01-01T00:00:00Z'),
    ],
  };
  assert.equal(standingAt(history, at('2026-06-01T00:00:00Z')).tier.id, 'gold');
});

const said = (history: Parameters<typeof standingAt>[0], when: string) => {
  const keeping = keepingOf(standingAt(history, at(when)));
  return keeping && [keeping.until, keeping.missing, keeping.otherwise.id];
};

test('a tier that was given is theirs until it is over, also where purchases reached the same', () => {
  const bought = member([sold('2025-05-04T10:00:00Z', 120_000)], terms(yearly(), tiers));
  const end = at('2026-12-31T23:00:00Z');
  const gold = [given('gold', '2026-01-10T00:00:00Z', '2027-06-01T00:00:00Z')];
  const [over, june] = ['2026-06-01T00:00:00Z', at('2027-06-01T00:00:00Z')] as const;
  assert.deepEqual(said(bought, over), [end, 120_000, 'member']);
  assert.deepEqual(said({ ...bought, grants: gold }, over), [june, 0, 'member']);
  assert.equal(standingAt({ ...bought, grants: gold }, end).tier.id, 'gold');
  const ends = [given('gold', '2026-01-10T00:00:00Z', '2026-12-31T23:00:00Z')];
  assert.deepEqual(said({ ...bought, grants: ends }, over), [end, 120_000, 'member']);
});

test('who loses the tier that they bought falls no lower than the one that they were given', () => {
  const history = {
    ...member([sold('2025-05-04T10:00:00Z', 120_000)], terms(yearly(), tiers)),
    grants: [given('silver', '2026-01-10T00:00:00Z', '2027-06-01T00:00:00Z')],
  };
  const end = at('2026-12-31T23:00:00Z');
  assert.deepEqual(said(history, '2026-06-01T00:00:00Z'), [end, 120_000, 'silver']);
  const { changes } = standingAt(history, at('2026-06-01T00:00:00Z'));
  const june = at('2027-06-01T00:00:00Z');
  assert.deepEqual(
    changes.map((one) => [one.at, one.to.id]),
    [
      [end, 'silver'],
      [june, 'member'],
    ],
  );
  for (const { at: when, to } of changes) assert.equal(standingAt(history, when).tier.id, to.id);
});

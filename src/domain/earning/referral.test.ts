import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReferralRule } from '#domain/program/earning-rule.ts';
import { randomFrom, shuffled } from '#server/tests/kit/model/history.ts';
import { countsFor, inviterChanges, referralEnd, referralRuleAt } from './referral.ts';

const day = 24 * 60 * 60_000;
const zone = 'Europe/Dublin';
const rule: ReferralRule = {
  id: 'friends',
  kind: 'referral',
  name: { en: 'Bring a friend' },
  when: {},
  points: 50,
  inviterPoints: 100,
  purchases: 2,
  withinDays: 30,
  limits: { perMember: { count: 2, every: 'month' } },
};

test('purchases count to the end of the last day, also where a clock changes in between', () => {
  const joinedAt = Date.parse('2026-03-20T15:00:00Z');
  const endsAt = referralEnd(rule, joinedAt, zone);
  assert.equal(endsAt, Date.parse('2026-04-20T00:00:00+01:00'));
  const invited = { ruleId: 'friends', endsAt };
  assert.ok(countsFor(invited, rule, endsAt - 1));
  assert.ok(!countsFor(invited, rule, endsAt));
  assert.ok(!countsFor({ ...invited, ruleId: 'other' }, rule, joinedAt));
  assert.ok(!countsFor(undefined, rule, joinedAt));
});

test('members invite by the rule that is on, and by none between two', () => {
  const until = Date.parse('2026-06-01T00:00:00Z');
  const later = { ...rule, id: 'again', from: until + day };
  const program = { earning: [later, { ...rule, until }] };
  const ids = [until - 1, until, until + day].map((at) => referralRuleAt(program, at)?.id);
  assert.deepEqual(ids, ['friends', undefined, 'again']);
});

interface Told {
  readonly friend: number;
  readonly what: 'buys enough' | 'takes it back';
}

/** What a member has in the end who is told of friends, one after the other. */
function play(told: readonly Told[], monthOf: readonly number[]) {
  const stands = new Map<number, boolean>();
  const given = new Set<number>();
  const backs = new Set(told.flatMap(({ friend, what }) => (what === 'buys enough' ? [] : friend)));
  const seen = new Set<string>();
  for (const one of told) {
    const key = `${one.friend} ${one.what}`;
    if (seen.has(key)) continue;
    seen.add(key);
    // A return that arrives before its purchase waits for it.
    if (one.what === 'buys enough')
      stands.set(one.friend, !seen.has(`${one.friend} takes it back`));
    else if (stands.has(one.friend)) stands.set(one.friend, false);
    const awards = [...stands].map(([friend, standing]) => ({
      id: `${friend}`,
      at: (monthOf[friend] ?? 0) * 31 * day + friend,
      rule,
      stands: standing,
      given: given.has(friend),
    }));
    const { give, takeBack } = inviterChanges(awards, zone);
    for (const { id } of takeBack) given.delete(Number(id));
    for (const { id } of give) given.add(Number(id));
  }
  for (const friend of given) assert.ok(!backs.has(friend), 'given for an award that is back');
  const months = [0, 1, 2].map(
    (month) => [...given].filter((one) => monthOf[one] === month).length,
  );
  return months;
}

test('whatever friends do in whatever order and however often it is told, each month gives the same, and never too much', () => {
  for (let seed = 0; seed < 2_000; seed += 1) {
    const random = randomFrom(seed + 1);
    const friends = Array.from({ length: 1 + random(8) }, (_, n) => n);
    const monthOf = friends.map(() => random(3));
    const told = friends.flatMap((friend): Told[] => [
      { friend, what: 'buys enough' },
      ...(random(10) < 4 ? [{ friend, what: 'takes it back' } as const] : []),
    ]);
    const due = [0, 1, 2].map((month) => {
      const standing = friends.filter(
        (one) =>
          monthOf[one] === month && !told.some((t) => t.friend === one && t.what !== 'buys enough'),
      );
      return Math.min(2, standing.length);
    });
    assert.deepEqual(play(told, monthOf), due, `seed ${seed}`);
    assert.deepEqual(play(shuffled(random, told), monthOf), due, `seed ${seed}`);
  }
});

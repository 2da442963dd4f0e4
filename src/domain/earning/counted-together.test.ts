import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { CountingRule, GoalRule, StampRule } from '#domain/program/earning-rule.ts';
import { awardsToChange, progressTo, timesDue } from './award.ts';
import {
  awardsByMerge,
  type CountedThere,
  countedTogether,
  type JoinedAt,
  timesStanding,
} from './counted-together.ts';

const common = { id: 'rule', name: { en: 'Rule' }, when: {}, limits: {} };
const card = (counts: StampRule['counts'], every = 3): StampRule => ({
  ...common,
  kind: 'stamps',
  every,
  counts,
  points: 50,
});
const goal: GoalRule = {
  ...common,
  kind: 'spend-goal',
  goalMinor: 100,
  every: 'month',
  points: 50,
};

/** `old` became part of `new` at 1,000. */
const joinedAt: JoinedAt = (from, into) => (from === 'old' && into === 'new' ? 1_000 : undefined);
const there = (memberId: string, within: number, counted: number, firstAt: number) => ({
  memberId,
  within,
  counted,
  firstAt,
});

test('stamps of a day on which both had one stay, and later that day there is no third', () => {
  const rule = card('visits');
  const before = [there('old', 900, 1, 910), there('new', 900, 2, 920)];
  assert.equal(countedTogether(rule, before, joinedAt).length, 2);
  const later = [there('old', 900, 1, 910), there('new', 900, 1, 1_000)];
  assert.equal(countedTogether(rule, later, joinedAt).length, 1);
  const returned = [there('old', 900, 0, 910), there('new', 900, 1, 1_000)];
  assert.equal(countedTogether(rule, returned, joinedAt).length, 2);
  assert.equal(countedTogether(card('purchases'), later, joinedAt).length, 2);
});

test('a goal that both had reached is taken back by the return of the goods that reached it', () => {
  const of = (old: number, own: number) => [there('old', 1, old, 1), there('new', 1, own, 2)];
  assert.equal(timesStanding(goal, of(100, 120)), 2);
  assert.equal(timesStanding(goal, of(0, 120)), 1);
  assert.equal(timesStanding(goal, of(60, 60)), 1);
  assert.equal(timesStanding(goal, of(0, 0)), 0);
});

test('a merge gives what neither had reached and both together do', () => {
  const both = (one: number, other: number) => ({
    one: [there('new', 0, one, 2)],
    other: [there('old', 0, other, 1)],
    both: [there('old', 0, other, 1), there('new', 0, one, 2)],
  });
  assert.equal(awardsByMerge(card('pieces'), both(2, 1), 0), 1);
  assert.equal(awardsByMerge(card('pieces'), both(1, 1), 0), 0);
  assert.equal(awardsByMerge(card('pieces'), both(5, 4), 2), 1);
  assert.equal(awardsByMerge(goal, both(60, 40), 0), 1);
  assert.equal(awardsByMerge(goal, both(160, 140), 2), 0);
  // A card that a limit did not let be given is not given by a merge.
  assert.equal(awardsByMerge(card('pieces'), both(3, 0), 0), 0);
});

interface Step {
  readonly isOld: boolean;
  readonly day: number;
  readonly by: number;
}

/** Two memberships that buy and bring back, become one, and go on. @returns the awards that stand, and what is counted */
function live(rule: CountingRule, before: readonly Step[], after: readonly Step[]) {
  const books = new Map<string, CountedThere>();
  const all = () => [...books.values()];
  let given = 0;
  let at = 0;
  const take = ({ isOld, day, by }: Step, among: () => readonly CountedThere[], had: number) => {
    at += 1;
    const memberId = isOld ? 'old' : 'new';
    const within = rule.kind === 'spend-goal' ? 1 : day;
    const key = `${memberId} ${within}`;
    const one = books.get(key) ?? there(memberId, within, 0, at);
    // Nothing comes back that was not bought, and a membership that ended buys nothing.
    if (one.counted + by < 0 || (by > 0 && isOld && at > 1_000)) return 0;
    const due = () => {
      const together = countedTogether(rule, among(), joinedAt);
      return by > 0 ? timesDue(rule, together) : timesStanding(rule, together);
    };
    books.set(key, one);
    const was = due();
    books.set(key, { ...one, counted: one.counted + by });
    return awardsToChange({ before: was, after: due(), given: had, room: Infinity });
  };
  const own = { old: 0, new: 0 };
  const of = (memberId: string) => all().filter((one) => one.memberId === memberId);
  for (const step of before) {
    const name = step.isOld ? 'old' : 'new';
    own[name] += take(step, () => of(name), own[name]);
  }
  given = own.old + own.new;
  const byMerge = awardsByMerge(rule, { one: of('new'), other: of('old'), both: all() }, given);
  given += byMerge;
  const merged = { given, counted: all(), own };
  at = 1_000;
  for (const step of after) given += take(step, all, given);
  return { merged, given, counted: all() };
}

test('whatever was bought before and after, a card gives as often as all stamps together fill it', () => {
  const step = fc.record({
    isOld: fc.boolean(),
    day: fc.nat(5),
    by: fc.integer({ min: -3, max: 4 }),
  });
  const steps = fc.array(step, { maxLength: 25 });
  const rules: CountingRule[] = [card('pieces'), card('purchases', 5), card('visits', 2)];
  fc.assert(
    fc.property(fc.constantFrom(...rules), steps, steps, (rule, before, after) => {
      const { merged, given, counted } = live(rule, before, after);
      assert.equal(merged.given, timesDue(rule, merged.counted), 'no stamp lost by the merge');
      const together = countedTogether(rule, counted, joinedAt);
      assert.equal(given, timesDue(rule, together), 'none lost, and no full card given twice');
      const { have, of } = progressTo(rule, together, given);
      assert.ok(have < of);
    }),
  );
});

test('whatever was bought before and after, a goal is reached once, and stays for who had reached it', () => {
  const step = fc.record({
    isOld: fc.boolean(),
    day: fc.constant(1),
    by: fc.integer({ min: -80, max: 80 }),
  });
  const steps = fc.array(step, { maxLength: 25 });
  fc.assert(
    fc.property(steps, steps, (before, after) => {
      const { merged, given, counted } = live(goal, before, after);
      const due = timesDue(goal, merged.counted);
      assert.equal(merged.given, Math.max(due, merged.own.old + merged.own.new));
      assert.ok(given >= timesDue(goal, counted), 'what both together reach is given');
      assert.ok(given <= timesStanding(goal, counted), 'and no more than either had reached');
    }),
  );
});

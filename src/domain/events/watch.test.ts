import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Act, findingsOf, type Surroundings, type WatchRule } from './watch.ts';

const minute = 60_000;
let made = 0;

/** Something that Sam did, `at` so many minutes. */
function act(kind: Act['kind'], at: number, more: Partial<Act> = {}): Act {
  made += 1;
  return {
    kind,
    eventId: `e${made}`,
    at: at * minute,
    associateId: 'sam',
    storeId: 'main',
    memberId: `m${made}`,
    subjectId: `s${made}`,
    entered: kind === 'redemption' ? 'scanned' : null,
    minor: null,
    redeemedAt: null,
    redeemedBy: null,
    ...more,
  };
}

/** What the rules find in the last of the acts. */
function found(acts: readonly Act[], more: Partial<Surroundings> = {}) {
  const last = acts.at(-1);
  assert.ok(last);
  return findingsOf(last, {
    acts,
    noted: new Set<WatchRule>(),
    ownMemberId: null,
    storeOpen: true,
    purchaseAtMostMinor: 50_000,
    ...more,
  });
}

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const typed = (at: number, more: Partial<Act> = {}) =>
  act('redemption', at, { entered: 'typed', ...more });

test('an ordinary shift has nothing to note', () => {
  const acts = [
    ...times(20, (index) => act('redemption', index)),
    act('reversal', 21, { redeemedAt: 20 * minute, redeemedBy: 'sam' }),
    act('purchase', 22, { minor: 50_000 }),
    typed(23),
  ];
  for (let count = 1; count <= acts.length; count += 1) {
    assert.deepEqual(found(acts.slice(0, count)), []);
  }
});

test('one member’s fourth redemption in a shift is noted, the third is not', () => {
  const acts = times(4, (index) => act('redemption', index, { memberId: 'ada' }));
  assert.deepEqual(found(acts.slice(0, 3)), []);
  assert.deepEqual(found(acts), [{ rule: 'same-member', count: 4 }]);
  const other = act('redemption', 5, { memberId: 'bob' });
  assert.deepEqual(found([...acts, other]), []);
  const undone = act('reversal', 5, { memberId: 'ada', redeemedAt: 0, redeemedBy: 'kim' });
  assert.deepEqual(found([...acts, undone]), []);
});

test('what goes on is not noted at every step', () => {
  const acts = times(5, (index) => act('redemption', index, { memberId: 'ada' }));
  assert.deepEqual(found(acts, { noted: new Set(['same-member']) }), []);
});

test('the own account is noted whatever was done with it, each time', () => {
  const own = { ownMemberId: 'sam-at-home', noted: new Set<WatchRule>(['own-account']) };
  for (const kind of ['redemption', 'reversal', 'purchase'] as const) {
    const done = act(kind, 1, { memberId: 'sam-at-home' });
    assert.deepEqual(found([done], own), [{ rule: 'own-account' }], kind);
  }
});

test('three typed in a row are noted, with one scanned between them not', () => {
  assert.deepEqual(found([typed(1), typed(2), typed(3)]), [{ rule: 'typed-in-a-row', count: 3 }]);
  assert.deepEqual(found([typed(1), typed(2), act('redemption', 3), typed(4)]), []);
  // What is no redemption does not break the row.
  const between = [typed(1), typed(2), act('purchase', 3), typed(4)];
  assert.deepEqual(found(between), [{ rule: 'typed-in-a-row', count: 3 }]);
});

test('more than half typed of at least ten is noted', () => {
  const pattern = (text: string) =>
    [...text].map((letter, at) => (letter === 't' ? typed(at) : act('redemption', at)));
  assert.deepEqual(found(pattern('ststststst')), []);
  assert.deepEqual(found(pattern('tsttststst')), [{ rule: 'typed-often', typed: 6, of: 10 }]);
  assert.deepEqual(found(pattern('tsttstst')), []);
});

test('undoing one’s own redemption half an hour later is noted, a colleague’s or a fresh one not', () => {
  const undone = (minutes: number, redeemedBy: string | null) =>
    found([act('reversal', minutes, { redeemedAt: 0, redeemedBy })]);
  assert.deepEqual(undone(95, 'sam'), [{ rule: 'reversed-late', minutes: 95 }]);
  assert.deepEqual(undone(30, 'sam'), []);
  assert.deepEqual(undone(95, 'kim'), []);
  assert.deepEqual(undone(95, null), []);
});

test('undoing while the store is closed is noted', () => {
  const fresh = { redeemedAt: 0, redeemedBy: 'sam' };
  const closed = { storeOpen: false };
  assert.deepEqual(found([act('reversal', 1, fresh)], closed), [
    { rule: 'reversed-after-closing' },
  ]);
  assert.deepEqual(found([act('redemption', 1)], closed), []);
});

test('the third reversal in a shift is noted', () => {
  const acts = times(3, (index) => act('reversal', index));
  assert.deepEqual(found(acts.slice(0, 2)), []);
  assert.deepEqual(found(acts), [{ rule: 'many-reversals', count: 3 }]);
});

test('a purchase by hand is noted above the amount', () => {
  assert.deepEqual(found([act('purchase', 1, { minor: 50_001 })]), [
    { rule: 'large-purchase', minor: 50_001 },
  ]);
});

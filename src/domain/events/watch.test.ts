import assert from 'node:assert/strict';
import { test } from 'node:test';
import { usualWatchLimits } from '#domain/program/watch-limits.ts';
import type { Act, Surroundings, WatchRule } from './watch.ts';
import { findingsOf } from './watch-rules.ts';

const minute = 60_000;
let made = 0;

/** An act of Sam's, `at` minutes after the start. */
function act(kind: Act['kind'], at: number, more: Partial<Act> = {}): Act {
  made += 1;
  return {
    kind,
    eventId: `e${made}`,
    at: at * minute,
    actor: { kind: 'associate', id: 'sam' },
    storeId: 'main',
    memberId: `m${made}`,
    subjectId: `s${made}`,
    entered: kind === 'redemption' ? 'scanned' : null,
    minor: null,
    points: null,
    redeemedAt: null,
    redeemedBy: null,
    ...more,
  };
}

/** What the rules find in the last one of the acts. */
function found(acts: readonly Act[], more: Partial<Surroundings> = {}) {
  const last = acts.at(-1);
  assert.ok(last);
  return findingsOf(last, {
    acts,
    noted: new Set<WatchRule>(),
    ownMemberId: null,
    storeOpen: true,
    memberByHand: { count: 0, minor: 0 },
    sameReceiptAt: null,
    days: null,
    limits: usualWatchLimits('EUR'),
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
  // An act that is no redemption does not interrupt the row.
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

const shop = { kind: 'till', id: 'web-1' } as const;
const desk = { kind: 'support', id: 'command line' } as const;

test('an associate’s purchases by hand are noted by their number and by their sum', () => {
  const small = times(61, (index) => act('purchase', index, { minor: 100 }));
  assert.deepEqual(found(small.slice(0, 60)), []);
  assert.deepEqual(found(small), [{ rule: 'many-purchases', count: 61, minor: 6_100 }]);
  const large = times(5, (index) => act('purchase', index, { minor: 49_999 }));
  assert.deepEqual(found(large.slice(0, 4)), []);
  assert.deepEqual(found(large), [{ rule: 'many-purchases', count: 5, minor: 249_995 }]);
  assert.deepEqual(found(times(70, (index) => act('purchase', index, { actor: shop }))), []);
});

test('what one member is given by hand is noted, whoever typed it', () => {
  const given = (count: number, minor: number) =>
    found([act('purchase', 1, { minor: 100 })], { memberByHand: { count, minor } });
  assert.deepEqual(given(4, 75_000), []);
  assert.deepEqual(given(5, 500), [{ rule: 'member-by-hand', count: 5, minor: 500 }]);
  assert.deepEqual(given(2, 75_001), [{ rule: 'member-by-hand', count: 2, minor: 75_001 }]);
});

test('the same slip typed at two tills is noted', () => {
  const again = found([act('purchase', 1, { minor: 100 })], { sameReceiptAt: 'main-2' });
  assert.deepEqual(again, [{ rule: 'same-receipt', tillId: 'main-2' }]);
});

test('points that come back by undoing are summed', () => {
  const undone = times(2, (index) => act('reversal', index, { points: 501 }));
  assert.deepEqual(found(undone.slice(0, 1)), []);
  assert.deepEqual(found(undone), [{ rule: 'points-undone', points: 1_002 }]);
});

test('support’s adjustments are noted by number and by points, up and down alike', () => {
  const adjusted = (count: number, points: number) =>
    found(times(count, (at) => act('adjustment', at, { actor: desk, points })));
  assert.deepEqual(adjusted(20, 250), []);
  assert.deepEqual(adjusted(21, 1), [{ rule: 'many-adjustments', count: 21, points: 21 }]);
  assert.deepEqual(adjusted(2, -2_501), [{ rule: 'many-adjustments', count: 2, points: 5_002 }]);
});

test('looking up two hundred members is a busy shift, one more is noted', () => {
  const looks = times(201, (at) => act('look-up', at));
  assert.deepEqual(found(looks.slice(0, 200)), []);
  assert.deepEqual(found(looks), [{ rule: 'many-look-ups', count: 201 }]);
});

test('who claims a receipt of the own store is noted, and a till of which many are claimed', () => {
  const own = found([act('claim', 1, { memberId: 'own' })], { ownMemberId: 'own' });
  assert.deepEqual(own, [{ rule: 'own-claim' }]);
  const claims = times(6, (at) => act('claim', at, { actor: shop }));
  assert.deepEqual(found(claims.slice(0, 5)), []);
  assert.deepEqual(found(claims), [{ rule: 'many-claims', count: 6 }]);
});

test('who invited a friend that buys in the own store is noted, and where many friends become customers', () => {
  const own = found([act('friend', 1, { memberId: 'own' })], { ownMemberId: 'own' });
  assert.deepEqual(own, [{ rule: 'own-friend' }]);
  const friends = times(6, (at) => act('friend', at, { actor: shop }));
  assert.deepEqual(found(friends.slice(0, 5)), []);
  assert.deepEqual(found(friends), [{ rule: 'many-friends', count: 6 }]);
});

test('a second lock within a shift is noted, and each till that guessed too much', () => {
  assert.deepEqual(found([act('lock', 1)]), []);
  assert.deepEqual(found([act('lock', 1), act('lock', 9)]), [{ rule: 'locked-again', count: 2 }]);
  assert.deepEqual(found([act('guesses', 1, { actor: shop })]), [{ rule: 'till-guessed' }]);
});

test('a POS’s day is noted at three times its busiest, above a floor, by number or by sum', () => {
  const day = (count: number, sum: number, usualCount: number, usualSum: number) =>
    found([act('purchase', 1, { actor: shop })], {
      days: { today: { count, sum }, usual: { count: usualCount, sum: usualSum } },
    }).map(({ rule }) => rule);
  assert.deepEqual(day(300, 1_000_000, 0, 0), [], 'a small shop’s first day');
  assert.deepEqual(day(301, 10, 0, 0), ['unusual-day'], 'a key that was never used');
  assert.deepEqual(day(900, 10, 300, 10), []);
  assert.deepEqual(day(901, 10, 300, 10), ['unusual-day']);
  assert.deepEqual(day(9, 1_500_001, 300, 500_000), ['unusual-day']);
});

test('one member’s fourth redemption at a POS is noted too', () => {
  const acts = times(4, (at) => act('redemption', at, { actor: shop, memberId: 'ada' }));
  assert.deepEqual(found(acts), [{ rule: 'same-member', count: 4 }]);
});

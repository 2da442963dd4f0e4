import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cause, type LedgerEntry } from './ledger.ts';
import { drawFrom, expiredLots, type Lot, spendable, undrawn } from './lot.ts';
import { replay } from './replay.ts';

/** Something that happens to a member's points, and the time that passes before it. */
type Step = { after: number } & (
  | { do: 'earn'; points: number; lasts: number }
  | { do: 'spend'; points: number }
  | { do: 'give-back'; which: number }
  | { do: 'clock' }
);

const after = fc.integer({ min: 0, max: 50 });
const anyHistory = fc.array(
  fc.oneof(
    fc.record({
      do: fc.constant('earn' as const),
      after,
      points: fc.integer({ min: 1, max: 300 }),
      lasts: fc.integer({ min: 1, max: 200 }),
    }),
    fc.record({
      do: fc.constant('spend' as const),
      after,
      points: fc.integer({ min: 1, max: 300 }),
    }),
    fc.record({ do: fc.constant('give-back' as const), after, which: fc.nat({ max: 20 }) }),
    fc.record({ do: fc.constant('clock' as const), after }),
  ),
  { maxLength: 40 },
);

/**
 * A ledger kept in the slowest way: each single point is an object with an expiry and a place. The entries come from
 * the domain and the points are moved one by one, so the two can contradict each other.
 */
function live(steps: readonly Step[]): { entries: LedgerEntry[]; lots: Lot[] } {
  const entries: LedgerEntry[] = [];
  const coins: { lotId: string; expiresAt: number; spent: boolean }[] = [];
  const lotIds: { id: string; expiresAt: number }[] = [];
  const vouchers: LedgerEntry[] = [];
  let at = 1_000;
  const lots = (): Lot[] =>
    lotIds.map(({ id, expiresAt }) => ({
      id,
      expiresAt,
      remaining: coins.filter(({ lotId, spent }) => lotId === id && !spent).length,
    }));
  const move = (lotId: string, points: number) => {
    const wanted = coins.filter((coin) => coin.lotId === lotId && coin.spent === points > 0);
    assert.ok(wanted.length >= Math.abs(points), 'there are not so many to move');
    for (const coin of wanted.slice(0, Math.abs(points))) coin.spent = points < 0;
  };
  const post = (
    entry: Pick<LedgerEntry, 'kind' | 'points' | 'draws' | 'cause' | 'lotExpiresAt'>,
  ) => {
    const seq = entries.length + 1;
    const left = coins.filter(({ spent }) => !spent).length;
    const posted = { ...entry, memberId: 'm1', seq, at, balanceAfter: left };
    entries.push(posted);
    return posted;
  };
  for (const [index, step] of steps.entries()) {
    at += step.after;
    if (step.do === 'earn') {
      const id = cause.purchase(`p${index}`);
      const expiresAt = at + step.lasts;
      lotIds.push({ id, expiresAt });
      for (let n = 0; n < step.points; n++) coins.push({ lotId: id, expiresAt, spent: false });
      const draws = [{ lotId: id, points: step.points }];
      post({ kind: 'accrual', points: step.points, draws, cause: id, lotExpiresAt: expiresAt });
    } else if (step.do === 'spend') {
      const draws = drawFrom(lots(), step.points, at);
      if (!draws) continue;
      for (const draw of draws) move(draw.lotId, draw.points);
      const by = cause.issue(`r${index}`);
      vouchers.push(
        post({ kind: 'redemption', points: -step.points, draws, cause: by, lotExpiresAt: null }),
      );
    } else if (step.do === 'give-back') {
      const [voucher] = vouchers.splice(step.which % Math.max(1, vouchers.length), 1);
      if (!voucher) continue;
      const draws = undrawn(voucher.draws);
      for (const draw of draws) move(draw.lotId, draw.points);
      const by = cause.giveBack(`r${index}`);
      post({ kind: 'reversal', points: -voucher.points, draws, cause: by, lotExpiresAt: null });
    } else {
      for (const { id, remaining } of expiredLots(lots(), at)) {
        move(id, -remaining);
        const draws = [{ lotId: id, points: -remaining }];
        const by = cause.lotExpiry(id, at);
        post({ kind: 'expiry', points: -remaining, draws, cause: by, lotExpiresAt: null });
      }
    }
    assert.equal(
      spendable(lots(), at),
      coins.filter(({ spent, expiresAt }) => !spent && expiresAt > at).length,
    );
  }
  return { entries, lots: lots() };
}

test('replaying any history comes to what counting every single point comes to', () => {
  fc.assert(
    fc.property(anyHistory, (steps) => {
      const { entries, lots } = live(steps);
      const replayed = replay(entries);
      assert.equal(replayed.balance, entries.at(-1)?.balanceAfter ?? 0);
      assert.deepEqual([...replayed.lots.values()], lots);
    }),
  );
});

test('replaying twice comes to the same', () => {
  fc.assert(
    fc.property(anyHistory, (steps) => {
      const { entries } = live(steps);
      assert.deepEqual(replay(entries), replay(entries));
    }),
  );
});

test('causes in any history are unique, so that the database can refuse a second', () => {
  fc.assert(
    fc.property(anyHistory, (steps) => {
      const causes = live(steps).entries.map((entry) => entry.cause);
      assert.equal(new Set(causes).size, causes.length);
    }),
  );
});

test('no entries are no points', () => {
  assert.deepEqual(replay([]), { balance: 0, debt: 0, lots: new Map() });
});

const welcome: LedgerEntry = {
  memberId: 'm1',
  seq: 1,
  kind: 'accrual',
  points: 150,
  draws: [{ lotId: 'welcome', points: 150 }],
  cause: cause.welcome(),
  balanceAfter: 150,
  at: 1,
  lotExpiresAt: 100,
};
const spent: LedgerEntry = {
  ...welcome,
  seq: 2,
  kind: 'redemption',
  points: -60,
  draws: [{ lotId: 'welcome', points: -60 }],
  cause: cause.issue('r1'),
  balanceAfter: 90,
  lotExpiresAt: null,
};

const returned: LedgerEntry = {
  ...spent,
  kind: 'reversal',
  points: -200,
  draws: [{ lotId: 'welcome', points: -150 }],
  cause: cause.return('b1'),
  balanceAfter: -50,
};
const filled: LedgerEntry = {
  ...welcome,
  seq: 3,
  points: 70,
  draws: [{ lotId: 'purchase:1', points: 20 }],
  cause: cause.purchase('1'),
  balanceAfter: 20,
};

const tampered: readonly (readonly [name: string, entries: LedgerEntry[], said: RegExp])[] = [
  ['an entry that is gone', [spent], /entry 1 is missing/],
  ['an entry twice', [welcome, welcome], /entry 2 is missing/],
  ['a wrong running balance', [welcome, { ...spent, balanceAfter: 91 }], /wrong running balance/],
  [
    'draws that move something else than they say',
    [welcome, { ...spent, draws: [] }],
    /moves 0, says -60/,
  ],
  [
    'a lot that was never opened',
    [welcome, { ...spent, draws: [{ lotId: 'other', points: -60 }] }],
    /unknown lot/,
  ],
  [
    'more taken from a lot than it held',
    [
      welcome,
      { ...spent, points: -151, balanceAfter: -1, draws: [{ lotId: 'welcome', points: -151 }] },
    ],
    /overdraws lot welcome/,
  ],
  [
    'a debt that a voucher made',
    [welcome, { ...spent, points: -100, balanceAfter: 50 }],
    /moves -60, says -100, owed 0/,
  ],
  [
    'a debt beside points that could have been taken',
    [welcome, { ...returned, draws: [], balanceAfter: -50 }],
    /makes a debt while lots hold points/,
  ],
  [
    'points that came in past a debt',
    [welcome, returned, { ...filled, draws: [{ lotId: 'purchase:1', points: 70 }] }],
    /moves 70, says 70, owed 50/,
  ],
];

for (const [name, entries, said] of tampered) {
  test(`replay finds ${name}`, () => assert.throws(() => replay(entries), said));
}

test('replay follows a debt until it is filled', () => {
  const { balance, debt, lots } = replay([welcome, returned]);
  assert.deepEqual([balance, debt, lots.get('welcome')?.remaining], [-50, 50, 0]);
  const after = replay([welcome, returned, filled]);
  assert.deepEqual(
    [after.balance, after.debt, after.lots.get('purchase:1')?.remaining],
    [20, 0, 20],
  );
});

test('replay follows a good history to its end', () => {
  const { balance, lots } = replay([welcome, spent]);
  assert.equal(balance, 90);
  assert.deepEqual(lots.get('welcome'), { id: 'welcome', remaining: 90, expiresAt: 100 });
});

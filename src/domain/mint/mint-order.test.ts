import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  decideMint,
  lostForMs,
  type MintEffect,
  type MintEvent,
  type MintOrder,
  settleMs,
} from './mint-order.ts';

const endedAt = 1_000_000;
const ending = { ending: 'cancelled', endedAt } as const;
const later = endedAt + lostForMs;
const settled = endedAt + settleMs.shopify;

const orders = {
  unasked: { state: 'wanted', unanswered: 0 },
  asked: { state: 'wanted', unanswered: 1 },
  doubtful: { state: 'wanted', unanswered: 2 },
  minted: { state: 'minted', reference: 'd1' },
  unknown: { state: 'retiring', ...ending, unanswered: 1, reference: null },
  unknownAsked: { state: 'retiring', ...ending, unanswered: 2, reference: null },
  retiring: { state: 'retiring', ...ending, unanswered: 0, reference: 'd1' },
  settling: { state: 'settling', ...ending, reference: 'd1', withdrawnAt: endedAt },
  closing: { state: 'closing', reference: 'd1' },
  retired: { state: 'retired', ...ending },
  used: { state: 'used' },
} as const satisfies Record<string, MintOrder>;
type Name = keyof typeof orders;

const events = {
  end: { kind: 'end', ending: 'expired', at: later },
  asked: { kind: 'asked' },
  made: { kind: 'made', reference: 'd1' },
  refusedEarly: { kind: 'refused', at: later - 1 },
  refused: { kind: 'refused', at: later },
  notDone: { kind: 'not-done' },
  lost: { kind: 'lost' },
  withdrawn: { kind: 'withdrawn', at: endedAt },
  used: { kind: 'used' },
  unusedEarly: { kind: 'unused', at: settled - 1 },
  unused: { kind: 'unused', at: settled },
} as const satisfies Record<string, MintEvent>;
type Kind = keyof typeof events;

/** The cell of the table in docs/decisions/012: the next state, and what happens to the points. */
function told({ order, effect }: { order: MintOrder; effect: MintEffect }): string {
  const parts: (string | number)[] = [order.state];
  if (order.state === 'wanted') parts.push(order.unanswered);
  if (order.state === 'retiring') parts.push(order.reference ?? order.unanswered);
  if (effect) parts.push(effect);
  return parts.join(' ');
}

const changes: Record<Name, Partial<Record<Kind, string>>> = {
  unasked: { end: 'retired give-back', asked: 'wanted 1', made: 'minted' },
  asked: {
    end: 'retiring 1',
    asked: 'wanted 2',
    made: 'minted',
    refusedEarly: 'retired give-back',
    refused: 'retired give-back',
    notDone: 'wanted 0',
  },
  doubtful: {
    end: 'retiring 2',
    asked: 'wanted 3',
    made: 'minted',
    refusedEarly: 'retiring 1',
    refused: 'retiring 1',
    notDone: 'wanted 1',
  },
  minted: { end: 'retiring d1', used: 'closing redeem' },
  unknown: {
    asked: 'retiring 2',
    made: 'retiring d1',
    refusedEarly: 'retired give-back',
    refused: 'retired give-back',
    notDone: 'retired give-back',
  },
  unknownAsked: {
    asked: 'retiring 3',
    made: 'retiring d1',
    refusedEarly: 'retiring 1',
    refused: 'retired give-back',
    notDone: 'retiring 1',
  },
  retiring: { withdrawn: 'settling', used: 'closing redeem' },
  settling: { used: 'used redeem', unused: 'retired give-back' },
  closing: { withdrawn: 'used' },
  retired: {},
  used: {},
};

// Answers that can't come, because nobody asked: a call is always written down before it is made.
const impossible: readonly string[] = [
  'unasked refusedEarly',
  'unasked refused',
  'unasked notDone',
];

test('every state meets every event as the table in the decision says', () => {
  for (const [name, order] of Object.entries(orders)) {
    for (const [kind, event] of Object.entries(events)) {
      if (impossible.includes(`${name} ${kind}`)) continue;
      const decision = decideMint(order, event, 'shopify');
      const expected = changes[name as Name][kind as Kind]; // The keys are those of the tables above.
      assert.equal(told(decision), expected ?? told({ order, effect: null }), `${name}, ${kind}`);
      if (expected === undefined) assert.equal(decision.order, order, `${name}, ${kind}`);
    }
  }
});

test('an ending stays the first one, with its time', () => {
  const { order } = decideMint(orders.asked, events.end, 'shopify');
  assert.deepEqual(order, {
    state: 'retiring',
    ending: 'expired',
    endedAt: later,
    unanswered: 1,
    reference: null,
  });
  const refused = decideMint(orders.asked, events.refused, 'shopify').order;
  assert.deepEqual(refused, { state: 'retired', ending: 'failed', endedAt: later });
  assert.equal(decideMint(orders.settling, events.end, 'square').order, orders.settling);
});

test('a vendor whose tills keep baskets open settles later', () => {
  const at = endedAt + settleMs.square;
  const soon = decideMint(orders.settling, events.unused, 'square');
  const late = decideMint(orders.settling, { kind: 'unused', at }, 'square');
  assert.deepEqual([soon.effect, late.effect], [null, 'give-back']);
});

test('points move once at most, whatever is heard in whatever order', () => {
  const heard = fc.array(fc.constantFrom(...Object.values(events)), { maxLength: 30 });
  fc.assert(
    fc.property(heard, (sequence) => {
      let order: MintOrder = orders.unasked;
      let answersDue = 0;
      const effects: MintEffect[] = [];
      for (const event of sequence) {
        if (event.kind === 'asked') answersDue += 1;
        if (event.kind === 'refused' || event.kind === 'not-done') {
          if (answersDue === 0) continue;
          answersDue -= 1;
        }
        if (event.kind === 'made') answersDue = 0;
        const decision = decideMint(order, event, 'shopify');
        order = decision.order;
        if (decision.effect) effects.push(decision.effect);
        const open = 'unanswered' in order ? order.unanswered : 0;
        assert.ok(open >= 0, `${open} calls without an answer`);
      }
      assert.ok(effects.length <= 1, effects.join());
      const over = order.state === 'retired' ? 'give-back' : null;
      const gone = order.state === 'used' || order.state === 'closing' ? 'redeem' : null;
      assert.deepEqual(
        effects,
        [over ?? gone].filter((one) => one !== null),
      );
    }),
  );
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import {
  cancelRefusal,
  decideRedeem,
  type Redemption,
  type RedemptionState,
} from '#domain/redemption/redemption.ts';
import { decideRelease, decideReserve } from '#domain/redemption/reservation.ts';
import type { Refusal } from '#domain/refusal.ts';
import type { Browser, Seen } from '#server/tests/kit/browser.ts';
import { balance, cancel, issued, posAt, voucher, wallet } from '#server/tests/kit/counter.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

/**
 * Several tills and the phone want something of one voucher at the same moment. The result must be as if they had come
 * one after another, in some order: the rules play each order, and one of them must give exactly the answers that were
 * given.
 */
const minuteMs = 60_000;
let t: Tillpass;
let phone: Browser;
before(async () => {
  t = await startTillpass();
  phone = await t.joined('races-held@example.com');
  const { number } = (await wallet(phone)).member;
  const total = { minor: 1_000_000, currency: 'EUR' };
  await posAt(t, 'main-1').purchase({ member: { number }, receiptNumber: 'enough', total });
});
// Closing replays the ledger.
after(() => t.close());

const tills = ['main-1', 'main-2', 'harbour-1'] as const;
const till = fc.constantFrom(...tills);
const wish = fc.oneof(
  fc.record({ what: fc.constantFrom('reserve' as const, 'release' as const), till }),
  fc.record({ what: fc.constant('redeem' as const), till }),
  fc.record({ what: fc.constant('cancel' as const), till: fc.constant('main-1' as const) }),
);
type Wish = typeof wish extends fc.Arbitrary<infer T> ? T : never;

function send({ what, till }: Wish, { code, id }: { code: string; id: string }): Promise<Seen> {
  const pos = posAt(t, till);
  if (what === 'reserve') return pos.reserve(code, 'B1');
  if (what === 'release') return pos.release(code, 'B1');
  if (what === 'redeem') return pos.redeem(code, id);
  return cancel(phone, id);
}

const placeOf = (tillId: string) => ({ tillId, tillName: '', storeId: '', storeName: '' });

interface Played {
  readonly answer: 'done' | Refusal['key'];
  readonly next: RedemptionState;
}

/** One wish by the rules alone, all at one moment. */
function play(now: Redemption, { what, till: tillId }: Wish, at: number): Played {
  const refused = ({ key }: Refusal): Played => ({ answer: key, next: now });
  const done = (next: RedemptionState): Played => ({ answer: 'done', next });
  const basket = { tillId, basketId: 'B1' };
  if (what === 'cancel') {
    const refusal = cancelRefusal(now, at);
    return refusal ? refused(refusal) : done({ state: 'cancelled', at });
  }
  const decision =
    what === 'reserve'
      ? decideReserve(now, { ...basket, minutes: 10 }, at)
      : what === 'release'
        ? decideRelease(now, basket, at)
        : decideRedeem(now, { tillId, receiptNumber: now.id }, at);
  switch (decision.outcome) {
    case 'refused':
      return refused(decision.refusal);
    case 'reserve':
      return done({
        state: 'reserved',
        by: { ...placeOf(tillId), basketId: 'B1' },
        until: decision.until,
      });
    case 'release':
      return done({ state: 'issued' });
    case 'redeem': {
      const use = { ...placeOf(tillId), at, receiptNumber: now.id, associateId: null };
      return done({ state: 'redeemed', use });
    }
    default:
      return done(now);
  }
}

function* orders<T>(items: readonly T[]): Generator<T[]> {
  if (items.length === 0) yield [];
  for (const [at, item] of items.entries())
    for (const rest of orders(items.toSpliced(at, 1))) yield [item, ...rest];
}

/** For each order of the wishes: the answers that it would give, and its final state. */
function outcomes(start: Redemption, wishes: readonly Wish[], at: number): string[] {
  return [...orders([...wishes.entries()])].map((order) => {
    const answers: string[] = [];
    let now = start;
    for (const [turn, one] of order) {
      const { answer, next } = play(now, one, at);
      answers[turn] = answer;
      const { id, memberId, rewardId, points, issuedAt, expiresAt, source } = now;
      now = { id, memberId, rewardId, points, issuedAt, expiresAt, source, ...next };
    }
    return [...answers, now.state].join(' ');
  });
}

const answerOf = ({ status, body }: Seen): string => (status === 200 ? 'done' : body.error.key);

test('what many want of one voucher at once comes out as in one order or another', async () => {
  const many = fc.array(wish, { minLength: 2, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(fc.boolean(), many, async (heldBefore, wishes) => {
      const start = await balance(phone);
      const mine = await issued(phone, 'small');
      const at = t.clock.now();
      if (heldBefore) await posAt(t, 'main-1').reserve(mine.code, 'B1');
      const fresh: Redemption = {
        id: mine.id,
        memberId: '',
        rewardId: 'small',
        points: 10,
        issuedAt: at,
        expiresAt: at + 30 * minuteMs,
        source: 'own',
        state: 'issued',
      };
      const before = heldBefore ? { what: 'reserve' as const, till: 'main-1' as const } : null;
      const begun = before ? { ...fresh, ...play(fresh, before, at).next } : fresh;

      const answers = await Promise.all(wishes.map((one) => send(one, mine)));
      const { state } = (await voucher(phone, mine.id)).body;
      const came = [...answers.map(answerOf), state].join(' ');
      assert.ok(outcomes(begun, wishes, at).includes(came), came);

      t.clock.turn(10 * minuteMs);
      await cancel(phone, mine.id);
      assert.equal(await balance(phone), state === 'redeemed' ? start - 10 : start);
    }),
    { numRuns: 60 },
  );
});

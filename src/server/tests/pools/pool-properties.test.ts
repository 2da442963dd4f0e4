import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { graceMs } from '#domain/redemption/redemption.ts';
import { Refused } from '#domain/refusal.ts';
import { memberById } from '#server/storage/people/members.ts';
import { redemptionRow } from '#server/storage/vouchers/redemptions.ts';
import { newId } from '#server/tests/kit/counter.ts';
import { testDatabaseUrl } from '#server/tests/kit/database.ts';
import { joinDirectly } from '#server/tests/kit/join-directly.ts';
import { codes, lines, load, settleWith, startWithPools } from '#server/tests/kit/pools/pool.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { latestUploads } from '#server/usecases/pools/view-upload.ts';
import { withdrawCodes } from '#server/usecases/pools/withdraw-codes.ts';
import { barcodePayloadOf } from '#server/usecases/vouchers/barcode-payload.ts';
import { cancelVoucher } from '#server/usecases/vouchers/cancel-voucher.ts';
import { expireDue } from '#server/usecases/vouchers/expire.ts';
import { issueVoucher } from '#server/usecases/vouchers/issue-voucher.ts';

let t: Tillpass;
before(async () => {
  t = await startWithPools();
});
// Closing replays every ledger and counts every pool that the histories left.
after(() => t.close());

const minute = 60_000;
const cost = 10;
const gift = 150;
const pool = { rewardId: 'small', storeId: 'kiosk' } as const;

const step = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('upload' as const),
      // Codes that were loaded before are loaded again, too.
      from: fc.nat(30),
      count: fc.integer({ min: 1, max: 12 }),
      allOrNothing: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant('withdraw' as const), which: fc.nat(5) }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ what: fc.constant('issue' as const), who: fc.nat(2) }),
  },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('cancel' as const), which: fc.nat(12) }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('use' as const), which: fc.nat(12) }) },
  {
    weight: 3,
    arbitrary: fc.record({ what: fc.constant('settle' as const), whole: fc.boolean() }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('wait' as const),
      ms: fc.constantFrom(minute, 31 * minute, 33 * minute, 90 * minute),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** A voucher as people in the shop know it: whose it is, its code, and whether the till used it. */
interface Held {
  readonly memberId: string;
  readonly id: string;
  readonly code: string;
  /** The end on the phone at issue, plus the till's grace. */
  readonly endsAt: number;
  usedAt: number | null;
  settled: 'open' | 'used' | 'unused';
}

interface World {
  readonly series: string;
  readonly members: readonly string[];
  readonly held: Held[];
}

let worlds = 0;
async function newWorld(): Promise<World> {
  worlds += 1;
  const names = [0, 1, 2].map((n) => `world-${worlds}-${n}@example.com`);
  const members = await Promise.all(names.map((name) => joinDirectly(t, name)));
  return { series: `W${worlds}`, members, held: [] };
}

async function play(world: World, one: Step): Promise<void> {
  t.clock.turn(1);
  switch (one.what) {
    case 'wait':
      t.clock.turn(one.ms);
      return void (await expireDue(t.context));
    case 'upload':
      await load(t, pool, lines(...codes(one.count, one.from, world.series)), {
        allOrNothing: one.allOrNothing,
      });
      return;
    case 'withdraw': {
      const upload = (await latestUploads(t.context, 6))[one.which];
      if (upload) await withdrawCodes(t.context, String(upload.uploadId), { dryRun: false });
      return;
    }
    case 'issue':
      return issue(world, world.members[one.who] ?? '');
    case 'settle':
      return settle(world, one.whole);
    default:
      break;
  }
  const voucher = world.held[one.which];
  if (!voucher) return;
  if (one.what === 'use') voucher.usedAt ??= t.clock.now();
  else await cancelVoucher(t.context, voucher).catch(refusedOnly);
}

function refusedOnly(error: unknown): void {
  if (!(error instanceof Refused)) throw error;
}

async function issue(world: World, memberId: string): Promise<void> {
  const id = newId();
  const wish = { memberId, id, rewardId: pool.rewardId, storeId: pool.storeId };
  const got = await issueVoucher(t.context, wish).catch(refusedOnly);
  // Refused, or the answer was the live voucher.
  if (got !== id) return;
  const row = await redemptionRow(t.context.store.read, memberId, id);
  assert.ok(row);
  const payload = await barcodePayloadOf(await readWork(t.context), row);
  assert.ok(payload);
  const endsAt = row.expires_at + graceMs;
  world.held.push({ memberId, id, code: payload.text, endsAt, usedAt: null, settled: 'open' });
}

/** The till reports everything that it has used; the settlement says whether the file is complete. */
async function settle(world: World, whole: boolean): Promise<void> {
  const until = t.clock.now();
  const used = world.held.filter(({ usedAt }) => usedAt !== null);
  const text = used.map(({ code, usedAt }) => `${code},${new Date(usedAt ?? 0).toISOString()}\n`);
  const file = `code,time\n${text.join('')}`;
  const report = await settleWith(t, pool.storeId, file, { until: whole ? until : null });
  assert.deepEqual(
    await settleWith(t, pool.storeId, file, { until: whole ? until : null }),
    { ...report, returnedNow: 0 },
    'the same file again',
  );
  for (const one of world.held) {
    if (one.settled !== 'open') continue;
    if (one.usedAt !== null) one.settled = 'used';
    else if (whole && one.endsAt <= until) one.settled = 'unused';
  }
}

async function check(world: World): Promise<void> {
  assert.equal(
    new Set(world.held.map(({ code }) => code)).size,
    world.held.length,
    'no code twice',
  );
  for (const memberId of world.members) {
    const paid = world.held.filter((one) => one.memberId === memberId && one.settled !== 'unused');
    const member = await memberById(t.context.store.read, memberId);
    assert.equal(member?.balance, gift - cost * paid.length);
  }
}

test('whatever is loaded, withdrawn, issued, cancelled, used and settled: no code twice, and points are right', {
  skip: testDatabaseUrl ? 'one database is enough for the rules' : false,
}, async () => {
  const history = fc.array(step, { minLength: 10, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      const world = await newWorld();
      await load(t, pool, lines(...codes(5, 0, world.series)));
      for (const one of steps) {
        await play(world, one);
        await check(world);
      }
    }),
    { numRuns: 30, seed: 20_261_124 },
  );
  assert.deepEqual(await verifyBooks(t.context), []);
});

// Histories of sales and returns, each told to the server twice: in order, and shuffled with repetitions.
import assert from 'node:assert/strict';
import type { Program } from '#domain/program/program.ts';
import { newId } from '#server/tests/kit/counter.ts';
import { joinDirectly } from '#server/tests/kit/join-directly.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { reportPurchase } from '#server/usecases/purchases/report-purchase.ts';
import { reportReturn } from '#server/usecases/purchases/report-return.ts';
import { eur } from './goods.ts';

const day = 24 * 60 * 60_000;
/** The histories happen within these days; then everything is reported. */
export const historyDays = 40;

/** A random number below `below`; the same seed gives the same ones. */
type Random = (below: number) => number;

/** The generator of Numerical Recipes; its high bits are random enough to shuffle with. */
function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Loads the programs of the days to come: double points in the middle, then tiers that wait for points. */
export async function loadRules(context: Context): Promise<void> {
  const now = context.now();
  const load = (change: Partial<Program>, days: number) =>
    loadProgram(context, { ...testProgram, ...change }, { beginsAt: now + days * day });
  await load({ pointsPerUnit: 2, excludedTenders: ['gift'] }, 10);
  await load({ pending: { days: 3, tiers: 'when-available' } }, 20);
  await load({ excludedTenders: ['gift'] }, 30);
}

interface Line {
  readonly id: string;
  readonly minor: number;
}

type Event =
  | {
      readonly what: 'sale';
      readonly n: number;
      readonly at: number;
      readonly lines: Line[];
      gift: number;
    }
  | {
      readonly what: 'return';
      readonly n: number;
      readonly of: number;
      readonly at: number;
      readonly lines: Line[];
    };

const place = {
  ...{ tillId: 'main-1', storeId: 'main', associateId: null },
  ...{ language: 'en', once: null },
};

/** Sales near the tiers' thresholds, with returns of lines that fit in whatever order they come. */
function historyOf(random: Random, from: number): Event[] {
  const events: Event[] = [];
  const sales = 3 + random(5);
  for (let n = 0; n < sales; n += 1) {
    const at = from + random(historyDays * day);
    const lines = Array.from({ length: 1 + random(3) }, (_, index) => ({
      id: `line-${index}`,
      minor: random(4) === 0 ? random(200) : random(40_000),
    }));
    events.push({ what: 'sale', n, at, lines, gift: random(4) === 0 ? random(100) : 0 });
    for (const line of lines.filter(() => random(4) === 0)) {
      const part = random(2) === 0 ? line.minor : random(line.minor + 1);
      const later = Math.min(at + random(15 * day), from + historyDays * day);
      const back = { what: 'return', n: events.length, of: n, at: later } as const;
      events.push({ ...back, lines: [{ id: line.id, minor: part }] });
    }
  }
  return events.sort((a, b) => a.at - b.at);
}

/** Each event once to three times, in a random order. */
function shuffled(random: Random, events: readonly Event[]): Event[] {
  const told = events.flatMap((event) => Array.from({ length: 1 + random(3) }, () => event));
  for (let last = told.length - 1; last > 0; last -= 1) {
    const other = random(last + 1);
    const [a, b] = [told[last], told[other]];
    if (a && b) [told[last], told[other]] = [b, a];
  }
  return told;
}

/** A member, and how a test names the receipts of their purchases. */
interface Teller {
  readonly memberId: string;
  readonly name: string;
}

async function tell(context: Context, { memberId, name }: Teller, event: Event): Promise<void> {
  if (event.what === 'return') {
    const report = {
      ...{ receiptNumber: `${name}-back-${event.n}`, returnedAt: event.at },
      purchase: { tillId: null, storeId: null, receiptNumber: `${name}-${event.of}` },
      content: { back: { what: 'lines' as const, lines: event.lines }, exchange: null },
    };
    await reportReturn(context, place, report, () => ({}));
    return;
  }
  const minor = event.lines.reduce((sum, line) => sum + line.minor, 0);
  const gift = Math.floor((minor * event.gift) / 100);
  const tenders = [
    { kind: 'gift', minor: gift },
    { kind: 'cash', minor: minor - gift },
  ];
  const report = {
    ...{ receiptNumber: `${name}-${event.n}`, member: { memberId }, soldAt: event.at },
    basket: { total: eur(minor), taxesMinor: 0, lines: event.lines, tenders, redemptions: [] },
  };
  await reportPurchase(context, place, report, () => ({}));
}

async function newTeller(context: Context): Promise<Teller> {
  const name = newId();
  return { name, memberId: await joinDirectly({ context }, `teller-${name}@example.com`) };
}

/** Everything that must be the same: each purchase by its receipt with its lot, and what the member holds. */
async function endOf({ store }: Context, { memberId, name }: Teller) {
  const purchases = await store.read
    .selectFrom('purchases')
    .select(['id', 'receipt_number', 'tier_id', 'points', 'counted', 'counted_back'])
    .where('member_id', '=', memberId)
    .execute();
  const lots = await store.read
    .selectFrom('lots')
    .select(['id', 'remaining', 'expires_at', 'available_at'])
    .where('member_id', '=', memberId)
    .execute();
  const lotOf = new Map(lots.map(({ id, ...lot }) => [id, lot]));
  const member = await store.read
    .selectFrom('members')
    .select(['balance', 'debt'])
    .where('id', '=', memberId)
    .executeTakeFirstOrThrow();
  const rows = purchases.map(({ id, receipt_number, ...row }) => {
    const { remaining = 0, ...lot } = lotOf.get(`purchase:${id}`) ?? {};
    // A lot that was opened and emptied again is as good as none.
    const left = remaining > 0 ? { ...lot, remaining } : null;
    return { receipt: receipt_number.slice(name.length), ...row, left };
  });
  return { ...member, purchases: rows.sort((a, b) => (a.receipt < b.receipt ? -1 : 1)) };
}

/**
 * Tells one history in order to one member, and shuffled with repetitions to another.
 * @throws AssertionError when they do not end with the same balance, lots and tiers
 * @returns how many reports the server was told, repetitions included
 */
export async function playHistory(context: Context, seed: number): Promise<number> {
  const random = randomFrom(seed * 7_919 + 1);
  const events = historyOf(random, context.now() - historyDays * day);
  const mixed = shuffled(random, events);
  const [inOrder, inAnyOrder] = [await newTeller(context), await newTeller(context)];
  for (const event of events) await tell(context, inOrder, event);
  for (const event of mixed) await tell(context, inAnyOrder, event);
  assert.deepEqual(
    await endOf(context, inAnyOrder),
    await endOf(context, inOrder),
    `history ${seed}`,
  );
  return events.length + mixed.length;
}

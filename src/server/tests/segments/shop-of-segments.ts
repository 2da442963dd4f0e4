import assert from 'node:assert/strict';
import { toSpend } from '#domain/points/debt.ts';
import type { Program } from '#domain/program/program.ts';
import type { Segment } from '#domain/segments/segment.ts';
import { noEnd } from '#domain/segments/spans.ts';
import { changeMember, membersInOrder } from '#server/storage/people/members.ts';
import { holdingOf } from '#server/storage/points/holdings.ts';
import { countBoth } from '#server/storage/segments/segment-turns.ts';
import { posAt } from '#server/tests/kit/counter.ts';
import { joinDirectly, joinedLongAgo } from '#server/tests/kit/join-directly.ts';
import { type Random, randomFrom } from '#server/tests/kit/model/history.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { readWork, transact } from '#server/usecases/ground/work.ts';
import { adjustPoints } from '#server/usecases/members/adjust-points.ts';
import { changeBirthday } from '#server/usecases/occasions/change-birthday.ts';
import { noteShown } from '#server/usecases/points/notices.ts';
import { eraseMember } from '#server/usecases/rights/erase.ts';
import { countSegments } from '#server/usecases/segments/count-segments.ts';
import { keepSegments } from '#server/usecases/segments/keep-segments.ts';
import { grantTier } from '#server/usecases/standing/grant-tier.ts';
import { segmentsOf } from '#server/usecases/standing/member-segments.ts';
import { tierOfMember } from '#server/usecases/standing/member-tier.ts';

export const day = 24 * 60 * 60_000;
const name = { en: 'S' };

/** One for each thing that can be asked, and some together. */
export const segments: readonly Segment[] = [
  { id: 'month', name, all: [{ kind: 'bought', times: 2, within: { period: 'month' } }] },
  { id: 'week', name, all: [{ kind: 'not-bought', within: { period: 'week' } }] },
  {
    id: 'bread',
    name,
    all: [
      { kind: 'bought', times: 2, goods: { categories: ['bread'] }, within: { days: 20 } },
      { kind: 'not-bought', goods: { categories: ['cake'] } },
      { kind: 'tier', tiers: ['member', 'silver'] },
    ],
  },
  { id: 'product', name, all: [{ kind: 'bought', times: 1, goods: { products: ['mug-1'] } }] },
  { id: 'place', name, all: [{ kind: 'bought', times: 1, stores: ['harbour'] }] },
  { id: 'spent', name, all: [{ kind: 'spent', atLeastMinor: 30_000, within: { days: 90 } }] },
  { id: 'silver', name, all: [{ kind: 'tier', tiers: ['silver', 'gold'] }] },
  { id: 'points', name, all: [{ kind: 'points', atLeast: 160, atMost: 900 }] },
  { id: 'poor', name, all: [{ kind: 'points', atMost: 149 }] },
  { id: 'arabic', name, all: [{ kind: 'language', languages: ['ar'] }] },
  { id: 'born', name, all: [{ kind: 'birthday', months: [1, 2, 3] }] },
  { id: 'young', name, all: [{ kind: 'joined', atLeastDays: 3, atMostDays: 40 }] },
];

export const program: Program = {
  ...testProgram,
  segments,
  pending: { days: 5, tiers: 'when-available' },
};

/** How many members each segment has, asked one member at a time as a reward asks. */
export async function askedOneByOne(t: Tillpass): Promise<Record<string, number>> {
  const work = await readWork(t.context);
  const counts: Record<string, number> = Object.fromEntries(segments.map(({ id }) => [id, 0]));
  for (const { id: memberId } of await membersInOrder(work.db, '', 1_000)) {
    const { tier } = await tierOfMember(work, memberId);
    const spendable = toSpend(await holdingOf(work.db, memberId), work.at);
    const ids = segments.map(({ id }) => id);
    const asked = { ids, at: work.at, tier, spendable };
    for (const id of await segmentsOf(work, memberId, asked)) counts[id] = (counts[id] ?? 0) + 1;
  }
  return counts;
}

export async function counted(t: Pick<Tillpass, 'context'>) {
  const all = await countSegments(t.context, 'en');
  const how = new Set(all.map((one) => one.counted));
  return {
    how: [...how].join(),
    members: Object.fromEntries(all.map((one) => [one.id, one.members])),
  };
}

/** At each instant at which somebody turns, and around now, the turns add up to the spans. */
export async function turnsAddUp(t: Pick<Tillpass, 'context'>): Promise<void> {
  const { read } = t.context.store;
  const spans = await read.selectFrom('segment_spans').selectAll().execute();
  const now = t.context.now();
  // Before ten minutes ago they may have been folded.
  const turns = spans.flatMap((span) => [span.from_at, span.until_at - 1, span.until_at]);
  const instants = [...new Set([now, now + day, ...turns])].filter(
    (at) => at >= now - 600_000 && at < noEnd,
  );
  for (const key of new Set(spans.map((span) => span.segment_key)))
    for (const at of instants) {
      const counts = await countBoth(read, { key, at });
      assert.equal(counts.turns, counts.spans, `${key} at ${at}`);
    }
}

/** Keeps them until there is nothing more to do. A new wording is swept ten minutes after it was seen. */
export async function kept(t: Tillpass): Promise<void> {
  while (await keepSegments(t.context)) {}
}

export interface Shop {
  readonly t: Tillpass;
  readonly random: Random;
  readonly members: { id: string; number: string }[];
  /** Receipts of what has not come back whole. */
  readonly sold: string[];
}

let receipts = 0;

/** Something that happens in a shop, to somebody. */
export async function happen({ t, random, members, sold }: Shop): Promise<void> {
  const who = members[random(members.length)] as Shop['members'][number];
  const till = ['main-1', 'main-2', 'harbour-1'][random(3)] as string;
  const what = random(12);
  if (what < 5) {
    const receiptNumber = `K-${++receipts}`;
    const minors = [1_000 + random(20_000), 500 + random(500)];
    const categories = ['Bread > Rye', 'bread', 'Cake', 'Tea'];
    const lines = minors.map((minor, n) => ({
      id: `${n}`,
      minor,
      categories: [categories[random(4)]],
      ...(random(5) === 0 && { sku: 'MUG-1' }),
    }));
    const { status, text } = await posAt(t, till).purchase({
      receiptNumber,
      member: { number: who.number },
      // A till's clock may be some minutes fast, and a report late.
      soldAt: new Date(t.clock.now() + 120_000 - random(40) * random(2) * day).toISOString(),
      total: { minor: (minors[0] as number) + (minors[1] as number), currency: 'EUR' },
      lines,
    });
    assert.equal(status, 200, text);
    sold.push(`${till} ${receiptNumber}`);
  } else if (what < 7 && sold.length > 0) {
    const [at = '', receipt = ''] = (sold[random(sold.length)] as string).split(' ');
    const line = random(2) === 0 ? { lines: [{ id: '1', minor: 500 }] } : {};
    // What is back already is refused, and changes nothing.
    await posAt(t, at).return(receipt, `B-${++receipts}`, line);
  } else if (what === 7) {
    const points = 20 + random(300);
    const id = `00000000-0000-4000-9000-${String(++receipts).padStart(12, '0')}`;
    await adjustPoints(t.context, { memberId: who.id, id, points, why: { en: 'so' } });
  } else if (what === 8) {
    const language = random(2) === 0 ? 'ar' : 'en';
    await transact(t.context, (work) => changeMember(work, who.id, { language }));
  } else if (what === 9) {
    const birthday = random(3) === 0 ? null : { month: 1 + random(12), day: 1 };
    const session = { memberId: who.id, placement: null };
    await changeBirthday(t.context, session, { birthday, language: 'en' });
  } else if (what === 10) {
    await noteShown(t.context, who.id);
    await grantTier(t.context, {
      memberId: who.id,
      tierId: 'silver',
      until: t.clock.now() + (1 + random(30)) * day,
    });
  } else if (random(3) === 0 && members.length > 4) {
    const [gone] = members.splice(random(members.length), 1);
    await eraseMember(t.context, gone?.id ?? '', 'support');
  } else {
    members.push(await joined(t, `new-${++receipts}@example.com`));
  }
}

export async function joined(t: Tillpass, address: string) {
  const id = await joinDirectly(t, address);
  await joinedLongAgo(t, { id });
  const row = await t.context.store.read
    .selectFrom('members')
    .select('number')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return { id, number: row.number };
}

/** A shop of some members whose segments are kept. */
export async function keptShop(own: Program = program): Promise<Shop> {
  const t = await startTillpass({ program: own });
  const members = [];
  for (const n of [1, 2, 3, 4]) members.push(await joined(t, `kept-${n}@example.com`));
  await kept(t);
  t.clock.turn(601_000);
  await kept(t);
  return { t, random: randomFrom(86), members, sold: [] };
}

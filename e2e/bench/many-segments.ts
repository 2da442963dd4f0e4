// So many members with spans in two segments, over DATA_DIR or DATABASE_URL: how long a count takes, how long the job needs for a member, and
// what a purchase costs with and without the mark that its member's spans are to be made anew. Arguments: members, and how many of
// them have bought ten times; the spans of the others are written in the same form. Prints what it took as JSON.
import { type RawBuilder, sql } from 'kysely';
import { posApi } from '#contract/paths.ts';
import type { Segment } from '#domain/segments/segment.ts';
import { noEnd } from '#domain/segments/spans.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { countSegments } from '#server/usecases/segments/count-segments.ts';
import { keepSegments } from '#server/usecases/segments/keep-segments.ts';
import { appOver, newMember, newProgram } from './members.ts';
import type { SegmentsTook } from './segments.ts';

const [members = 0, buyers = 0] = process.argv.slice(2).map(Number);
const { context: real, posKey } = await newProgram();
/** A new wording is swept ten minutes after it was seen, for which nobody waits here. */
let aheadMs = 0;
const context = { ...real, now: () => real.now() + aheadMs };
const write = (statement: RawBuilder<unknown>) =>
  context.store.transact(({ db }) => statement.execute(db), 'at length');
const dayMs = 86_400_000;

const lovers: Segment = {
  id: 'lovers',
  name: { en: 'Bread lovers' },
  all: [
    { kind: 'bought', times: 3, goods: { categories: ['bread'] }, within: { days: 60 } },
    { kind: 'not-bought', goods: { categories: ['cake'] } },
    { kind: 'tier', tiers: ['member'] },
  ],
};
const quiet: Segment = {
  id: 'quiet',
  name: { en: 'Quiet' },
  all: [
    { kind: 'joined', atLeastDays: 90 },
    { kind: 'not-bought', within: { days: 30 } },
  ],
};

const { program: first } = await readWork(context);
const app = await appOver(context);
const saleMs = await measureSales();
await fill();
await loadProgram(context, { ...first, segments: [lovers, quiet] });
const lookMs = await sweepBuyers();
await fillOthers();
const counted = await countTimes(0);
const besideDue = await countTimes(200);
await app.close();
await context.store.close();
const took: SegmentsTook = { saleMs, lookMs, counted, besideDue };
process.stdout.write(JSON.stringify(took));

/** Purchases one after the other, in turn with the index of marks and without it. */
async function measureSales(): Promise<SegmentsTook['saleMs']> {
  const memberId = await newMember(context);
  const took = { marked: [] as number[], unmarked: [] as number[] };
  const index = 'member_news_to_look_at';
  for (let round = 0; round < 6; round += 1) {
    await write(sql`drop index ${sql.ref(index)}`);
    took.unmarked.push(...(await sell(memberId, round)));
    await write(sql`create index ${sql.ref(index)} on member_news (look_at, member_id)
      where look_at is not null`);
    took.marked.push(...(await sell(memberId, round)));
  }
  return took;
}

/** The first of each round warm up. */
async function sell(memberId: string, round: number): Promise<number[]> {
  const took: number[] = [];
  for (let n = 0; n < 40; n += 1) {
    const from = performance.now();
    const { statusCode, body } = await app.inject({
      method: 'POST',
      url: posApi.purchases,
      headers: { authorization: `Bearer ${posKey}`, 'idempotency-key': crypto.randomUUID() },
      payload: {
        member: { memberId },
        receiptNumber: crypto.randomUUID(),
        soldAt: new Date(context.now()).toISOString(),
        total: { minor: 100 + round, currency: first.currency },
        lines: [{ id: '1', minor: 100 + round, categories: ['bread'] }],
      },
    });
    if (statusCode !== 200) throw new Error(body);
    if (n >= 10) took.push(performance.now() - from);
  }
  return took;
}

/** Everybody, and of those who buy ten purchases of three lines over the last months. */
async function fill(): Promise<void> {
  const now = context.now();
  const people = (count: number) =>
    sql`people(n) as (select 1 union all select n + 1 from people where n < ${sql.lit(count)})`;
  const sales = sql`sales(k) as (select 0 union all select k + 1 from sales where k < 9)`;
  const id = sql`('m' || (10000000 + n))`;
  const purchase = sql`('p' || (10000000 + n) || '-' || k)`;
  await context.store.transact(async ({ db }) => {
    await sql`insert into members
        (id, number, address, language, joined_at, balance, debt, last_seq)
      with recursive ${people(members)}
      select ${id}, ${id}, ${id}, 'en', ${sql.lit(now - 300 * dayMs)}, 0, 0, 0 from people`.execute(
      db,
    );
    await sql`insert into purchases (member_id, id, till_id, receipt_number, store_id, at,
        reported_at, minor, currency, taxes, tip, rounding, tenders, channel, points, tier_id, counted, counted_back)
      with recursive ${people(buyers)}, ${sales}
      select ${id}, ${purchase}, 'bench', ${purchase}, 'main-street', ${sql.lit(now)} - k * cast(${sql.lit(12 * dayMs)} as bigint) - n, ${sql.lit(now)},
        900, ${first.currency}, 0, 0, 0, '[]', 'store', 9, 'member', 900, 0 from people, sales`.execute(
      db,
    );
    for (const [number, category] of [`["Bread > Rye"]`, `["Tea"]`, `["Milk"]`].entries())
      await sql`insert into purchase_lines (member_id, purchase_id, id, number, minor, categories)
        with recursive ${people(buyers)}, ${sales}
        select ${id}, ${purchase}, ${String(number)}, ${sql.lit(number)}, 300,
          case when n % 3 = 0 and k = 9 then '["Cake"]' else ${category} end
        from people, sales`.execute(db);
  }, 'at length');
}

/** The job itself, over those who have bought. @returns how long it took for each member */
async function sweepBuyers(): Promise<number> {
  await keepSegments(context);
  aheadMs = 601_000;
  const from = performance.now();
  for (let rounds = Math.ceil(buyers / 50); rounds > 0; rounds -= 1) await keepSegments(context);
  return (performance.now() - from) / buyers;
}

/** What the job would have written for the others: nine of ten are quiet, a third loves bread. */
async function fillOthers(): Promise<void> {
  await context.store.transact(async ({ db }) => {
    const sweeps = await db.selectFrom('segment_sweeps').selectAll().execute();
    const after = sweeps[0]?.after_member_id ?? '';
    for (const [index, { segment_key: key }] of sweeps.entries())
      await sql`insert into segment_spans (segment_key, member_id, from_at, until_at)
        select ${key}, id, ${sql.lit(context.now() - dayMs)}, ${sql.lit(noEnd)} from members
        where id > ${after} and ${index === 0 ? sql`id not like '%3'` : sql`(id like '%1' or id like '%4' or id like '%7')`}`.execute(
        db,
      );
    await sql`insert into member_news (member_id, version, look_at)
      select id, 1, null from members where id > ${after} and id like 'm%'`.execute(db);
    await sql`update segment_sweeps set done_at = ${sql.lit(context.now())}`.execute(db);
  }, 'at length');
  while (await keepSegments(context)) {}
  await write(sql`analyze`);
}

/** Counts of both segments, beside so many members who have just changed. */
async function countTimes(due: number): Promise<SegmentsTook['counted']> {
  await write(sql`update member_news set look_at = 0 where member_id in
    (select id from members where id like 'm%' order by id limit ${due})`);
  const ms: number[] = [];
  let all = 0;
  for (let n = 0; n < 20; n += 1) {
    const from = performance.now();
    const counts = await countSegments(context, 'en');
    ms.push(performance.now() - from);
    if (counts.some(({ counted: how }) => how !== 'kept')) throw new Error('not by what is kept');
    all = counts.reduce((sum, one) => sum + one.members, 0);
  }
  return { ms, members: all };
}

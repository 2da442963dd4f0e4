// A grown shop on SQLite (DATA_DIR), and each thing that a server does on nobody's behalf, in turn: how much of a processor its longest turn of the
// event loop takes, in which nobody is answered. Argument: how many members. Prints JSON.
import { sql } from 'kysely';
import { purgedAtOnce } from '#server/storage/db/dialect.ts';
import { purgeKeys } from '#server/storage/till/idempotency-keys.ts';
import { sumNextDay } from '#server/usecases/points/sum-days.ts';
import { eraseMember } from '#server/usecases/rights/erase.ts';
import { expireDue } from '#server/usecases/vouchers/expire.ts';
import type { Turns } from './holds.ts';
import { newProgram } from './members.ts';

const dayMs = 24 * 60 * 60_000;
const members = Number(process.argv[2]);
const { context: real } = await newProgram();
const { store } = real;
/** All that is filled in happened at noon of a day, so that day is the largest that there can be. */
const filledAt = Math.floor(Date.now() / dayMs) * dayMs - 1.5 * dayMs;
const endsAt = filledAt + 10 * dayMs;
await fill();
const at = (time: number) => ({ ...real, now: () => time });
const now = at(Date.now());

/** At most so many rounds of each: the first members say what the next ones do. */
const roundsAtMost = 60;
const rounds = async (round: () => Promise<unknown>) => {
  for (let n = 0; n < roundsAtMost; n += 1) {
    const more = await round();
    if (more === false || more === 0) return;
  }
};

const jobs: Readonly<Record<string, () => Promise<unknown>>> = {
  'figures: a day is added up': () => sumNextDay(now),
  'clock: points end': () => rounds(() => expireDue(at(endsAt + dayMs))),
  'a member is erased': () => eraseMember(now, 'm1', 'member'),
  'clock: kept answers go': () =>
    rounds(async () => {
      const gone = await store.transact((tx) => purgeKeys(tx, filledAt + 40 * dayMs), 'at length');
      return gone === purgedAtOnce;
    }),
};

const found: Record<string, Turns> = {};
for (const [name, job] of Object.entries(jobs)) found[name] = await turnsOf(job);
await store.close();
process.stdout.write(JSON.stringify(found));
process.exit();

/** What the thread itself computed between two turns: what neighbours take of the machine does not count. */
async function turnsOf(job: () => Promise<unknown>): Promise<Turns> {
  const tookMs: number[] = [];
  let over = false;
  let last = process.threadCpuUsage();
  const turned = new Promise<void>((resolve) => {
    const turn = () => {
      const { user, system } = process.threadCpuUsage(last);
      tookMs.push((user + system) / 1_000);
      last = process.threadCpuUsage();
      if (over) resolve();
      else setImmediate(turn);
    };
    setImmediate(turn);
  });
  await job();
  over = true;
  await turned;
  tookMs.sort((a, b) => a - b);
  return {
    turns: tookMs.length,
    inAllMs: tookMs.reduce((sum, ms) => sum + ms, 0),
    thirdMs: tookMs.at(-3) ?? 0,
    longestMs: tookMs.at(-1) ?? 0,
  };
}

/** Members with three lots each, and three answers that a till may ask for again. */
async function fill(): Promise<void> {
  const upTo = (name: string, count: number) =>
    sql`${sql.ref(name)}(n) as (select 1 union all select n + 1 from ${sql.ref(name)} where n < ${sql.lit(count)})`;
  const people = upTo('people', members);
  const three = upTo('three', 3);
  await store.transact(async ({ db }) => {
    await sql`insert into members (id, number, address, first_name, language, joined_at, joined_store_id, proved_at, balance, debt, last_seq)
      with recursive ${people} select 'm' || n, 'm' || n, 'm' || n || '@shop.example', null, 'en', ${sql.lit(filledAt)}, null, ${sql.lit(filledAt)}, 30, 0, 3 from people`.execute(
      db,
    );
    await sql`insert into ledger_entries (member_id, seq, kind, points, draws, cause, balance_after, at, lot_expires_at, details, program_version)
      with recursive ${people}, ${three}
      select 'm' || people.n, three.n, 'accrual', 10, '[{"lotId":"adjustment:' || three.n || '","points":10}]', 'adjustment:' || three.n,
        three.n * 10, ${sql.lit(filledAt)}, ${sql.lit(endsAt)}, '{"rule":"welcome"}', 1 from people, three`.execute(
      db,
    );
    await sql`insert into lots (member_id, id, remaining, expires_at, untold, notice_step, look_at)
      with recursive ${people}, ${three}
      select 'm' || people.n, 'adjustment:' || three.n, 10, ${sql.lit(endsAt)}, 0, 0, ${sql.lit(endsAt)} from people, three`.execute(
      db,
    );
    await sql`insert into idempotency_keys (till_id, key, fingerprint, status, body, at)
      with recursive ${people}, ${three}
      select 'main-1', 'k' || people.n || '-' || three.n, 'f', 200, '{"id":"' || hex(zeroblob(200)) || '"}', ${sql.lit(filledAt)} from people, three`.execute(
      db,
    );
  }, 'at length');
}

// A grown shop (DATA_DIR, DATABASE_URL), and each thing that a server does on nobody's behalf, in turn: how much of a processor its longest turn of the
// event loop takes, in which nobody is answered. Argument: how many members. Prints JSON.
import { sql } from 'kysely';
import { isPostgres, purgedAtOnce } from '#server/storage/db/dialect.ts';
import { purgeKeys } from '#server/storage/till/idempotency-keys.ts';
import { sumNextDay } from '#server/usecases/points/sum-days.ts';
import { eraseMember } from '#server/usecases/rights/erase.ts';
import { expireDue } from '#server/usecases/vouchers/expire.ts';
import { fillLots, upTo } from './fill-lots.ts';
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
  await store.transact(async (tx) => {
    const openedAt = filledAt;
    await fillLots(tx, { members, lots: 3, joinedAt: filledAt, openedAt, endsAt, lookAt: endsAt });
    const body = isPostgres(tx.db) ? sql`repeat('0', 400)` : sql`hex(zeroblob(200))`;
    await sql`insert into idempotency_keys (till_id, key, fingerprint, status, body, at)
      with recursive ${upTo('people', members)}, ${upTo('three', 3)}
      select 'main-1', 'k' || people.n || '-' || three.n, 'f', 200, '{"id":"' || ${body} || '"}', ${sql.lit(filledAt)} from people, three`.execute(
      tx.db,
    );
  }, 'at length');
}

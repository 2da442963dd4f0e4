import { setTimeout as sleep } from 'node:timers/promises';
import { CompiledQuery, Kysely, PostgresDialect, type PostgresPool, sql } from 'kysely';
import pg from 'pg';
import type { Live } from '#server/storage/db/live.ts';
import { LocalLive, type StorageLog } from '#server/storage/db/local-live.ts';
import { countNews } from '#server/storage/db/member-news.ts';
import { migrate } from '#server/storage/db/migrate.ts';
import {
  emptyDatabase,
  hasOldPlan,
  mayRunAgain,
  unreachable,
} from '#server/storage/db/postgres-faults.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import { isUnfinished } from '#server/storage/db/storage-unavailable.ts';
import type { Connections, Store, Tx } from '#server/storage/db/store.ts';
import { markInside, refuseNesting } from '#server/storage/db/store.ts';
import type { Deadlines } from './deadlines.ts';
import { keepEventsInOrder } from './postgres-event-order.ts';
import { PostgresListener } from './postgres-listener.ts';
import { leadingPool, Primary } from './postgres-primary.ts';
import { servingPool } from './postgres-serving.ts';
import { connectionOf, poolSize, wholeNumbers } from './postgres-settings.ts';
import { demandWhole } from './unfinished-move.ts';

/** How often a transaction is tried. A deadlock is rare and a second one rarer, so what fails this often is our bug. */
const attemptsAtMost = 5;
/** Long enough for the other one to finish, short enough that the waiting person does not notice. */
const retryStepMs = 10;

interface PostgresOptions {
  readonly databaseUrl: string;
  readonly log: StorageLog;
  /** For the pause before another attempt, so that two do not meet again. */
  readonly randomBytes: (length: number) => Uint8Array;
  /** Whether tables are made if there are none. */
  readonly makes: boolean;
  /** Whether the tables stay as they are, of whatever version. */
  readonly asItIs: boolean;
  /** Whether it is opened to go on with a move into it. */
  readonly moves: boolean;
  readonly deadlines: Deadlines | null;
}

/** A database that hangs does not say goodbye. Nothing is open by then, so nothing is lost. */
const closeWithinMs = 1_000;

/**
 * Opens the database and brings its tables up to this version.
 * @throws StorageUnavailable when it can't be reached, does not let us in, or is being moved into
 */
export async function openPostgres(
  options: PostgresOptions,
): Promise<{ store: Store; live: Live; connections: () => readonly Connections[] }> {
  const { databaseUrl, log } = options;
  const primary = Primary.of(databaseUrl);
  const poolOf = (deadlines: Deadlines | null) => poolFor(options, deadlines, primary);
  const over = (pool: pg.Pool, deadlines: Deadlines | null, first: string | null = null) =>
    databaseOver(servedBy(pool, deadlines, primary), first);
  // Tables may take long to change, and nobody waits for an answer yet.
  const preparing = over(poolOf(null), null);
  const pool = poolOf(options.deadlines);
  const writing = over(pool, options.deadlines);
  const atLength = over(pool, null);
  // Reads have connections of their own, which can't write and never wait for a transaction.
  const readPool = poolOf(options.deadlines);
  const reading = over(readPool, options.deadlines, readOnly);
  const live = new LocalLive(log);
  const listener = new PostgresListener(options, live, primary);
  try {
    if (!options.makes) await demandTables(preparing, databaseUrl);
    if (!options.moves) await demandWhole(preparing, databaseUrl);
    // Tables that are being filled are of the version that began it, which whoever goes on compares.
    if (!options.asItIs && !(await isUnfinished(preparing))) {
      await migrate(preparing);
      await keepEventsInOrder(preparing);
    }
    await listener.start();
  } catch (fault) {
    await Promise.allSettled([listener.close(), writing.destroy(), reading.destroy()]);
    throw unreachable(databaseUrl, fault);
  } finally {
    await preparing.destroy();
  }
  const tell = (told: ReadonlySet<string>) => {
    for (const topic of told) live.publish(topic);
    listener.tellOthers(told);
  };
  const underWay = new Set<Promise<unknown>>();
  let closed = false;
  const store: Store = {
    read: reading,
    transact: async (work, pace) => {
      if (closed) throw new Error('the store is closed');
      const committed = pace
        ? transact(atLength, options, unhurried(work))
        : transact(writing, options, work);
      // What was told belongs to the work: closing waits for it.
      const running = committed.then(({ value, told }) => {
        tell(told);
        return value;
      });
      underWay.add(running);
      return running.finally(() => underWay.delete(running));
    },
    lockMember,
    // Its log is read by the server alone, and is not in a dump; its own housekeeping clears dead rows.
    scrub: async () => {},
    close: async () => {
      closed = true;
      // Between two attempts the work has no connection, so the pool alone would not wait for it.
      await Promise.allSettled(underWay);
      const goodbyes = [listener.close(), writing.destroy(), reading.destroy()];
      await Promise.race([Promise.all(goodbyes), sleep(closeWithinMs, null, { ref: false })]);
    },
  };
  return { store, live, connections: () => [countIn('write', pool), countIn('read', readPool)] };
}

const countIn = (
  name: Connections['pool'],
  { totalCount, idleCount, waitingCount }: pg.Pool,
): Connections => ({
  pool: name,
  busy: totalCount - idleCount,
  idle: idleCount,
  waiting: waitingCount,
});

async function demandTables(db: Kysely<Tables>, databaseUrl: string): Promise<void> {
  const { rows } = await sql<{ found: string | null }>`
    select to_regclass('programs')::text as found`.execute(db);
  if (!rows[0]?.found) throw emptyDatabase(databaseUrl);
}

/** The same work, whose statements may take as long as they need. It waits for locks as everybody does. */
const unhurried =
  <T>(work: (tx: Tx) => Promise<T>) =>
  async (tx: Tx): Promise<T> => {
    await sql`set local statement_timeout = 0`.execute(tx.db);
    return work(tx);
  };

function poolFor(
  { databaseUrl, log }: PostgresOptions,
  deadlines: Deadlines | null,
  primary: Primary | null,
): pg.Pool {
  const pool = new pg.Pool({
    ...connectionOf(databaseUrl, deadlines, primary),
    max: poolSize,
    types: wholeNumbers,
  });
  // A broken idle connection is replaced at the next query. Without a listener the event would end the process.
  pool.on('error', (fault) => log.warn({ err: fault }, 'a database connection broke'));
  // The pool only hears idle connections. One that breaks between two statements makes the next statement fail; its
  // event would end the process too.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

const readOnly = 'set default_transaction_read_only = on';

function servedBy(pool: pg.Pool, deadlines: Deadlines | null, primary: Primary | null) {
  const leading = leadingPool(pool, primary);
  // Kysely asks a pool for what every one of pg's connections has.
  return deadlines
    ? servingPool(leading, deadlines.answerMs, primary)
    : (leading as unknown as PostgresPool);
}

/** @param first a statement that every new connection runs first */
function databaseOver(pool: PostgresPool, first: string | null): Kysely<Tables> {
  return new Kysely<Tables>({
    dialect: new PostgresDialect({
      pool,
      ...(first && {
        onCreateConnection: async (connection) => {
          await connection.executeQuery(CompiledQuery.raw(first));
        },
      }),
    }),
  });
}

/** What a transaction came to, and the topics that it tells of. */
interface Committed<T> {
  readonly value: T;
  readonly told: ReadonlySet<string>;
}

async function transact<T>(
  db: Kysely<Tables>,
  options: PostgresOptions,
  work: (tx: Tx) => Promise<T>,
): Promise<Committed<T>> {
  refuseNesting();
  let oldPlans = 0;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(db, work);
    } catch (fault) {
      // The connection has gone with its old plans, and there are only so many.
      if (hasOldPlan(fault) && oldPlans++ < poolSize) continue;
      if (attempt >= attemptsAtMost || !mayRunAgain(fault)) throw fault;
      const [byte = 0] = options.randomBytes(1);
      await sleep(retryStepMs * attempt * (1 + byte / 128));
    }
  }
}

const once = <T>(db: Kysely<Tables>, work: (tx: Tx) => Promise<T>): Promise<Committed<T>> =>
  db.transaction().execute(async (trx) => {
    const told = new Set<string>();
    const value = await markInside(() => work({ db: trx, tell: (topic) => void told.add(topic) }));
    await countNews(trx, told);
    return { value, told };
  });

/** NO KEY: rows that only name the member (a new session, a purchase) need not wait. */
async function lockMember(tx: Tx, memberId: string): Promise<void> {
  await tx.db
    .selectFrom('members')
    .select('id')
    .where('id', '=', memberId)
    .forNoKeyUpdate()
    .execute();
}

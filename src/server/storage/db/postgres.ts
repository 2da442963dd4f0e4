import { setTimeout as sleep } from 'node:timers/promises';
import { CompiledQuery, Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { countNews } from '#server/storage/db/member-news.ts';
import type { Live } from './live.ts';
import { LocalLive, type StorageLog } from './local-live.ts';
import { migrate } from './migrate.ts';
import { markInside, refuseNesting } from './nesting.ts';
import { keepEventsInOrder } from './postgres-event-order.ts';
import { mayRunAgain, unreachable } from './postgres-faults.ts';
import { channel, PostgresListener } from './postgres-listener.ts';
import { connectionOf, poolSize, wholeNumbers } from './postgres-settings.ts';
import type { Tables } from './schema.ts';
import type { Store, Tx } from './store.ts';

/** A deadlock is rare and its second meeting rarer; what still fails then is a fault of ours. */
const attemptsAtMost = 5;
/** Long enough for the other to finish, short enough that the person waiting does not notice. */
const retryStepMs = 10;

interface PostgresOptions {
  readonly databaseUrl: string;
  readonly log: StorageLog;
  /** For the pause before another attempt: two that met should not meet again. */
  readonly randomBytes: (length: number) => Uint8Array;
}

/**
 * Opens the database and makes its tables.
 * @throws StorageUnavailable when it can't be reached or does not let us in
 */
export async function openPostgres(
  options: PostgresOptions,
): Promise<{ store: Store; live: Live }> {
  const { databaseUrl, log } = options;
  const writing = poolFor(options, null);
  // Reads have connections of their own, which can't write and never wait for a transaction to end.
  const reading = poolFor(options, 'set default_transaction_read_only = on');
  const live = new LocalLive(log);
  const listener = new PostgresListener(databaseUrl, live, log);
  try {
    await migrate(writing);
    await keepEventsInOrder(writing);
    await listener.start();
  } catch (fault) {
    await Promise.allSettled([listener.close(), writing.destroy(), reading.destroy()]);
    throw unreachable(databaseUrl, fault);
  }
  const underWay = new Set<Promise<unknown>>();
  let closed = false;
  const store: Store = {
    read: reading,
    transact: async (work) => {
      if (closed) throw new Error('the store is closed');
      const running = transact(writing, options, work);
      underWay.add(running);
      return running.finally(() => underWay.delete(running));
    },
    lockMember,
    close: async () => {
      closed = true;
      // Work between two attempts holds no connection, so the pool alone would not wait for it.
      await Promise.allSettled(underWay);
      await listener.close();
      await Promise.all([writing.destroy(), reading.destroy()]);
    },
  };
  return { store, live };
}

function poolFor({ databaseUrl, log }: PostgresOptions, first: string | null): Kysely<Tables> {
  const pool = new pg.Pool({
    ...connectionOf(databaseUrl),
    max: poolSize,
    types: wholeNumbers,
  });
  // An idle connection that breaks is replaced at the next query; unheard, the event would end the process.
  pool.on('error', (fault) => log.warn({ err: fault }, 'a database connection broke'));
  // The pool hears only idle ones. One that breaks between two statements of a transaction fails the next of
  // them; the event itself would end the process too.
  pool.on('connect', (client) => client.on('error', () => {}));
  return new Kysely({
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

async function transact<T>(
  db: Kysely<Tables>,
  options: PostgresOptions,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  refuseNesting();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(db, work);
    } catch (fault) {
      if (attempt >= attemptsAtMost || !mayRunAgain(fault)) throw fault;
      const [byte = 0] = options.randomBytes(1);
      await sleep(retryStepMs * attempt * (1 + byte / 128));
    }
  }
}

const once = <T>(db: Kysely<Tables>, work: (tx: Tx) => Promise<T>): Promise<T> =>
  db.transaction().execute(async (trx) => {
    const told = new Set<string>();
    const value = await markInside(() => work({ db: trx, tell: (topic) => void told.add(topic) }));
    await countNews(trx, told);
    // PostgreSQL holds a notice back until the commit and drops it on a rollback.
    if (told.size > 0) {
      await sql`select pg_notify(${channel}, topic) from unnest(${[...told]}::text[]) as topic`.execute(
        trx,
      );
    }
    return value;
  });

/** NO KEY: rows that only name the member (a new session, a purchase) need not wait for it. */
async function lockMember(tx: Tx, memberId: string): Promise<void> {
  await tx.db
    .selectFrom('members')
    .select('id')
    .where('id', '=', memberId)
    .forNoKeyUpdate()
    .execute();
}

import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { serversOf } from '#server/storage/db/postgres-faults.ts';

/** Long enough for a server that answers, short enough that a request can still be answered by the other one. */
const askWithinMs = 1_000;
/** How long the others are waited for once one says that it takes writes. */
const othersWithinMs = 200;
/** A server that has become a standby answers as before, so the one in use is asked so often. */
const lookAgainMs = 1_000;

/** A server that takes writes. */
interface Found {
  readonly url: string;
  /** It grows by one with each promotion. */
  readonly timeline: number;
}

/**
 * Which of several servers takes writes: one of them does, the others follow it, and one of these takes its place when
 * it fails. It is looked for when it is needed, and again once it was suspected.
 */
export class Primary {
  readonly #servers: readonly string[];
  #known: Found | null = null;
  #looking: Promise<Found> | null = null;
  #lookedAt = 0;

  constructor(databaseUrl: string) {
    this.#servers = serversOf(databaseUrl);
  }

  /** @returns null where there is one server */
  static of(databaseUrl: string): Primary | null {
    return serversOf(databaseUrl).length > 1 ? new Primary(databaseUrl) : null;
  }

  /** The server in use; null: none is known at this moment. */
  get inUse(): string | null {
    return this.#known?.url ?? null;
  }

  /** @throws what the last server said, when none takes writes */
  async find(): Promise<string> {
    if (this.#known && performance.now() - this.#lookedAt > lookAgainMs) void this.#lookAgain();
    return (this.#known ?? (await this.#look())).url;
  }

  /** A connection to it broke, or it refused to write. */
  suspect(): void {
    this.#known = null;
  }

  async #lookAgain(): Promise<void> {
    this.#lookedAt = performance.now();
    try {
      await this.#look();
    } catch {
      // Its connections will say so themselves.
    }
  }

  #look(): Promise<Found> {
    this.#looking ??= latestOf(this.#servers)
      .then((found) => {
        this.#lookedAt = performance.now();
        this.#known = found;
        return found;
      })
      .finally(() => {
        this.#looking = null;
      });
    return this.#looking;
  }
}

/**
 * Of two that take writes, one was away while the other took its place: the other one, whose timeline is later, has what
 * was acknowledged since.
 */
async function latestOf(servers: readonly string[]): Promise<Found> {
  const asked = servers.map(askServer);
  await Promise.any(asked).catch((fault: AggregateError) => {
    throw noneOf(fault.errors);
  });
  await Promise.race([Promise.allSettled(asked), sleep(othersWithinMs, null, { ref: false })]);
  const answers = await Promise.all(
    asked.map((one) => Promise.race([one, null]).catch(() => null)),
  );
  const [latest] = answers.filter((one) => one !== null).sort((a, b) => b.timeline - a.timeline);
  if (!latest) throw new Error('no server takes writes');
  return latest;
}

/** What stands in a standby's place of the file of its log is asked of the primary alone, as a standby refuses it. */
const timelineOfPrimary = `select case when pg_is_in_recovery() then null
  else ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int end as timeline`;

const follows = () => new Error('every server follows another');

/** PostgreSQL's code for one that can't be had at this moment, unless a server gave another reason. */
function noneOf(faults: readonly unknown[]): unknown {
  const told = faults.find((fault) => fault instanceof Error && 'code' in fault);
  if (told) return told;
  const [first] = faults;
  const why = first instanceof Error ? first.message : String(first);
  return Object.assign(new Error(`no server takes writes: ${why}`), { code: '57P03' });
}

async function askServer(url: string): Promise<Found> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'tillpass primary',
    connectionTimeoutMillis: askWithinMs,
    query_timeout: askWithinMs,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ timeline: number | null }>(timelineOfPrimary);
    const timeline = rows[0]?.timeline;
    if (timeline == null) throw follows();
    return { url, timeline };
  } finally {
    client.end().catch(() => {});
  }
}

/** Which server a connection of ours leads to. */
const leadsTo = new WeakMap<object, string>();

/** Whether a connection leads to the server in use. */
const isOf = (primary: Primary, client: object): boolean =>
  primary.inUse !== null && leadsTo.get(client) === primary.inUse;

/** Connections of a pool that lead to the server in use: the others are closed when somebody would have got one. */
export function leadingPool(pool: pg.Pool, primary: Primary | null): ConnectingPool {
  if (!primary) return pool;
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      for (;;) {
        await primary.find();
        const client = await pool.connect();
        if (isOf(primary, client)) return client;
        client.release(true);
      }
    },
  };
}

/** The part of a pool that connections are had from. */
export interface ConnectingPool {
  readonly options: object;
  connect(): Promise<pg.PoolClient>;
  end(): Promise<void>;
}

/** Connections that lead to the server that takes writes when they are made. */
export function clientOf(primary: Primary): typeof pg.Client {
  return class extends pg.Client {
    // A pool gives a function and waits for its call, everybody else for the promise.
    override connect = ((connected?: (fault?: Error) => void) => {
      const made = this.#connect();
      if (!connected) return made;
      made.then(() => connected(), connected);
      return undefined;
    }) as pg.Client['connect'];

    async #connect(): Promise<void> {
      const url = await primary.find();
      const { hostname, port } = new URL(url);
      this.host = decodeURIComponent(hostname).replace(/^\[(.+)\]$/, '$1');
      this.port = Number(port || 5432);
      leadsTo.set(this, url);
      this.on('error', () => isOf(primary, this) && primary.suspect());
      try {
        await super.connect();
      } catch (fault) {
        primary.suspect();
        throw fault;
      }
    }
  };
}

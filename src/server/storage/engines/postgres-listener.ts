import pg from 'pg';
import type { LocalLive, StorageLog } from '#server/storage/db/local-live.ts';
import type { Primary } from './postgres-primary.ts';
import { connectionOf } from './postgres-settings.ts';

/** One channel for all topics: a channel for each member would cost a query for each page. */
const channel = 'tillpass';

const notice = 'select pg_notify($1, topic) from unnest($2::text[]) as topic';

/** How long a notice may be on its way. */
const answerWithinMs = 5_000;
const reconnectFirstMs = 250;
const reconnectAtMostMs = 5_000;

/** Tells the other processes what has changed here, and passes on to the listeners here what the others tell. */
export class PostgresListener {
  readonly #databaseUrl: string;
  readonly #primary: Primary | null;
  readonly #live: LocalLive;
  readonly #log: StorageLog;
  readonly #untold = new Set<string>();
  #telling: Promise<void> | null = null;
  #client: pg.Client | null = null;
  #retry: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(
    { databaseUrl, log }: { readonly databaseUrl: string; readonly log: StorageLog },
    live: LocalLive,
    primary: Primary | null,
  ) {
    this.#databaseUrl = databaseUrl;
    this.#primary = primary;
    this.#live = live;
    this.#log = log;
  }

  /** @throws Error when the first connection fails; later ones are tried again until they succeed */
  async start(): Promise<void> {
    const settings = connectionOf(this.#databaseUrl, null, this.#primary);
    const client = new (settings.Client ?? pg.Client)({
      ...settings,
      application_name: 'tillpass listener',
      query_timeout: answerWithinMs,
    });
    this.#client = client;
    let own: number | undefined;
    client.on('notification', ({ payload, processId }) => {
      if (payload && processId !== own) this.#live.publish(payload);
    });
    client.on('error', (fault) => this.#lost(client, fault));
    client.on('end', () => this.#lost(client, new Error('the connection ended')));
    await client.connect();
    const { rows } = await client.query<{ own: number }>('select pg_backend_pid() as own');
    own = rows[0]?.own;
    await client.query(`listen ${channel}`);
  }

  /**
   * Tells the other processes, after the commit: PostgreSQL lets only one transaction of the whole server commit at a
   * time that tells something. What is told meanwhile goes with the next notice. A process that is killed between the
   * commit and its notice tells nobody; whoever has to know looks again by itself.
   */
  tellOthers(topics: Iterable<string>): void {
    for (const topic of topics) this.#untold.add(topic);
    this.#telling ??= this.#tell().finally(() => {
      this.#telling = null;
    });
  }

  async #tell(): Promise<void> {
    for (let client = this.#client; client && this.#untold.size > 0; client = this.#client) {
      const topics = [...this.#untold];
      this.#untold.clear();
      try {
        await client.query(notice, [channel, topics]);
      } catch (fault) {
        // The connection is broken, or the network has gone without a word. The next one tells it.
        for (const topic of topics) this.#untold.add(topic);
        this.#lost(client, fault);
        return;
      }
    }
  }

  async close(): Promise<void> {
    await this.#telling;
    this.#closed = true;
    if (this.#retry) clearTimeout(this.#retry);
    const client = this.#client;
    this.#client = null;
    await client?.end();
  }

  /** A broken connection reports it twice (error, end); only the first one counts. */
  #lost(client: pg.Client, fault: unknown): void {
    if (this.#closed || this.#client !== client) return;
    this.#client = null;
    this.#log.warn({ err: fault }, 'the database listener lost its connection');
    client.end().catch(() => {
      // The connection is broken, so there is nothing to close.
    });
    this.#again(reconnectFirstMs);
  }

  #again(delayMs: number): void {
    this.#retry = setTimeout(async () => {
      try {
        await this.start();
        this.tellOthers([]);
        this.#live.publishAll();
      } catch {
        this.#client = null;
        if (!this.#closed) this.#again(Math.min(delayMs * 2, reconnectAtMostMs));
      }
    }, delayMs);
    // Waiting to connect again must not keep a process alive that wants to end.
    this.#retry.unref();
  }
}

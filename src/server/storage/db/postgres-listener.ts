import pg from 'pg';
import type { LocalLive, StorageLog } from './local-live.ts';
import { connectionOf } from './postgres-settings.ts';

/** One channel for all topics: a channel for each member would cost a query for each page. */
export const channel = 'tillpass';

const reconnectFirstMs = 250;
const reconnectAtMostMs = 5_000;

/** Hears what any process has told, this one too, and passes it to the listeners here. */
export class PostgresListener {
  readonly #databaseUrl: string;
  readonly #live: LocalLive;
  readonly #log: StorageLog;
  #client: pg.Client | null = null;
  #retry: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(databaseUrl: string, live: LocalLive, log: StorageLog) {
    this.#databaseUrl = databaseUrl;
    this.#live = live;
    this.#log = log;
  }

  /** @throws Error when the first connection fails; later ones are tried again until they succeed */
  async start(): Promise<void> {
    const client = new pg.Client(connectionOf(this.#databaseUrl, null));
    this.#client = client;
    client.on('notification', ({ payload }) => {
      if (payload) this.#live.publish(payload);
    });
    client.on('error', (fault) => this.#lost(client, fault));
    client.on('end', () => this.#lost(client, new Error('the connection ended')));
    await client.connect();
    await client.query(`listen ${channel}`);
  }

  async close(): Promise<void> {
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
      // It is broken; there is nothing to close.
    });
    this.#again(reconnectFirstMs);
  }

  #again(delayMs: number): void {
    this.#retry = setTimeout(async () => {
      try {
        await this.start();
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

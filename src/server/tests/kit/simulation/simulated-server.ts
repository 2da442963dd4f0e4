import type { FastifyInstance } from 'fastify';
import { type AppOptions, createApp } from '#server/http/create-app.ts';
import type { Store } from '#server/storage/db/store.ts';
import { type OpenOptions, openStore } from '#server/storage/engines/open.ts';
import { testContext } from '#server/tests/kit/context.ts';
import {
  copyClosed,
  copyOpenSqlite,
  openTestStore,
  removeClosed,
} from '#server/tests/kit/database.ts';
import { countingRandomBytes } from '#server/tests/kit/random.ts';
import { testAppOptions } from '#server/tests/kit/tillpass.ts';
import type { Context } from '#server/usecases/ground/context.ts';

/** The process ended here: whoever waited for an answer gets none. */
class Crash extends Error {}

/** Where the process ends: its transaction is lost with it, or it is stored and nobody is told. */
export type CrashPoint = 'before-commit' | 'after-commit';

interface Running {
  readonly store: Store;
  readonly app: FastifyInstance;
  readonly context: Context;
}

/** A server over a real database, which can end at any commit and come back, also over an older copy of its data. */
export class SimulatedServer {
  readonly #now: () => number;
  /** Goes on where it was after a crash, because no process makes the same random bytes again. */
  readonly #randomBytes: Context['randomBytes'];
  readonly #appOptions: AppOptions;
  #options: OpenOptions;
  #running: Running | null = null;
  #crashAt: CrashPoint | null = null;
  #hasCrashed = false;
  #backup: OpenOptions | null = null;

  private constructor(
    options: OpenOptions,
    { appOptions, now, seed }: { appOptions: AppOptions; now: () => number; seed: string },
  ) {
    this.#options = options;
    this.#appOptions = appOptions;
    this.#now = now;
    this.#randomBytes = countingRandomBytes(seed);
  }

  /** Over a database of its own with nothing in it. */
  static async start(now: () => number, seed: string): Promise<SimulatedServer> {
    const { store, options } = await openTestStore();
    await store.close();
    const appOptions = await testAppOptions();
    const server = new SimulatedServer(options, { appOptions, now, seed });
    await server.#open();
    return server;
  }

  get app(): FastifyInstance {
    return this.#up.app;
  }

  get context(): Context {
    return this.#up.context;
  }

  /** The store without crashes, to look into. */
  get store(): Store {
    return this.#up.store;
  }

  get hasBackup(): boolean {
    return this.#backup !== null;
  }

  /**
   * Lets the process end at the next transaction, if there is one before `work` is over.
   * @returns what came of it; null: the process ended
   */
  async crashingAt<T>(point: CrashPoint | null, work: () => Promise<T>): Promise<T | null> {
    this.#crashAt = point;
    try {
      const result = await work();
      return this.#hasCrashed ? null : result;
    } catch (error) {
      if (!this.#hasCrashed) throw error;
      return null;
    } finally {
      this.#crashAt = null;
    }
  }

  /** Starts again over the same data, after a crash or without one. */
  async restart(): Promise<void> {
    await this.#close();
    await this.#open();
  }

  /** Keeps the data as they are at this moment. PostgreSQL copies only what nobody has open, so it starts again. */
  async backUp(): Promise<void> {
    if (this.#backup) await removeClosed(this.#backup);
    if (!this.#options.databaseUrl) {
      this.#backup = await copyOpenSqlite(this.#options);
      return;
    }
    await this.#close();
    this.#backup = await copyClosed(this.#options);
    await this.#open();
  }

  /** Starts again over the data of the last backup. */
  async restore(): Promise<void> {
    if (!this.#backup) throw new Error('there is no backup');
    await this.#close();
    await removeClosed(this.#options);
    this.#options = await copyClosed(this.#backup);
    await this.#open();
  }

  /** Ends for ever, and leaves nothing behind. */
  async end(): Promise<void> {
    await this.#close();
    await removeClosed(this.#options);
    if (this.#backup) await removeClosed(this.#backup);
  }

  get #up(): Running {
    if (!this.#running) throw new Error('the server is down');
    return this.#running;
  }

  async #open(): Promise<void> {
    const { store, live } = await openStore({ ...this.#options, asItIs: true });
    const context = testContext({
      store: this.#endingWhere(store),
      live,
      now: this.#now,
      randomBytes: this.#randomBytes,
    });
    const app = await createApp(context, this.#appOptions);
    this.#hasCrashed = false;
    this.#running = { store, app, context };
  }

  async #close(): Promise<void> {
    const { app, store } = this.#up;
    this.#running = null;
    await app.close();
    await store.close();
  }

  #endingWhere(store: Store): Store {
    return {
      read: store.read,
      lockMember: (tx, memberId) => store.lockMember(tx, memberId),
      scrub: () => store.scrub(),
      close: () => store.close(),
      transact: async (work, pace) => {
        if (this.#hasCrashed) throw new Crash('after the end');
        const result = await store.transact(async (tx) => {
          const done = await work(tx);
          if (this.#crashAt === 'before-commit') this.#crash();
          return done;
        }, pace);
        if (this.#crashAt === 'after-commit') this.#crash();
        return result;
      },
    };
  }

  #crash(): never {
    this.#hasCrashed = true;
    throw new Crash('the process ended');
  }
}

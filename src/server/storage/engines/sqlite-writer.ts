import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalLive } from '#server/storage/db/local-live.ts';
import { countNews } from '#server/storage/db/member-news.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { markInside, refuseNesting } from '#server/storage/db/store.ts';
import { withinTransaction } from './sqlite-dialect.ts';
import type { SqliteFile } from './sqlite-file.ts';
import type { SqlitePlace } from './sqlite-place.ts';

interface Job {
  readonly work: (tx: Tx) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (fault: unknown) => void;
}

/** A job that succeeded and waits for the commit. */
interface Done {
  readonly job: Job;
  readonly value: unknown;
  readonly told: ReadonlySet<string>;
}

interface Beside {
  /** Runs at the beginning of the first transaction, and is committed with it. */
  readonly first: (file: SqliteFile) => void;
  /** Is told after each commit how many jobs shared it. */
  readonly committed?: ((jobs: number) => void) | undefined;
  /** Is asked before each commit whether the file is still the one that was opened. */
  readonly place?: SqlitePlace;
}

/** How many jobs share one flush. With more, the first would wait longer than the flush is worth. */
const batchAtMost = 64;

/** How long we wait for another process's write lock (a backup, a command of `admin`). */
const timeoutMs = 5_000;
const askAgainMs = 20;

/** SQLite's code while another process writes; the higher bits are only details. */
export const isBusy = (fault: unknown): boolean =>
  fault instanceof Error &&
  'errcode' in fault &&
  typeof fault.errcode === 'number' &&
  (fault.errcode & 0xff) === 5;

/**
 * The one writer. Jobs wait in a queue. All that have gathered run one after another, each in its own savepoint, and
 * are committed together: one flush makes many durable. A job that throws takes back only its own changes. Nothing is
 * answered before the commit is on the disk.
 */
export class SqliteWriter {
  readonly #file: SqliteFile;
  readonly #live: LocalLive;
  #first: ((file: SqliteFile) => void) | null;
  readonly #committed: (jobs: number) => void;
  readonly #place: SqlitePlace | undefined;
  #waiting: Job[] = [];
  #draining: Promise<void> | null = null;
  #closed = false;
  #commits = 0;

  constructor(file: SqliteFile, live: LocalLive, { first, committed, place }: Beside) {
    this.#file = file;
    this.#live = live;
    this.#first = first;
    this.#committed = committed ?? (() => {});
    this.#place = place;
    // SQLite's own waiting would block this whole process; #begin waits without blocking.
    file.raw.exec('PRAGMA busy_timeout=0');
  }

  /** How often it has flushed, for measurements. */
  get commits(): number {
    return this.#commits;
  }

  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    refuseNesting();
    if (this.#closed) throw new Error('the store is closed');
    return new Promise<T>((resolve, reject) => {
      // The value of a job is what its own work returned; only the queue loses the type.
      this.#waiting.push({ work, resolve: (value) => resolve(value as T), reject });
      this.#draining ??= this.#drain();
    });
  }

  /** Finishes what waits, then takes no more. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#draining;
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      // Everything that arrived from the network in this turn of the event loop gathers first.
      await new Promise<void>((resolve) => setImmediate(resolve));
      await this.#commit(this.#waiting.splice(0, batchAtMost));
    }
    this.#draining = null;
  }

  async #commit(batch: readonly Job[]): Promise<void> {
    const done: Done[] = [];
    try {
      await this.#begin();
      this.#first?.(this.#file);
      for (const job of batch) {
        const outcome = await this.#attempt(job);
        if (outcome) done.push(outcome);
      }
      this.#place?.demandKept();
      this.#run('commit');
      this.#first = null;
      this.#commits += 1;
      this.#committed(done.length);
    } catch (fault) {
      this.#abandon();
      // Jobs that failed alone are settled already; a second rejection does nothing.
      for (const job of batch) job.reject(fault);
      return;
    }
    for (const { job, value } of done) job.resolve(value);
    for (const topic of new Set(done.flatMap(({ told }) => [...told]))) this.#live.publish(topic);
  }

  /** @returns the job that waits for the commit; null when it threw, was undone and answered */
  async #attempt(job: Job): Promise<Done | null> {
    const told = new Set<string>();
    let over = false;
    const db = withinTransaction(this.#file, () => over);
    const tell = (topic: string) => void told.add(topic);
    this.#run('savepoint job');
    try {
      const value = await markInside(() => job.work({ db, tell }));
      await countNews(db, told);
      this.#run('release job');
      return { job, value, told };
    } catch (fault) {
      // On a full disk or a failed write SQLite rolls everything back, the other jobs' work too.
      if (!this.#file.raw.isTransaction) throw fault;
      this.#run('rollback to job');
      this.#run('release job');
      job.reject(fault);
      return null;
    } finally {
      over = true;
    }
  }

  async #begin(): Promise<void> {
    // Measured and not counted in pauses: on a busy machine pauses last longer than asked.
    const givesUpAt = performance.now() + timeoutMs;
    for (;;) {
      try {
        this.#run('begin immediate');
        return;
      } catch (fault) {
        if (!isBusy(fault) || performance.now() >= givesUpAt) throw fault;
      }
      await sleep(askAgainMs);
    }
  }

  #abandon(): void {
    if (this.#file.raw.isTransaction) this.#run('rollback');
  }

  #run(sql: string): void {
    this.#file.prepare(sql).run([]);
  }
}

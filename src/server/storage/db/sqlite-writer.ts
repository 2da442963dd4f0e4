import { setTimeout as sleep } from 'node:timers/promises';
import { countNews } from '#server/storage/db/member-news.ts';
import type { LocalLive } from './local-live.ts';
import { markInside, refuseNesting } from './nesting.ts';
import { withinTransaction } from './sqlite-dialect.ts';
import type { SqliteFile } from './sqlite-file.ts';
import type { Tx } from './store.ts';

interface Job {
  readonly work: (tx: Tx) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (fault: unknown) => void;
}

/** A job that ran well and waits for the commit. */
interface Done {
  readonly job: Job;
  readonly value: unknown;
  readonly told: ReadonlySet<string>;
}

/** So many share one flush. More would make the first of them wait longer than the flush is worth. */
const batchAtMost = 64;

/** How long another process may hold the write lock (a backup, a command of `admin`) before we give up. */
const patienceMs = 5_000;
const askAgainMs = 20;

/** What SQLite says while another process writes; the higher bits only say more of it. */
const isBusy = (fault: unknown): boolean =>
  fault instanceof Error &&
  'errcode' in fault &&
  typeof fault.errcode === 'number' &&
  (fault.errcode & 0xff) === 5;

/**
 * The one writer. Work waits in a queue; all that has gathered runs, one job after another and each in a
 * savepoint of its own, and is committed in one go: durability costs one flush for many. A job that
 * throws takes only its own changes back. Nothing is answered before the commit is on the disk.
 */
export class SqliteWriter {
  readonly #file: SqliteFile;
  readonly #live: LocalLive;
  #waiting: Job[] = [];
  #draining: Promise<void> | null = null;
  #closed = false;
  #commits = 0;

  constructor(file: SqliteFile, live: LocalLive) {
    this.#file = file;
    this.#live = live;
    // SQLite's own waiting stands in the way of everything else in this process; #begin waits beside it.
    file.raw.exec('PRAGMA busy_timeout=0');
  }

  /** How often it has flushed, for those who measure. */
  get commits(): number {
    return this.#commits;
  }

  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    refuseNesting();
    if (this.#closed) throw new Error('the store is closed');
    return new Promise<T>((resolve, reject) => {
      // The job's value is what its own work returned; the queue only forgets the type on the way.
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
      // What arrived from the network in this turn of the loop gathers first.
      await new Promise<void>((resolve) => setImmediate(resolve));
      await this.#commit(this.#waiting.splice(0, batchAtMost));
    }
    this.#draining = null;
  }

  async #commit(batch: readonly Job[]): Promise<void> {
    const done: Done[] = [];
    try {
      await this.#begin();
      for (const job of batch) {
        const outcome = await this.#attempt(job);
        if (outcome) done.push(outcome);
      }
      this.#run('commit');
      this.#commits += 1;
    } catch (fault) {
      this.#abandon();
      // Those that had failed by themselves are settled already; a second rejection does nothing.
      for (const job of batch) job.reject(fault);
      return;
    }
    for (const { job, value } of done) job.resolve(value);
    for (const topic of new Set(done.flatMap(({ told }) => [...told]))) this.#live.publish(topic);
  }

  /** @returns what awaits the commit, or null when the job threw and has been undone and answered */
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
      // A full disk or a failed write makes SQLite take back everything, the others' work too.
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
    // Measured, not counted in pauses: on a busy machine those last longer than they were asked to.
    const givesUpAt = performance.now() + patienceMs;
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

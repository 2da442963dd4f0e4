import type { Kysely } from 'kysely';
import type { EventKind } from '#domain/events/event.ts';
import type { Program } from '#domain/program/program.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { Store, Tx } from '#server/storage/db/store.ts';
import { documentOfLoading, latestLoading } from '#server/storage/program/programs.ts';
import type { Context } from './context.ts';

/** The program in force and its version, so that every ledger entry can name its rules. */
export interface ProgramInForce {
  readonly program: Program;
  readonly version: number;
}

/**
 * What a read needs: the database, the program in force and the time. All are read once, so that one answer is about
 * the same rules and the same moment.
 */
export interface ReadWork extends ProgramInForce {
  readonly context: Context;
  readonly db: Kysely<Tables>;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** The same inside a transaction: one act, which commits or is taken back as a whole. */
export interface Work extends ReadWork, Tx {
  /**
   * When the act happens. Locking a member sets it again, so an act that waited for the lock is later than the one that
   * held it.
   */
  readonly at: number;
  /** Locks a member's rows until the act ends (`Store.lockMember`). Call it before changing points. */
  lockMember(memberId: string): Promise<void>;
  /** Counts an event for the metrics, after the commit and only then. */
  count(kind: EventKind): void;
}

/**
 * Runs an act in one transaction. A use-case opens it once, and passes `work` as the first argument to every function
 * that takes part.
 */
export async function transact<T>(context: Context, act: (work: Work) => Promise<T>): Promise<T> {
  let happened: readonly EventKind[] = [];
  const value = await context.store.transact(async (tx) => {
    const work = new Act(context, tx, await programInForce(context.store, tx.db));
    // Of the attempt that is committed: another may have run before it.
    happened = work.happened;
    return act(work);
  });
  for (const kind of happened) context.meters.happened(kind);
  return value;
}

/** For an answer that changes nothing. @throws Error when no program was ever loaded */
export async function readWork(context: Context): Promise<ReadWork> {
  const db = context.store.read;
  const { program, version } = loaded(await programInForce(context.store, db));
  return { context, db, program, version, at: context.now() };
}

class Act implements Work {
  readonly context: Context;
  readonly db: Kysely<Tables>;
  readonly happened: EventKind[] = [];
  readonly #tx: Tx;
  readonly #inForce: ProgramInForce | null;
  #at: number;

  constructor(context: Context, tx: Tx, inForce: ProgramInForce | null) {
    this.context = context;
    this.db = tx.db;
    this.#tx = tx;
    this.#inForce = inForce;
    this.#at = context.now();
  }

  get at(): number {
    return this.#at;
  }

  get program(): Program {
    return loaded(this.#inForce).program;
  }

  get version(): number {
    return loaded(this.#inForce).version;
  }

  tell(topic: string): void {
    this.#tx.tell(topic);
  }

  count(kind: EventKind): void {
    this.happened.push(kind);
  }

  async lockMember(memberId: string): Promise<void> {
    await this.context.store.lockMember(this.#tx, memberId);
    this.#at = this.context.now();
  }
}

/**
 * The program in force. Before the first one is loaded, only acts without rules can run: loading one is such an act.
 */
function loaded(inForce: ProgramInForce | null): ProgramInForce {
  if (!inForce) throw new Error('no program is loaded');
  return inForce;
}

interface Loading extends ProgramInForce {
  readonly loadedAt: number;
}

/** The latest program of each database, parsed once: it may be 2 MB long, and every act needs it. */
const latestOf = new WeakMap<Store, Loading>();

async function programInForce(store: Store, db: Kysely<Tables>): Promise<ProgramInForce | null> {
  const latest = await latestLoading(db);
  if (!latest) return null;
  const known = latestOf.get(store);
  // A loading never changes what it says. One that was taken back may have had the same number, and another time.
  if (known?.version === latest.version && known.loadedAt === latest.loaded_at) return known;
  const document = await documentOfLoading(db, latest.version);
  const program = JSON.parse(document) as Program; // Checked when it was loaded.
  const fresh: Loading = { program, version: latest.version, loadedAt: latest.loaded_at };
  latestOf.set(store, fresh);
  return fresh;
}

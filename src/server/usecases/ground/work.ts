import type { Kysely } from 'kysely';
import type { EventKind } from '#domain/events/event.ts';
import type { Program } from '#domain/program/program.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { lockFreeMembers } from '#server/storage/people/members.ts';
import { beginProgram, hasToBegin } from './begin-program.ts';
import type { Context } from './context.ts';
import { type ProgramInForce, programInForce } from './program-in-force.ts';

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
  /**
   * The same for those of some members whom nobody else has locked. It waits for nobody, so that an act about many never
   * stands in a till's way while it waits itself.
   * @returns their ids
   */
  lockFree(memberIds: readonly string[]): Promise<readonly string[]>;
  /** Counts an event for the metrics, after the commit and only then. */
  count(kind: EventKind): void;
}

/**
 * Runs an act in one transaction. A use-case opens it once, and passes `work` as the first argument to every function
 * that takes part. The first act after the beginning of a dated program begins it.
 */
export async function transact<T>(context: Context, act: (work: Work) => Promise<T>): Promise<T> {
  let happened: readonly EventKind[] = [];
  const value = await context.store.transact(async (tx) => {
    const work = await begun(context, tx);
    await context.admit?.(tx);
    // Of the attempt that is committed: another may have run before it.
    happened = work.happened;
    return act(work);
  });
  for (const kind of happened) context.meters.happened(kind);
  return value;
}

/** Carries what was seen out of a transaction that is taken back. */
class TakenBack<T> extends Error {
  readonly seen: T;

  constructor(seen: T) {
    super('taken back');
    this.seen = seen;
  }
}

/**
 * Runs an act in a transaction that is taken back, whatever it does. As nothing of it stays, it may be under a program
 * that is drafted: the only act that is.
 */
export async function tryOut<T>(context: Context, act: (work: Work) => Promise<T>): Promise<T> {
  try {
    return await context.store.transact(async (tx) => {
      const work = context.drafted
        ? new Act(context, tx, context.drafted)
        : await begun(context, tx);
      await context.admit?.(tx);
      throw new TakenBack(await act(work));
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.seen;
    throw error;
  }
}

/** An act under the program in force, which it begins if nobody has: of one that is withdrawn just then, the one before. */
async function begun(context: Context, tx: Tx): Promise<Act> {
  for (;;) {
    const inForce = await programInForce(context.store, tx.db, context.now());
    const work = new Act(context, tx, inForce);
    if (!inForce || !hasToBegin(inForce.loading) || (await beginProgram(work))) return work;
  }
}

/** For an answer that changes nothing. @throws Error when no program was ever loaded */
export async function readWork(context: Context): Promise<ReadWork> {
  const db = context.store.read;
  const at = context.now();
  const { program, version } =
    context.drafted ?? loaded(await programInForce(context.store, db, at));
  return { context, db, program, version, at };
}

/**
 * Begins a dated program whose time has come, in a shop where nobody acts just then, so that open till pages hear of it.
 */
export async function beginDue(context: Context): Promise<void> {
  const inForce = await programInForce(context.store, context.store.read, context.now());
  if (inForce && hasToBegin(inForce.loading)) await transact(context, async () => {});
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

  async lockFree(memberIds: readonly string[]): Promise<readonly string[]> {
    const free = await lockFreeMembers(this.#tx, memberIds);
    this.#at = this.context.now();
    return free;
  }
}

/**
 * The program in force. Before the first one is loaded, only acts without rules can run: loading one is such an act.
 */
function loaded(inForce: ProgramInForce | null): ProgramInForce {
  if (!inForce) throw new Error('no program is loaded');
  return inForce;
}

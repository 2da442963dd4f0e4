import type { Kysely } from 'kysely';
import type { Program } from '#domain/program/program.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { Store, Tx } from '#server/storage/db/store.ts';
import { documentOfLoading, latestLoading } from '#server/storage/program/programs.ts';
import type { Context } from './context.ts';

/** The rules in force, and which loading of them, so that every entry can name its rules. */
export interface ProgramInForce {
  readonly program: Program;
  readonly version: number;
}

/**
 * What whoever reads goes by: where to read, which rules are in force, and what time it is. All of it is read once, so
 * that everything that one answer says is said of the same rules and the same moment.
 */
export interface ReadWork extends ProgramInForce {
  readonly context: Context;
  readonly db: Kysely<Tables>;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** The same in a transaction: one act, which commits or is taken back as a whole. */
export interface Work extends ReadWork, Tx {
  /** When the act happens. Whoever waited for a member acts later than whoever held them: the lock moves it on. */
  readonly at: number;
  /** Holds a member's rows until the act ends (`Store.lockMember`). Changing points begins with it. */
  lockMember(memberId: string): Promise<void>;
}

/**
 * Opens the one transaction of an act. A use-case opens it and hands `work` down as the first argument of everything
 * that takes part.
 */
export const transact = <T>(context: Context, act: (work: Work) => Promise<T>): Promise<T> =>
  context.store.transact(async (tx) =>
    act(new Act(context, tx, await programInForce(context.store, tx.db))),
  );

/** What an answer goes by that changes nothing. @throws Error when no program was ever loaded */
export async function readWork(context: Context): Promise<ReadWork> {
  const db = context.store.read;
  const { program, version } = loaded(await programInForce(context.store, db));
  return { context, db, program, version, at: context.now() };
}

class Act implements Work {
  readonly context: Context;
  readonly db: Kysely<Tables>;
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

  async lockMember(memberId: string): Promise<void> {
    await this.context.store.lockMember(this.#tx, memberId);
    this.#at = this.context.now();
  }
}

/** Before the first loading only what needs no rules can be done, as that loading itself. */
function loaded(inForce: ProgramInForce | null): ProgramInForce {
  if (!inForce) throw new Error('no program is loaded');
  return inForce;
}

interface Loading extends ProgramInForce {
  readonly loadedAt: number;
}

/** The latest of each database, parsed once: a program may be as long as a book, and every act asks for it. */
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

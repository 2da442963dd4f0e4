import {
  type ProgramChange,
  programChanges,
  takenBack,
} from '#domain/program/change/program-change.ts';
import type { Program } from '#domain/program/program.ts';
import {
  type Loading,
  latestLoadings,
  loadingAt,
  loadingsAfter,
  programAsLoaded,
} from '#server/storage/program/programs.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { isDated } from '#server/usecases/ground/program-in-force.ts';

/** A loading, and what it changes of the program that is in force before it. */
export interface LoadingSeen extends Loading {
  readonly program: Program;
  /** Null: there is none. */
  readonly before: Program | null;
  /** Null: there is no program before it. */
  readonly changes: readonly ProgramChange[] | null;
  readonly state: 'in-force' | 'waits' | 'over' | 'withdrawn';
}

/** The latest loadings, the last one first; the one in force is among them, whatever was loaded after it. */
export async function listPrograms(context: Context, limit: number): Promise<LoadingSeen[]> {
  const at = context.now();
  const db = context.store.read;
  const inForce = await loadingAt(db, at);
  const seen: LoadingSeen[] = [];
  const latest = await latestLoadings(db, limit);
  const isListed = latest.some(({ version }) => version === inForce?.version);
  const listed = inForce && !isListed ? [...latest.slice(0, limit - 1), inForce] : latest;
  for (const loading of listed) {
    const state =
      loading.outcome === 'withdrawn'
        ? 'withdrawn'
        : loading.beginsAt > at
          ? 'waits'
          : loading.version === inForce?.version
            ? 'in-force'
            : 'over';
    const program = await programOf(context, loading);
    const before = await programBefore(context, loading);
    const changes = before && programChanges(before, program);
    seen.push({ ...loading, program, before, state, changes });
  }
  return seen;
}

/** The program that is in force until a loading begins; null: there is none. */
async function programBefore(context: Context, loading: Loading): Promise<Program | null> {
  const { version, beginsAt } = loading;
  const db = context.store.read;
  const before = isDated(loading)
    ? await loadingAt(db, beginsAt - 1)
    : await loadingAt(db, beginsAt, version);
  return before ? programOf(context, before) : null;
}

/** What loading a program would change. */
export interface Plan {
  /** The program that it replaces; null: it is the first one. */
  readonly before: Program | null;
  readonly beforeVersion: number | null;
  readonly changes: readonly ProgramChange[];
  /** Programs for the same instant, which it replaces before they begin. */
  readonly replaces: readonly Loading[];
  /** Later programs that were written without some of its changes, and so take them back. */
  readonly takenBack: readonly {
    readonly by: Loading;
    readonly changes: readonly ProgramChange[];
  }[];
}

/** Looks at a program before it is loaded. @param beginsAt null: it is to begin now */
export async function planProgram(
  context: Context,
  program: Program,
  beginsAt: number | null,
): Promise<Plan> {
  const db = context.store.read;
  const from = beginsAt ?? context.now();
  const loading = await loadingAt(db, beginsAt === null ? from : from - 1);
  if (!loading)
    return { before: null, beforeVersion: null, changes: [], replaces: [], takenBack: [] };
  const before = await programOf(context, loading);
  const waiting = await loadingsAfter(db, context.now());
  const undone = [];
  for (const by of waiting.filter((one) => one.beginsAt > from)) {
    const changes = takenBack(before, program, await programOf(context, by));
    if (changes.length > 0) undone.push({ by, changes });
  }
  return {
    before,
    beforeVersion: loading.version,
    changes: programChanges(before, program),
    replaces: waiting.filter((one) => one.beginsAt === from),
    takenBack: undone,
  };
}

/** A program as it was loaded. */
const programOf = async ({ store }: Context, { version }: Loading): Promise<Program> =>
  await programAsLoaded(store.read, version);

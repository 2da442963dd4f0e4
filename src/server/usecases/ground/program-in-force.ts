import type { Kysely } from 'kysely';
import { withGone } from '#domain/program/gone.ts';
import type { Program } from '#domain/program/program.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { Store } from '#server/storage/db/store.ts';
import { ClockBehind } from '#server/storage/outage/outage.ts';
import {
  firstLoading,
  type Loading,
  loadingAt,
  programAsLoaded,
} from '#server/storage/program/programs.ts';

/** A program and its version, so that every ledger entry can name its rules. */
export interface ProgramInForce {
  readonly program: Program;
  readonly version: number;
}

/**
 * The program in force at an instant of our clock; null where none was ever loaded.
 * @throws ClockBehind where the first one began after it
 */
export async function programInForce(
  store: Store,
  db: Kysely<Tables>,
  at: number,
): Promise<(ProgramInForce & { readonly loading: Loading }) | null> {
  const loading = await loadingAt(db, at);
  if (loading) return { ...(await programOfLoading(store, db, loading)), loading };
  const first = await firstLoading(db);
  if (first) throw new ClockBehind(at, first.beginsAt);
  return null;
}

/** The rules by which something that happened then is judged; before the first program, by the first. */
export async function programThen(
  store: Store,
  db: Kysely<Tables>,
  at: number,
): Promise<ProgramInForce> {
  const loading = (await loadingAt(db, at)) ?? (await firstLoading(db));
  if (!loading) throw new Error('no program is loaded');
  return programOfLoading(store, db, loading);
}

/** Whether it was loaded for a day to come, and so knows nothing of what was loaded until then. */
export const isDated = ({ beginsAt, loadedAt }: Loading): boolean => beginsAt > loadedAt;

interface Parsed extends ProgramInForce {
  readonly loadedAt: number;
}

/** The program in force, the ones that late sales are judged by, and the next one. */
const keptAtMost = 8;
/** The latest programs of each database, parsed once: one may be 2 MB long, and every act needs it. */
const parsedOf = new WeakMap<Store, Map<number, Parsed>>();

/**
 * A program as it is when it is in force. One for a day to come lacks the names of what has left until its beginning,
 * so they are taken from the program that it replaces.
 */
async function programOfLoading(
  store: Store,
  db: Kysely<Tables>,
  loading: Loading,
): Promise<ProgramInForce> {
  const { version, loadedAt, beginsAt } = loading;
  const kept = parsedOf.get(store) ?? new Map<number, Parsed>();
  parsedOf.set(store, kept);
  const known = kept.get(version);
  // A loading never changes what it says. One that was taken back may have had the same number, and another time.
  if (known?.loadedAt === loadedAt) return keepLast(kept, known);
  const own = await programAsLoaded(db, version);
  const before = isDated(loading) ? await loadingAt(db, beginsAt - 1) : undefined;
  const program = before
    ? withGone(own, [(await programOfLoading(store, db, before)).program])
    : own;
  const fresh: Parsed = { program, version, loadedAt };
  return keepLast(kept, fresh);
}

/** Keeps a program longer than those that nobody has asked for since. */
function keepLast(kept: Map<number, Parsed>, one: Parsed): Parsed {
  kept.delete(one.version);
  kept.set(one.version, one);
  const [oldest] = kept.keys();
  if (kept.size > keptAtMost && oldest !== undefined) kept.delete(oldest);
  return one;
}

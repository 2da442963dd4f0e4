import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { AdminFault, many } from '#server/admin/admin-command.ts';
import { textOf } from '#server/admin/admin-time.ts';
import { tablesOf } from '#server/storage/backup/file-tables.ts';
import { demandEmpty } from '#server/storage/backup/fill-postgres.ts';
import { NotEmpty, OtherLedger, OtherTables } from '#server/storage/backup/filling.ts';
import { MovedElsewhere, type MoveState, moveStateOf } from '#server/storage/backup/move-state.ts';
import { catchUp, fillOn, finishMove, startMove } from '#server/storage/backup/move-to-postgres.ts';
import type { Store } from '#server/storage/db/store.ts';
import { sqlitePath } from '#server/storage/engines/sqlite.ts';
import {
  isMoved,
  markMoved,
  openAlone,
  unmarkMoved,
} from '#server/storage/engines/unfinished-move.ts';
import { aloneIn } from './alone.ts';
import {
  attachCopy,
  copyNow,
  copyPath,
  makeFolder,
  openCopy,
  removeFolder,
  removeOthers,
} from './moving-copies.ts';

interface Moving {
  /** PostgreSQL, opened for a move. */
  readonly store: Store;
  /** Where the shop's SQLite file is. */
  readonly dataDir: string;
  readonly now: () => number;
  readonly say: (line: string) => void;
}

/** A round that took no longer leaves as little for the time in which the tills wait. */
const shortRoundMs = 5_000;
/** A shop that sells faster than it is copied is not followed for ever. */
const roundsAtMost = 4;
const askAgainMs = 200;
/** Whoever waits for the servers to end for long goes on copying, so that the rest stays small. */
const followEveryMs = 60_000;

/**
 * Moves a shop from SQLite into PostgreSQL while its servers run, up to the last seconds, for which they must be stopped.
 * Ended anywhere, it goes on where it was when it is run again.
 * @throws AdminFault saying what to do
 */
export async function move(moving: Moving): Promise<void> {
  const { store, dataDir, say } = moving;
  const path = sqlitePath(dataDir);
  demandFile(dataDir);
  const alone = aloneIn(dataDir, 'move.lock', `Another process moves ${path} already.`);
  try {
    const found = await moveStateOf(store);
    if (found === null && isOver(path)) await sayOver(moving);
    else await moveOn(moving, found);
  } catch (fault) {
    throw sayable(fault);
  } finally {
    alone.close();
  }
  say('Now set DATABASE_URL for the servers too, start them, and verify: npm run admin -- verify');
}

/** @param found how far it had come; null: it begins */
async function moveOn(moving: Moving, found: MoveState | null): Promise<void> {
  const begun = found === null ? await begin(moving) : goingOn(moving, found);
  const filled = begun.table === null ? begun : await fill(moving, begun);
  const { file, was } = await untilAlone(moving, filled);
  try {
    await finish(moving, file, was);
  } finally {
    file.close();
  }
  removeFolder(moving.dataDir);
}

/** Lets servers open the SQLite file again, after a move that nobody wants to finish. */
export function giveUp(dataDir: string): string[] {
  demandFile(dataDir);
  const file = openAlone(sqlitePath(dataDir));
  if (file === null)
    throw new AdminFault(`A server or a command has ${dataDir} open: end it first.`);
  try {
    unmarkMoved(file);
  } finally {
    file.close();
  }
  removeFolder(dataDir);
  return [
    `Servers may use ${sqlitePath(dataDir)} again. What was sold on PostgreSQL is not in it.`,
    'Before another move make the PostgreSQL database anew (dropdb, createdb).',
  ];
}

function demandFile(dataDir: string): void {
  if (existsSync(sqlitePath(dataDir))) return;
  throw new AdminFault(
    `There is no SQLite database in ${dataDir}: set DATA_DIR as it is for the server.`,
  );
}

function isOver(path: string): boolean {
  const file = new DatabaseSync(path, { readOnly: true });
  try {
    return isMoved(file);
  } finally {
    file.close();
  }
}

/** Ended between the last commit and its last line. */
async function sayOver({ store, dataDir, say }: Moving): Promise<void> {
  const isEmpty = await store.transact(demandEmpty).then(
    () => true,
    (fault) => {
      if (fault instanceof NotEmpty) return false;
      throw fault;
    },
  );
  if (isEmpty)
    throw new AdminFault(
      `The shop in ${dataDir} has moved to another database: set DATABASE_URL as it was then.`,
    );
  removeFolder(dataDir);
  say('The move is finished already.');
}

async function begin(moving: Moving): Promise<MoveState> {
  const { store, dataDir, now, say } = moving;
  makeFolder(dataDir);
  say(
    'First a copy of all of it. The servers may run, and you may end this at any time and type it again.',
  );
  const copy = copyNow(dataDir, now());
  const file = openCopy(dataDir, copy);
  try {
    return await startMove(store, file, copy);
  } finally {
    file.close();
  }
}

function goingOn({ dataDir, say }: Moving, state: MoveState): MoveState {
  const copy = copyPath(dataDir, state.copy);
  if (!existsSync(copy))
    throw new AdminFault(
      `The copy ${copy}, from which this move began, is not there: make the PostgreSQL database anew (dropdb, createdb), and type this again.`,
    );
  removeOthers(dataDir, state.copy);
  say('It goes on where it ended.');
  return state;
}

async function fill({ store, dataDir, say }: Moving, state: MoveState): Promise<MoveState> {
  const file = openCopy(dataDir, state.copy);
  try {
    const filled = await fillOn(store, file, state);
    say(`The copy is in PostgreSQL: ${many(tablesOf(file).length, 'table')}.`);
    return filled;
  } finally {
    file.close();
  }
}

/** What changed since the last copy, again and again, until the servers have ended. */
async function untilAlone(
  moving: Moving,
  filled: MoveState,
): Promise<{ readonly file: DatabaseSync; readonly was: MoveState }> {
  const { dataDir, say } = moving;
  const path = sqlitePath(dataDir);
  let was = filled;
  for (let rounds = 0; rounds < roundsAtMost; rounds += 1) {
    const file = openAlone(path);
    if (file) return { file, was };
    const from = performance.now();
    was = await followOnce(moving, was);
    if (performance.now() - from < shortRoundMs) break;
  }
  say(
    'Now stop the servers of this shop, and `ship` where it runs: the rest follows as soon as they have ended.',
  );
  for (let followedAt = performance.now(); ; await sleep(askAgainMs)) {
    const file = openAlone(path);
    if (file) return { file, was };
    if (performance.now() - followedAt < followEveryMs) continue;
    was = await followOnce(moving, was);
    followedAt = performance.now();
  }
}

async function followOnce(moving: Moving, was: MoveState): Promise<MoveState> {
  const { store, dataDir, now, say } = moving;
  const at = now();
  const copy = copyNow(dataDir, at);
  const file = openCopy(dataDir, copy);
  try {
    attachCopy(file, dataDir, was.copy);
    const is = await catchUp(store, file, was, copy);
    say(`What the shop did until ${textOf(at)} is there.`);
    return is;
  } finally {
    file.close();
    // Of the two, the one that PostgreSQL names is needed.
    const state = await moveStateOf(store).catch(() => null);
    if (state) removeOthers(dataDir, state.copy);
  }
}

async function finish(
  { store, dataDir, say }: Moving,
  file: DatabaseSync,
  was: MoveState,
): Promise<void> {
  const from = performance.now();
  attachCopy(file, dataDir, was.copy);
  const { entries } = await finishMove(store, file, was, () => markMoved(file));
  const seconds = ((performance.now() - from) / 1_000).toFixed(1);
  say(
    `All of it is in PostgreSQL: ${many(entries, 'entry', 'entries')}, the same hash. The rest took ${seconds} seconds.`,
  );
}

function sayable(fault: unknown): unknown {
  if (fault instanceof NotEmpty)
    return new AdminFault(
      'Nothing was moved: the PostgreSQL database of DATABASE_URL is not empty. Name an empty one.',
    );
  if (fault instanceof OtherLedger)
    return new AdminFault(`The move did not end: ${fault.message}. SQLite is as it was.`);
  if (fault instanceof OtherTables)
    return new AdminFault(
      'The tables of the two databases are of two versions of Tillpass: start this version once on SQLite, make the PostgreSQL database anew (dropdb, createdb), and type this again.',
    );
  if (fault instanceof MovedElsewhere)
    return new AdminFault('Another process has gone on with this move: end one of them.');
  return fault;
}

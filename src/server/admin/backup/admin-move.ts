import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { AdminFault, many } from '#server/admin/admin-command.ts';
import { textOf } from '#server/admin/admin-time.ts';
import { tablesOf } from '#server/storage/backup/file-tables.ts';
import { fillOn, startMove } from '#server/storage/backup/fill-by-copy.ts';
import { NotEmpty, OtherTables } from '#server/storage/backup/filling.ts';
import { isThere, lastIn } from '#server/storage/backup/last-event.ts';
import { isFilled, type MoveState, moveStateOf } from '#server/storage/backup/move-state.ts';
import { catchUp, demandRoom, finishMove } from '#server/storage/backup/move-to-postgres.ts';
import type { FillingConnection, Store } from '#server/storage/db/store.ts';
import { sqlitePath } from '#server/storage/engines/sqlite.ts';
import {
  isMoved,
  isMovedBy,
  markMoved,
  openAlone,
} from '#server/storage/engines/unfinished-move.ts';
import { aloneIn } from './alone.ts';
import { demandFile, firstGiveUp, inFile, sayable } from './move-faults.ts';
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
  /** A connection to the same, for the rows of the first copy. */
  readonly openFilling: () => Promise<FillingConnection>;
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
/** A server that starts again within this, after a crash or an upgrade, was not stopped. */
const freeForMs = 5_000;
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
    const isOver = inFile(path, isMoved);
    if (isOver) await demandThisMove(moving, found);
    if (found === null && isOver) sayOver(moving);
    else await moveOn(moving, found);
  } catch (fault) {
    throw sayable(fault, inFile(path, isMoved));
  } finally {
    alone.close();
  }
  say('Now set DATABASE_URL for the servers too, start them, and verify: npm run admin -- verify');
}

/** @param found how far it had come; null: it begins */
async function moveOn(moving: Moving, found: MoveState | null): Promise<void> {
  const begun = found === null ? await begin(moving) : goingOn(moving, found);
  const filled = isFilled(begun) ? begun : await fill(moving, begun);
  const { file, was } = await untilAlone(moving, filled);
  try {
    await finish(moving, file, was);
  } finally {
    file.close();
  }
  removeFolder(moving.dataDir);
}

/**
 * A file that is marked has left by one move into one database, so it goes on with no other.
 * @throws AdminFault before anything is written or removed
 */
async function demandThisMove({ store, dataDir }: Moving, found: MoveState | null): Promise<void> {
  const path = sqlitePath(dataDir);
  if (found) {
    if (inFile(path, (file) => isMovedBy(file, found.copy))) return;
    throw new AdminFault(
      `The shop in ${dataDir} has moved to another database than DATABASE_URL names: set it as it was then.`,
    );
  }
  const last = inFile(path, lastIn);
  if (await isThere(store, last)) return;
  throw new AdminFault(
    `The shop in ${dataDir} has moved to another database, and nothing was changed: set DATABASE_URL as it was then. If that database is lost for good, docs/backup.md says what is left to do ("To stay with SQLite").`,
  );
}

/** Ended between the last commit and its last line. */
function sayOver({ dataDir, say }: Moving): void {
  removeFolder(dataDir);
  say('The move is finished already.');
}

async function begin(moving: Moving): Promise<MoveState> {
  const { store, openFilling, dataDir, now, say } = moving;
  const shop = new DatabaseSync(sqlitePath(dataDir), { readOnly: true });
  try {
    // Before the folder is made anew: where DATABASE_URL is wrong, it may hold the copies of a move that goes on.
    await demandRoom(store, shop);
  } finally {
    shop.close();
  }
  makeFolder(dataDir);
  say(
    'First a copy of all of it. The servers may run, and you may end this at any time and type it again.',
  );
  const copy = copyNow(dataDir, now());
  const file = openCopy(dataDir, copy);
  const filling = await openFilling();
  try {
    return await startMove(filling, file, copy);
  } catch (fault) {
    if (fault instanceof NotEmpty || fault instanceof OtherTables) removeFolder(dataDir);
    throw fault;
  } finally {
    file.close();
    await filling.close();
  }
}

function goingOn({ dataDir, say }: Moving, state: MoveState): MoveState {
  const copy = copyPath(dataDir, state.copy);
  if (!existsSync(copy)) {
    const first = inFile(sqlitePath(dataDir), isMoved) ? firstGiveUp : '';
    throw new AdminFault(
      `The copy ${copy}, which this move needs to go on, is not there. ${first}Make the PostgreSQL database anew (dropdb, createdb), and type this again.`,
    );
  }
  removeOthers(dataDir, state.copy);
  say('It goes on where it ended.');
  return state;
}

async function fill({ openFilling, dataDir, say }: Moving, state: MoveState): Promise<MoveState> {
  const file = openCopy(dataDir, state.copy);
  const filling = await openFilling();
  try {
    const filled = await fillOn(filling, file, state);
    say(
      `The copy is in PostgreSQL: ${many(tablesOf(file).length, 'table')}, and the ledger with the same hash.`,
    );
    return filled;
  } finally {
    file.close();
    await filling.close();
  }
}

/** What changed since the last copy, again and again, until the servers have ended. */
async function untilAlone(
  moving: Moving,
  filled: MoveState,
): Promise<{ readonly file: DatabaseSync; readonly was: MoveState }> {
  const { dataDir, say } = moving;
  const path = sqlitePath(dataDir);
  // Nobody can have changed a file that is marked.
  const isOver = inFile(path, isMoved);
  let was = filled;
  let lastTook = Number.POSITIVE_INFINITY;
  for (let rounds = 0; rounds < roundsAtMost && !isOver; rounds += 1) {
    const from = performance.now();
    was = await followOnce(moving, was);
    const took = performance.now() - from;
    // Most of a round is to read all of the shop, which no other round makes less.
    if (took < shortRoundMs || took > lastTook / 2) break;
    lastTook = took;
  }
  say(
    'Now stop the servers of this shop, and `ship` where it runs: the rest follows as soon as they have ended.',
  );
  let freeSince: number | null = null;
  for (let followedAt = performance.now(); ; await sleep(askAgainMs)) {
    const file = openAlone(path);
    if (file) {
      freeSince ??= performance.now();
      if (isOver || performance.now() - freeSince >= freeForMs) return { file, was };
      file.close();
      continue;
    }
    freeSince = null;
    if (isOver || performance.now() - followedAt < followEveryMs) continue;
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
  const entries = await finishMove(store, file, was, () => markMoved(file, was.copy));
  const seconds = ((performance.now() - from) / 1_000).toFixed(1);
  say(
    `All of it is in PostgreSQL: ${many(entries, 'entry', 'entries')}, the same hash. The rest took ${seconds} seconds.`,
  );
}

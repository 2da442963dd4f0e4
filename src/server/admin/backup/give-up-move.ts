import type { DatabaseSync } from 'node:sqlite';
import { AdminFault } from '#server/admin/admin-command.ts';
import { moveStateOf } from '#server/storage/backup/move-state.ts';
import type { Store } from '#server/storage/db/store.ts';
import { sqlitePath } from '#server/storage/engines/sqlite.ts';
import {
  isMoved,
  isMovedBy,
  openAlone,
  unmarkMoved,
} from '#server/storage/engines/unfinished-move.ts';
import { aloneIn } from './alone.ts';
import { demandFile, inFile } from './move-faults.ts';
import { removeFolder } from './moving-copies.ts';

/** Opens the PostgreSQL database of DATABASE_URL. */
type OpenPostgres = () => Promise<{ readonly store: Store }>;

/**
 * Lets servers open the SQLite file again, after a move that has not ended. One that has ended stays ended, as else two
 * databases would sell.
 * @param open null: DATABASE_URL is not set, which is enough as long as the last step has not begun
 * @throws AdminFault saying what to do
 */
export async function giveUp(dataDir: string, open: OpenPostgres | null): Promise<string[]> {
  demandFile(dataDir);
  const path = sqlitePath(dataDir);
  const alone = aloneIn(dataDir, 'move.lock', `Another process moves ${path}: end it first.`);
  try {
    if (inFile(path, isMoved)) await unmark(dataDir, open);
    removeFolder(dataDir);
  } finally {
    alone.close();
  }
  return [
    `Servers may use ${path}: nothing was sold on PostgreSQL.`,
    'Before another move make the PostgreSQL database anew (dropdb, createdb).',
  ];
}

async function unmark(dataDir: string, open: OpenPostgres | null): Promise<void> {
  if (open === null)
    throw new AdminFault(
      'The last step of the move had begun, so PostgreSQL may be the shop: set DATABASE_URL as it was for the move, for this command too.',
    );
  const file = openAlone(sqlitePath(dataDir));
  if (file === null) throw new AdminFault(`Another program has ${dataDir} open: end it first.`);
  try {
    const { store } = await open();
    try {
      await demandUnfinished(store, file);
    } finally {
      await store.close();
    }
    unmarkMoved(file);
  } finally {
    file.close();
  }
}

/** Only where PostgreSQL has this move, and not its end, can no server have started there. */
async function demandUnfinished(store: Store, file: DatabaseSync): Promise<void> {
  const found = await moveStateOf(store);
  if (found === null)
    throw new AdminFault(
      'The move can’t be given up: in the database of DATABASE_URL none is under way. If this is the database of the move, the move has ended and PostgreSQL is the shop: to go back, restore a backup of it into SQLite (docs/backup.md, "From PostgreSQL to SQLite"). Else set DATABASE_URL as it was for the move.',
    );
  if (!isMovedBy(file, found.copy))
    throw new AdminFault(
      'The move can’t be given up: in the database of DATABASE_URL another one is under way. Set DATABASE_URL as it was for the move.',
    );
}

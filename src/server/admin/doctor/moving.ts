import { existsSync } from 'node:fs';
import { inFile } from '#server/admin/backup/move-faults.ts';
import { movingFolder } from '#server/admin/backup/moving-copies.ts';
import type { Config } from '#server/start/config.ts';
import { sqlitePath } from '#server/storage/engines/sqlite.ts';
import { isMoved } from '#server/storage/engines/unfinished-move.ts';
import { type Finding, unsure } from './finding.ts';

/** What a move to PostgreSQL has left: it holds members who were erased since. Nothing where there is nothing. */
export function lookAtMove({ dataDir }: Config): readonly Finding[] {
  const about = 'move';
  const copies = movingFolder(dataDir);
  if (existsSync(copies))
    return [
      unsure(
        about,
        `not finished: its copies in ${copies} keep whoever is erased meanwhile`,
        'Go on with it: npm run admin -- move, or give it up: npm run admin -- move --give-up',
      ),
    ];
  const path = sqlitePath(dataDir);
  if (!existsSync(path) || !isMarked(path)) return [];
  return [
    unsure(
      about,
      `the shop has moved to PostgreSQL, and ${path} keeps whoever was erased since`,
      'Delete the file when a backup of PostgreSQL is verified (docs/backup.md).',
    ),
  ];
}

/** What is damaged or held by another process is said elsewhere. */
function isMarked(path: string): boolean {
  try {
    return inFile(path, isMoved);
  } catch {
    return false;
  }
}

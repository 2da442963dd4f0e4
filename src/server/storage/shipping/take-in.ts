import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { databaseName, type WholeLog } from './shipped-copy.ts';

/** A log has fewer frames than were shipped, or other ones. */
class BrokenLog extends Error {
  constructor(name: string) {
    super(`${name} is not whole`);
  }
}

/**
 * Puts logs into the database of a copy, one after the other. SQLite does it, as after a crash, and compares the checksum
 * of each frame. Ended half-way, it goes on with the same log.
 * @param frames of each; null: as many as are whole
 * @throws BrokenLog, or what the disk refused
 */
export function takeInLogs(copy: string, logs: readonly (WholeLog | LastLog)[]): void {
  const beside = join(copy, `${databaseName}-wal`);
  if (existsSync(beside)) takeIn(copy);
  for (const { name, frames } of logs) {
    renameSync(join(copy, name), beside);
    const found = takeIn(copy);
    if (frames !== null && found !== frames) throw new BrokenLog(name);
  }
}

/** The log that was being written. */
export interface LastLog {
  readonly name: string;
  readonly frames: null;
}

/** @returns how many frames the log had, up to its last commit */
function takeIn(copy: string): number {
  const database = new DatabaseSync(join(copy, databaseName), { timeout: 0 });
  try {
    // Nobody else opens it, so SQLite needs no index beside it, which not every network's disk can hold.
    database.exec('pragma locking_mode = exclusive');
    const done = database.prepare('pragma wal_checkpoint(passive)').get();
    if (done?.log !== done?.checkpointed) throw new BrokenLog(databaseName);
    return Number(done?.log);
  } finally {
    // With the last connection SQLite removes the log.
    database.close();
  }
}

import { existsSync } from 'node:fs';
import { copyFile, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { copiesIn, databaseName, logsOf, writtenAt } from './shipped-copy.ts';
import { takeInLogs } from './take-in.ts';

/** While it is shipped, logs are put into its database: then it is read again. */
const tries = 50;
const againMs = 100;

/** Whether a folder is where a database is shipped to. */
export const isShipped = async (folder: string): Promise<boolean> =>
  existsSync(folder) && (await stat(folder)).isDirectory() && (await copiesIn(folder)).length > 0;

/**
 * Reads the latest copy that was shipped into an empty folder, as one database file.
 * @returns when something of it was shipped last, epoch milliseconds
 * @throws Error when it is not whole, or changes all the time
 */
export async function readShipped(folder: string, into: string): Promise<number> {
  for (let tried = 0; tried < tries; tried += 1) {
    const [copy] = await copiesIn(folder);
    if (copy === undefined) throw new Error('nothing whole was shipped there');
    const at = await copyUnchanged(copy, into);
    if (at !== null) {
      const { whole, last } = await logsOf(into);
      takeInLogs(into, [...whole, ...(last === null ? [] : [{ name: last, frames: null }])]);
      return at;
    }
    for (const name of await readdir(into)) await rm(join(into, name));
    await sleep(againMs);
  }
  throw new Error('it changes all the time: try again');
}

/** @returns null: meanwhile another log was put into the database, so the parts do not fit each other */
async function copyUnchanged(copy: string, into: string): Promise<number | null> {
  try {
    const before = await stateOf(copy);
    const at = await writtenAt(copy);
    const log = `${databaseName}-wal`;
    for (const name of [databaseName, ...(existsSync(join(copy, log)) ? [log] : [])])
      await copyFile(join(copy, name), join(into, name));
    const { whole, last } = await logsOf(copy);
    for (const name of [...whole.map((one) => one.name), ...(last === null ? [] : [last])])
      await copyFile(join(copy, name), join(into, name));
    return (await stateOf(copy)) === before ? at : null;
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return null;
    throw fault;
  }
}

/** Another text once a log was put into the database. A new log at the end changes nothing of what is there. */
async function stateOf(copy: string): Promise<string> {
  const { mtimeMs, size } = await stat(join(copy, databaseName));
  const { whole, last } = await logsOf(copy);
  const hasLog = existsSync(join(copy, `${databaseName}-wal`));
  return JSON.stringify([mtimeMs, size, hasLog, whole[0]?.name ?? last]);
}

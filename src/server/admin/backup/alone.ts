import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AdminFault } from '#server/admin/admin-command.ts';

/**
 * Lets a command run once at a time over a data folder. The system takes the lock back, however the process ends.
 * @param lock the name of a file there
 * @throws AdminFault with `taken` when another process has it
 */
export function aloneIn(dataDir: string, lock: string, taken: string): DatabaseSync {
  const file = new DatabaseSync(join(dataDir, lock), { timeout: 0 });
  try {
    file.exec('begin exclusive');
    return file;
  } catch {
    file.close();
    throw new AdminFault(taken);
  }
}

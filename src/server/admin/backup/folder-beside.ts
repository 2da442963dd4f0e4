import { mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Works in a folder of its own beside a file, on the same disk and not where a server writes, and clears it away. Only
 * its owner may enter it, as members' addresses are in it meanwhile.
 */
export async function inFolderBeside<T>(
  file: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(dirname(file), 'unfinished-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

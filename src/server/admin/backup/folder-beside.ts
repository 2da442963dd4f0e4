import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const prefix = 'unfinished-';
/** No backup takes so long, so a folder of that age belongs to one that was killed. */
const staleMs = 24 * 60 * 60_000;

/**
 * Works in a folder of its own beside a file, on the same disk and not where a server writes, and clears it away, also
 * when it is ended by a signal. Only its owner may enter it, as members' addresses are in it meanwhile.
 */
export const inFolderBeside = <T>(file: string, work: (folder: string) => Promise<T>): Promise<T> =>
  inFolderOf(dirname(file), work);

/**
 * The same for what must be encrypted: backups may be copied away while it works, so the readable database lies in the
 * system's folder for temporary files, which TMPDIR names.
 */
export const inFolderApart = <T>(work: (folder: string) => Promise<T>): Promise<T> =>
  inFolderOf(tmpdir(), work);

async function inFolderOf<T>(place: string, work: (folder: string) => Promise<T>): Promise<T> {
  clearStale(place);
  const folder = mkdtempSync(join(place, prefix));
  const clear = () => rmSync(folder, { recursive: true, force: true });
  const ended = (signal: NodeJS.Signals) => {
    clear();
    process.kill(process.pid, signal);
  };
  for (const signal of signals) process.once(signal, ended);
  try {
    return await work(folder);
  } finally {
    for (const signal of signals) process.off(signal, ended);
    clear();
  }
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Nothing of ours outlives kill -9 for longer than a day. */
function clearStale(place: string): void {
  for (const name of readdirSync(place)) {
    if (!new RegExp(`^${prefix}\\w{6}$`).test(name)) continue;
    const folder = join(place, name);
    const { mtimeMs = Date.now() } = statSync(folder, { throwIfNoEntry: false }) ?? {};
    if (Date.now() - mtimeMs > staleMs) rmSync(folder, { recursive: true, force: true });
  }
}

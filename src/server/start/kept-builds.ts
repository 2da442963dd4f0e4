import { copyFile, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from './data-folder.ts';

/**
 * How long the scripts of an old version are served: pages that were opened before, or are kept on a phone, ask for
 * them.
 */
const keptMs = 30 * 24 * 60 * 60_000;

/** The camera's decoder is large and the same in almost every version, so it is not kept. */
const isKept = (name: string): boolean => /\.(js|css)(\.br|\.gz)?$/.test(name);

/**
 * Keeps the scripts and styles of this build with those of earlier ones, and deletes those that have not been current
 * for 30 days. A file's time says when it was last current; a name never gets other content.
 * @param assets the browser build's `assets`
 * @returns the folder of all that are kept
 */
export async function keepBuild(assets: string, dataDir: string, at: number): Promise<string> {
  const folder = join(dataDir, 'builds/assets');
  const list = join(dataDir, 'builds/current.json');
  makeFolder(folder);
  const current = (await readdir(assets)).filter(isKept);
  const there = new Set(await readdir(folder));
  for (const name of current) if (!there.has(name)) await copyWhole(assets, folder, name);
  // What was current before this start was current until now.
  const fresh = new Set([...current, ...(await namesIn(list))]);
  await writeFile(list, JSON.stringify(current));
  for (const name of await readdir(folder)) {
    const file = join(folder, name);
    if (fresh.has(name)) await utimes(file, at / 1000, at / 1000);
    else if ((await stat(file)).mtimeMs < at - keptMs) await rm(file);
  }
  return folder;
}

/** Copies a file, which gets its name only when it is complete, because the machine may stop in between. */
async function copyWhole(from: string, to: string, name: string): Promise<void> {
  await copyFile(join(from, name), join(to, `${name}.part`));
  await rename(join(to, `${name}.part`), join(to, name));
}

/** The names that the start before this one wrote; empty at the first start, or if that one was interrupted. */
async function namesIn(list: string): Promise<readonly string[]> {
  try {
    return JSON.parse(await readFile(list, 'utf8')) as string[];
  } catch {
    return [];
  }
}

import { existsSync } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { writeWhole } from './write-whole.ts';

/** A copy: the database, and the logs that came since, by number, each named by how many frames the one before it had. */
const copyName = /^shipped-\d{4}-\d\d-\d\d-\d{9}$/;
const logName = /^log-(\d{9})-after-(\d+)$/;
export const databaseName = 'tillpass.sqlite';
const unfinishedName = `${databaseName}.unfinished`;

/** A log of a copy that has all its frames: another one follows it. */
export interface WholeLog {
  readonly name: string;
  readonly frames: number;
}

/** The logs of a copy, the oldest first, and the last one, which may go on. */
export interface Logs {
  readonly whole: readonly WholeLog[];
  readonly last: string | null;
}

/** The copies of a folder that are whole, the latest first. */
export async function copiesIn(folder: string): Promise<readonly string[]> {
  const paths = await allCopiesIn(folder);
  return paths
    .sort()
    .reverse()
    .filter((path) => existsSync(join(path, databaseName)));
}

const allCopiesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder)).filter((name) => copyName.test(name)).map((name) => join(folder, name));

/** Nobody reads or finishes them: they would fill the disk, and hold members who have been erased since. */
async function removeUnfinished(folder: string): Promise<void> {
  for (const path of await allCopiesIn(folder)) {
    // A folder that can't be read is no unfinished one: it throws.
    const isWhole = (await readdir(path)).includes(databaseName);
    if (!isWhole) await rm(path, { recursive: true, force: true });
  }
}

export async function logsOf(copy: string): Promise<Logs> {
  const found = (await readdir(copy)).flatMap((name) => {
    const [, , before] = logName.exec(name) ?? [];
    return before === undefined ? [] : [{ name, before: Number(before) }];
  });
  const names = found.sort((a, b) => (a.name < b.name ? -1 : 1));
  const whole = names.slice(0, -1).map(({ name }, at) => ({
    name,
    frames: names[at + 1]?.before ?? 0,
  }));
  return { whole, last: names.at(-1)?.name ?? null };
}

/**
 * A copy on another disk that is being written. Each part is written to its place, so writing it again after a failure
 * changes nothing.
 */
export class ShippedCopy {
  readonly #folder: string;
  readonly #path: string;
  #database: FileHandle | null = null;
  #log: { readonly file: FileHandle; readonly number: number; isEmpty: boolean } | null = null;
  #taking: Promise<void> | null = null;
  #failed: unknown = null;

  /** @param at epoch milliseconds; names sort by it */
  constructor(folder: string, at: number) {
    this.#folder = folder;
    const name = `shipped-${new Date(at).toISOString().slice(0, 23).replace('T', '-').replaceAll(/[:.]/g, '')}`;
    this.#path = join(folder, name);
  }

  /** Members' addresses are in it, so only its owner may enter. What was begun before and never finished goes. */
  async begin(): Promise<void> {
    await removeUnfinished(this.#folder);
    await mkdir(this.#path, { mode: 0o700 });
    this.#database = await open(join(this.#path, unfinishedName), 'wx', 0o600);
  }

  async writeDatabase(position: number, bytes: Buffer): Promise<void> {
    if (this.#database) await writeWhole(this.#database, bytes, position);
  }

  /** All of it is there, with the logs since it was begun: it gets its name, and what was before it goes. */
  async finish(): Promise<void> {
    await this.#database?.sync();
    await this.#database?.close();
    this.#database = null;
    await rename(join(this.#path, unfinishedName), join(this.#path, databaseName));
    await syncFolder(this.#path);
    await syncFolder(this.#folder);
    for (const path of await allCopiesIn(this.#folder))
      if (path !== this.#path) await rm(path, { recursive: true, force: true });
  }

  /**
   * Begins the next log, unless the one that is open has nothing yet.
   * @param framesBefore how many frames the log before it has
   */
  async beginLog(framesBefore: number): Promise<void> {
    if (this.#log?.isEmpty) {
      await syncFolder(this.#path);
      return;
    }
    const number = (this.#log?.number ?? 0) + 1;
    const name = `log-${String(number).padStart(9, '0')}-after-${framesBefore}`;
    const file = await open(join(this.#path, name), 'w', 0o600);
    const before = this.#log?.file;
    // Kept before anything else can fail, so that `close` closes it.
    this.#log = { file, number, isEmpty: true };
    await before?.close();
    await syncFolder(this.#path);
  }

  async writeLog(position: number, bytes: Buffer): Promise<void> {
    if (!this.#log) return;
    this.#log.isEmpty = false;
    await writeWhole(this.#log.file, bytes, position);
  }

  async sync(): Promise<void> {
    await this.#log?.file.datasync();
  }

  /**
   * Puts the whole logs into the copy's database, beside what is being shipped, so that neither grows without end.
   * @throws what the last one failed with
   */
  takeIn(): void {
    const failed = this.#failed;
    this.#failed = null;
    if (failed !== null) throw failed;
    if (this.#taking || !existsSync(join(this.#path, databaseName))) return;
    this.#taking = inThread(this.#path)
      .catch((fault) => {
        this.#failed = fault;
      })
      .finally(() => {
        this.#taking = null;
      });
  }

  /** One that is not finished is removed; where that fails, the next one that begins removes it. */
  async close(): Promise<void> {
    await this.#taking;
    await this.#database?.close();
    await this.#log?.file.close();
    this.#database = null;
    this.#log = null;
    await removeUnfinished(this.#folder).catch(() => {});
  }
}

async function inThread(copy: string): Promise<void> {
  const { whole } = await logsOf(copy);
  if (whole.length === 0) return;
  const thread = new Worker(new URL('take-in-thread.ts', import.meta.url), {
    workerData: { copy, logs: whole },
  });
  await new Promise<void>((resolve, reject) => {
    thread.once('error', reject);
    thread.once('exit', () => resolve());
  });
}

/** A new name is on the disk when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const opened = await open(folder, 'r');
  await opened.sync().finally(() => opened.close());
}

/** When something of it was written last, epoch milliseconds. */
export async function writtenAt(copy: string): Promise<number> {
  const { last } = await logsOf(copy);
  const { mtimeMs } = await stat(join(copy, last ?? databaseName));
  return Math.round(mtimeMs);
}

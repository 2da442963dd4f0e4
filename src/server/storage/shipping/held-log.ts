import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { checksumOf, type LogEnd, logHeaderBytes, readLogEnd } from './log-index.ts';

/** How long we wait for the writer; it is tried again a second later. */
const lockWithinMs = 1_000;

/**
 * SQLite's log, held so that nothing is overwritten in it before it was read: a reader that stays open keeps SQLite from
 * beginning it anew. Whoever holds it must let it begin anew now and then (`turn`), because it grows meanwhile.
 *
 * The three files are opened once and closed at the end: a process that closes one of them loses SQLite's locks on it
 * (sqlite.org/howtocorrupt.html, 2.2).
 */
export class HeldLog {
  readonly #path: string;
  readonly #checkpointer: DatabaseSync;
  readonly #database: number;
  readonly #log: number;
  readonly #index: number;
  #holder: DatabaseSync;
  #isClosed = false;

  /** @param path the file of a database that servers write */
  constructor(path: string) {
    this.#path = path;
    this.#checkpointer = new DatabaseSync(path, { timeout: 0 });
    this.#holder = hold(path);
    this.#database = openSync(path, 'r');
    this.#log = openSync(`${path}-wal`, 'r');
    this.#index = openSync(`${path}-shm`, 'r');
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Where the committed part ends; null: it is being written at this moment. */
  end(): LogEnd | null {
    return readLogEnd(this.#index);
  }

  /** The size of the log's file in bytes. */
  get bytes(): number {
    return fstatSync(this.#log).size;
  }

  get databaseBytes(): number {
    return fstatSync(this.#database).size;
  }

  /** A part of the database's own file, shorter at its end. Pages may be of different moments: the log makes them one. */
  readDatabase(position: number, length: number): Buffer {
    return read(this.#database, position, length);
  }

  readHeader(): Buffer {
    return read(this.#log, 0, logHeaderBytes);
  }

  /**
   * Frames of the log, whole ones.
   * @param from so many are left out
   * @param end read just before
   * @throws Error when it is not what the index says
   */
  readFrames(from: number, end: LogEnd, atMost: number): Buffer {
    const count = Math.min(end.frames - from, atMost);
    const position = logHeaderBytes + from * end.frameBytes;
    const frames = read(this.#log, position, count * end.frameBytes);
    if (frames.length < count * end.frameBytes)
      throw new Error('the log is shorter than its index');
    if (count > 0 && from + count === end.frames) {
      const last = frames.subarray(-end.frameBytes);
      if (checksumOf(last) !== end.checksum) throw new Error('the log is not what its index says');
    }
    return frames;
  }

  /**
   * Lets the log begin anew. Writers wait for what is copied under their lock: what was written since a moment before.
   * @param take reads the rest into memory, while nobody writes
   * @returns false: somebody wrote for so long that it was put off
   */
  turn(take: () => void): boolean {
    try {
      return this.#turn(take);
    } catch (fault) {
      // Perhaps nothing is held.
      this.close();
      throw fault;
    }
  }

  #turn(take: () => void): boolean {
    // Nearly all is copied to its place before anybody has to wait. The newer reader keeps what it can't see yet.
    this.#holdAnew();
    this.#checkpoint('passive');
    const lock = new DatabaseSync(this.#path, { timeout: lockWithinMs });
    try {
      try {
        lock.exec('begin immediate');
      } catch {
        return false;
      }
      take();
      // Nobody writes, so without a reader nothing is lost either. One that begins when all is copied keeps the next log.
      release(this.#holder);
      this.#checkpoint('passive');
      this.#holder = hold(this.#path);
    } finally {
      lock.close();
    }
    // Cuts the file off where nobody has written since: it holds pages as they were.
    this.#checkpoint('truncate');
    return true;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (this.#holder.isOpen) release(this.#holder);
    this.#checkpointer.close();
    for (const file of [this.#database, this.#log, this.#index]) closeSync(file);
  }

  #holdAnew(): void {
    const newer = hold(this.#path);
    release(this.#holder);
    this.#holder = newer;
  }

  /** Somebody else may be at it or read what is older: then it is done the next time. */
  #checkpoint(mode: 'passive' | 'truncate'): void {
    try {
      this.#checkpointer.prepare(`pragma wal_checkpoint(${mode})`).get();
    } catch (fault) {
      if (!isBusy(fault)) throw fault;
    }
  }
}

const isBusy = (fault: unknown): boolean =>
  fault instanceof Error && 'errcode' in fault && (Number(fault.errcode) & 0xff) === 5;

/** A reader of the database as it is at this moment. */
function hold(path: string): DatabaseSync {
  const reader = new DatabaseSync(path, { timeout: lockWithinMs });
  reader.exec('begin');
  // A transaction begins to read with its first question.
  reader.prepare('select count(*) from sqlite_master').get();
  return reader;
}

function release(reader: DatabaseSync): void {
  reader.exec('rollback');
  reader.close();
}

function read(file: number, position: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const count = readSync(file, bytes, filled, length - filled, position + filled);
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}

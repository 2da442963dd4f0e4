import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { HeldLog } from './held-log.ts';
import { type LogEnd, logHeaderBytes, saltOf } from './log-index.ts';
import { ShippedCopy } from './shipped-copy.ts';

/** So much of the database is read and written at a time. */
const portionBytes = 4 * 1024 * 1024;
const framesAtOnce = 1_000;

export interface ShipperOptions {
  /** The file of the database. */
  readonly path: string;
  /** An existing folder on another disk. */
  readonly folder: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** How often the log may begin anew, milliseconds. What is erased stands in it until then. */
  readonly turnMs?: number;
  /** A log that is longer is let go, so that the shop's own disk is never filled by it. */
  readonly heldAtMostBytes?: number;
}

/** The other disk took nothing for so long that the log was let go: a new copy begins. */
export class LetGo extends Error {
  constructor() {
    super('the log was let go');
  }
}

/** A log, and how many of its frames were read and are on the other disk. */
interface Shipped {
  readonly salt: string;
  read: number;
  written: number;
}

/** What was read and is not on the other disk yet: the log may have begun anew since. */
interface Owed {
  readonly log: Shipped;
  readonly frames: number;
  readonly position: number;
  readonly bytes: Buffer;
}

/**
 * Ships what is committed to another disk, while servers write: first a copy of the database, then each part of SQLite's
 * log. Call `round` about once a second, one after the other. After a fault call it again: it goes on, or begins a new
 * copy, and the copy before stays until the new one is whole.
 */
export class Shipper {
  readonly #options: Required<ShipperOptions>;
  #held: HeldLog | null = null;
  #copy: ShippedCopy | null = null;
  #log: Shipped | null = null;
  #owed: Owed[] = [];
  /** Whether the log may begin anew: else it has left out what nobody has read. */
  #mayBeginAnew = false;
  #isWhole = false;
  #copied = 0;
  #turnedAt = 0;

  constructor(options: ShipperOptions) {
    this.#options = { turnMs: 5_000, heldAtMostBytes: 1024 ** 3, ...options };
  }

  /** Whether all that was committed before the last round is on the other disk, in a copy that is whole. */
  get follows(): boolean {
    return this.#isWhole;
  }

  /**
   * Ships all that is committed at its beginning.
   * @throws what the other disk refused, or LetGo
   */
  async round(): Promise<void> {
    try {
      if (this.#held?.isClosed) throw new LetGo();
      if (!this.#held) await this.#begin();
      await this.#ship();
      if (!this.#isWhole) await this.#copyDatabase();
      await this.#turnIfDue();
      this.#copy?.takeIn();
    } catch (fault) {
      // Disks that are full or away come back, and the log is held meanwhile. What is not whole begins again.
      if (!this.#isWhole || this.#held?.isClosed || !('code' in Object(fault))) await this.#drop();
      throw fault;
    }
  }

  /** Lets a log go that has grown too long. A timer of its own calls it, as the other disk may hang in a round. */
  guard(): void {
    const held = this.#held;
    if (!held || held.isClosed) return;
    const { bytes } = held;
    const { bavail, bsize } = statfsSync(dirname(this.#options.path));
    if (bytes > this.#options.heldAtMostBytes || bytes > bavail * bsize) held.close();
  }

  /** After the last round. */
  async stop(): Promise<void> {
    await this.#drop();
  }

  async #begin(): Promise<void> {
    await this.#drop();
    const { path, folder, now } = this.#options;
    const copy = new ShippedCopy(folder, now());
    this.#copy = copy;
    await copy.begin();
    // From here on nothing is overwritten in the log, so the database's file may be read in any state.
    this.#held = new HeldLog(path);
    this.#turnedAt = now();
    this.#mayBeginAnew = true;
  }

  async #drop(): Promise<void> {
    this.#held?.close();
    this.#held = null;
    const copy = this.#copy;
    this.#copy = null;
    this.#log = null;
    this.#owed = [];
    this.#isWhole = false;
    this.#copied = 0;
    await copy?.close();
  }

  async #copyDatabase(): Promise<void> {
    for (;;) {
      const { held, copy } = this.#open();
      if (this.#copied >= held.databaseBytes) break;
      const bytes = held.readDatabase(this.#copied, portionBytes);
      await copy.writeDatabase(this.#copied, bytes);
      this.#copied += bytes.length;
      await this.#ship();
      await this.#turnIfDue();
    }
    const { copy } = this.#open();
    await this.#ship();
    await copy.finish();
    this.#isWhole = true;
  }

  async #ship(): Promise<void> {
    await this.#payOwed();
    const { held, copy } = this.#open();
    const end = held.end();
    if (!end || end.frames === 0) return;
    while (this.#readOn(held, end)) await this.#payOwed();
    await copy.sync();
  }

  /** Reads a part of the log into memory. @returns false: there is no more */
  #readOn(held: HeldLog, end: LogEnd): boolean {
    const known = this.#owed.at(-1)?.log ?? this.#log;
    if (known?.salt !== end.salt) {
      const header = held.readHeader();
      if (!this.#mayBeginAnew || header.length < logHeaderBytes || saltOf(header) !== end.salt)
        throw new Error('the log has begun anew by itself');
      this.#mayBeginAnew = false;
      const log = { salt: end.salt, read: 0, written: 0 };
      this.#owed.push({ log, frames: 0, position: 0, bytes: header });
      return true;
    }
    if (known.read >= end.frames) return false;
    const bytes = held.readFrames(known.read, end, framesAtOnce);
    const position = logHeaderBytes + known.read * end.frameBytes;
    const frames = bytes.length / end.frameBytes;
    this.#owed.push({ log: known, frames, position, bytes });
    known.read += frames;
    return true;
  }

  async #payOwed(): Promise<void> {
    for (let owed = this.#owed[0]; owed; owed = this.#owed[0]) {
      const { copy } = this.#open();
      if (owed.log !== this.#log) {
        await copy.sync();
        await copy.beginLog(this.#log?.written ?? 0);
        this.#log = owed.log;
      }
      await copy.writeLog(owed.position, owed.bytes);
      owed.log.written += owed.frames;
      this.#owed.shift();
    }
  }

  async #turnIfDue(): Promise<void> {
    const { held, copy } = this.#open();
    const { now, turnMs } = this.#options;
    if (now() - this.#turnedAt < turnMs) return;
    this.#turnedAt = now();
    const atRest = held.end();
    if (!atRest) return;
    if (atRest.frames > 0) await this.#turn();
    // Nothing comes into the log before any more. The next one is begun although nobody writes, so that SQLite puts the one
    // before into the copy: else what was erased would stay there.
    if (this.#log && this.#mayBeginAnew && held.end()?.frames === 0)
      await copy.beginLog(this.#log.written);
  }

  async #turn(): Promise<void> {
    const { held, copy } = this.#open();
    this.#mayBeginAnew ||= held.turn(() => {
      const end = held.end();
      if (!end) throw new Error('the index of the log is being written by somebody without a lock');
      if (end.frames > 0) while (this.#readOn(held, end));
    });
    await this.#payOwed();
    await copy.sync();
  }

  /** @throws LetGo */
  #open(): { readonly held: HeldLog; readonly copy: ShippedCopy } {
    if (!this.#held || !this.#copy || this.#held.isClosed) throw new LetGo();
    return { held: this.#held, copy: this.#copy };
  }
}

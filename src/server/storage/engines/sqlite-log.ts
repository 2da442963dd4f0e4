import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const headerBytes = 32;
const frameHeaderBytes = 24;

/** What tells one log of SQLite from the next one in the same file; null: there is none. */
export function logSalt(path: string): string | null {
  return inLog(path, (log) => headerOf(log)?.salt ?? null);
}

/**
 * Whether another process has let the log begin anew and cut it off since. While a log is shipped to another disk, only
 * whoever ships it can.
 * @param before its salt then
 */
export function wasEmptied(path: string, before: string | null): boolean {
  return inLog(path, (log) => {
    const header = headerOf(log);
    if (!header || header.salt === before) return false;
    // Frames of the log before, with pages as they were, may stand behind those of this one, and so at the end.
    const frames = Math.floor((fstatSync(log).size - headerBytes) / header.frameBytes);
    if (frames < 1) return true;
    const last = headerBytes + (frames - 1) * header.frameBytes;
    return textAt(log, last, frameHeaderBytes)?.slice(16, 32) === header.salt;
  });
}

/** Closing this file loses none of SQLite's locks: it holds them on the other two. */
function inLog<T>(path: string, look: (log: number) => T): T {
  const log = openSync(`${path}-wal`, 'r');
  try {
    return look(log);
  } finally {
    closeSync(log);
  }
}

function headerOf(log: number): { readonly salt: string; readonly frameBytes: number } | null {
  const text = textAt(log, 0, headerBytes);
  if (text === null) return null;
  return {
    salt: text.slice(32, 48),
    frameBytes: frameHeaderBytes + Number.parseInt(text.slice(16, 24), 16),
  };
}

/** Hexadecimal; null: the file ends before. */
function textAt(file: number, position: number, length: number): string | null {
  const bytes = Buffer.alloc(length);
  return readSync(file, bytes, 0, length, position) < length ? null : bytes.toString('hex');
}

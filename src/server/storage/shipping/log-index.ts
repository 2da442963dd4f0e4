import { readSync } from 'node:fs';

/** The header of SQLite's log (`…-wal`); frames follow, each a page with a header (sqlite.org/fileformat2.html, 4.1). */
export const logHeaderBytes = 32;
const frameHeaderBytes = 24;

/** Where the committed part of a log ends. */
export interface LogEnd {
  /** Another one each time that the log begins anew; hexadecimal. */
  readonly salt: string;
  /** So many frames are committed and on the disk. */
  readonly frames: number;
  /** A page and its header. */
  readonly frameBytes: number;
  /** The checksum of the last frame, which counts in all before it. */
  readonly checksum: string;
}

/** The index of a log has its header twice, so that whoever reads it sees whether it is being written. */
const headerBytes = 48;

/**
 * Reads where a log ends from its index (`…-shm`; sqlite.org/walformat.html, 2.1). It is read there and not in the log,
 * whose end may hold what was never committed.
 * @param index the open file of the index
 * @returns null: it is being written at this moment
 */
export function readLogEnd(index: number): LogEnd | null {
  const bytes = Buffer.from(new ArrayBuffer(2 * headerBytes));
  if (readSync(index, bytes, 0, bytes.length, 0) < bytes.length) return null;
  if (!bytes.subarray(0, headerBytes).equals(bytes.subarray(headerBytes))) return null;
  // SQLite keeps it in the byte order of the machine, but for the salt.
  const words = new Uint32Array(bytes.buffer);
  const [size = 0] = new Uint16Array(bytes.buffer, 14, 1);
  const [frames = 0, first = 0, second = 0] = [words[4], words[6], words[7]];
  return {
    salt: bytes.toString('hex', 32, 40),
    frames,
    // 65,536 does not fit into two bytes and is kept as 1.
    frameBytes: frameHeaderBytes + (size === 1 ? 65_536 : size),
    checksum: checksumText(first, second),
  };
}

/** The checksum that stands in the header of a log's last frame. */
export const checksumOf = (frame: Buffer): string =>
  checksumText(frame.readUInt32BE(16), frame.readUInt32BE(20));

/** The salt in the header of a log. */
export const saltOf = (header: Buffer): string => header.toString('hex', 16, 24);

const checksumText = (first: number, second: number): string => `${first}-${second}`;

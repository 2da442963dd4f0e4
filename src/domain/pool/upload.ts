import type { PoolCodeFault } from './pool-code.ts';

/** Why a line of a file of codes was not taken. */
export type LineFault =
  | PoolCodeFault
  /** A quote opens there and is never closed: nothing behind it was read. */
  | 'quotes'
  /** The same code stands in an earlier line. */
  | 'in-file'
  /** It is in the pool already, waiting or handed out, or in another pool. */
  | 'in-pool'
  | 'handed-out'
  | 'other-pool';

export interface UploadFault {
  readonly line: number;
  readonly fault: LineFault;
  /** The earlier line, where the file has the code twice. */
  readonly ofLine: number | null;
}

/** So many are listed, the first ones; all are counted. */
export const faultsListed = 1_000;

/** An upload that was not heard of for so long is dead, and another may take its place. */
export const uploadLeaseMs = 60_000;

export const isDuplicate = (fault: LineFault): boolean =>
  ['in-file', 'in-pool', 'handed-out', 'other-pool'].includes(fault);

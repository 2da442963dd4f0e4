import type { PoolCodeFault } from './pool-code.ts';

/** `refused`: it was all or nothing, and a line was bad. `failed`: it broke off, and another one may take its place. */
export type UploadState = 'running' | 'done' | 'refused' | 'failed';

/** Why a line of a file of codes was not added. */
export type LineFault =
  | PoolCodeFault
  /** A quote opens there and is never closed: nothing behind it was read. */
  | 'quotes'
  /** The same code stands in an earlier line. */
  | 'in-file'
  /** It is in this pool already, waiting or handed out, or in another pool. */
  | 'in-pool'
  | 'handed-out'
  | 'other-pool';

export interface UploadFault {
  readonly line: number;
  readonly fault: LineFault;
  /** The earlier line, if the file has the code twice. */
  readonly ofLine: number | null;
}

/** How many faults are listed; all are counted. */
export const faultsListed = 1_000;

/** An upload that was silent for this long is dead, and another one may take its place. */
export const uploadLeaseMs = 60_000;

export const isDuplicate = (fault: LineFault): boolean =>
  ['in-file', 'in-pool', 'handed-out', 'other-pool'].includes(fault);

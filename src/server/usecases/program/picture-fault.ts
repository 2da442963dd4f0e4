import type { PictureFaultKind } from '#domain/refusals/desk-refusals.ts';
import type { FileFault } from './program-file-faults.ts';

/** Thrown for a file that can't be a picture of a program. The message says why, after the file's name. */
export class PictureFault extends Error {
  readonly kind: PictureFaultKind;
  /** Where the program's file names it; null: its reader does not know. */
  readonly at: FileFault | null;

  constructor(kind: PictureFaultKind, message: string, at: FileFault | null = null) {
    super(message);
    this.kind = kind;
    this.at = at;
  }
}

import type { Symbology } from '#domain/scan/scanner-profile.ts';
import type { CodeFileReading } from '#domain/values/code-file.ts';

/** Why a file of codes, from an administrator, can't be loaded or settled. */
export type FileRefusal =
  | { key: 'store-unknown'; store: string }
  | { key: 'upload-unknown' }
  | { key: 'upload-running' }
  /** One import of members at a time in a process that serves. */
  | { key: 'import-running' }
  | { key: 'symbology-other'; symbology: Symbology }
  | { key: 'file-encoding'; line: number }
  | { key: 'file-column'; column: string }
  | { key: 'file-too-long'; limit: number }
  | { key: 'file-workbook'; format: string }
  | { key: 'file-packed'; format: string }
  | { key: 'file-unclear'; reading: CodeFileReading }
  | { key: 'encoding-unknown'; encoding: string };

export const fileRefusals: Record<FileRefusal['key'], true> = {
  'store-unknown': true,
  'upload-unknown': true,
  'upload-running': true,
  'import-running': true,
  'symbology-other': true,
  'file-encoding': true,
  'file-column': true,
  'file-too-long': true,
  'file-workbook': true,
  'file-packed': true,
  'file-unclear': true,
  'encoding-unknown': true,
};

import type { ImportFault } from '#domain/imports/import-fault.ts';

/** What became of a file of members. */
export interface ImportReport {
  /** `refused`: lines have faults, and nothing was taken; `rehearsed`: a dry run. */
  readonly state: 'done' | 'refused' | 'rehearsed';
  readonly source: string;
  /** How many lines with content were read, without the header line. */
  readonly lines: number;
  /** Members that it made, or would. */
  readonly new: number;
  /** Lines whose member was one before, and got what the line says. */
  readonly added: number;
  /** Lines that were taken before. */
  readonly known: number;
  readonly bad: number;
  /** All points that it gave, or would. */
  readonly points: number;
  /** The first hundred, by line. */
  readonly faults: readonly ImportFault[];
  /** What each column was taken for; of JSON the names alone that are no field, the first hundred. */
  readonly columns: {
    readonly read: readonly { readonly column: string; readonly as: string }[];
    readonly leftOut: readonly string[];
  };
}

/** What became of a file of what members bought before. */
export interface PurchasesReport extends Omit<ImportReport, 'added' | 'points'> {
  /** Receipts that it took, or would. */
  readonly new: number;
  /** Receipts that were taken before. */
  readonly known: number;
  /** Receipts with a fault, and lines that can't be read. */
  readonly bad: number;
}

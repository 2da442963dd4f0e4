import { usualNames } from '#domain/pool/till-file.ts';
import { Refused } from '#domain/refusal.ts';

/** A column of a file: by its name in the header line, or by its number from 1. */
export type Column = string;

/** Whether a column is asked for by name, so that the first line must be a header. */
export const isNamed = (column: Column): boolean => !/^[1-9]\d{0,2}$/.test(column);

/**
 * Where a column is in a file's lines.
 * @param first the cells of the first line
 * @throws Refused `file-column` when no cell of the first line is called so
 */
export function columnAt(first: readonly string[], column: Column): number {
  if (!isNamed(column)) return Number(column) - 1;
  const at = first.findIndex((cell) => plain(cell) === plain(column));
  if (at < 0) throw new Refused({ key: 'file-column', column });
  return at;
}

/** Where a column with a usual name is; null: none has one. */
export function usualColumn(
  first: readonly string[],
  kind: keyof typeof usualNames,
): number | null {
  const names: readonly string[] = usualNames[kind];
  const at = first.findIndex((cell) => names.includes(plain(cell)));
  return at < 0 ? null : at;
}

/**
 * Where the codes are, by the names in the header line; null where no name tells.
 * @returns the column, and in `others` whether another column has a name for codes too
 */
export function codeColumn(first: readonly string[]): { at: number | null; others: boolean } {
  for (const kind of ['code', 'number'] as const) {
    const names: readonly string[] = usualNames[kind];
    const called = first.flatMap((cell, at) => (names.includes(plain(cell)) ? [at] : []));
    const [at = null] = called;
    if (at !== null) return { at, others: called.length > 1 };
  }
  return { at: null, others: false };
}

/** People type names in any case, with or without blanks. */
const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim();

/**
 * A cell's text without blanks around it, and without `="…"`, which keeps a spreadsheet from removing leading zeros.
 */
export function plainCell(cell: string): string {
  const text = cell.trim();
  const [, kept] = /^="(.*)"$/.exec(text) ?? [];
  return (kept ?? text).trim();
}

import type { TillUse } from '#domain/pool/settlement.ts';
import { type TillFileFormat, tillLinesAtMost } from '#domain/pool/till-file.ts';
import { isAhead } from '#domain/purchase/till-clock.ts';
import { Refused } from '#domain/refusal.ts';
import { readTime } from '#domain/values/date-format.ts';
import type { CsvLine } from '#server/usecases/pools/csv.ts';
import { columnAt, isNamed, usualColumn } from './file-columns.ts';

/** One line of a till's file of used codes. */
export type UseLine =
  | { readonly line: number; readonly code: string; readonly use: TillUse }
  | { readonly line: number; readonly fault: UseFault };

/** No code, a time that is written otherwise, one that is still to come, or a quote without its end. */
export type UseFault = 'code' | 'time' | 'time-ahead' | 'quotes';

interface Reading {
  readonly format: TillFileFormat;
  readonly timeZone: string;
  /** Now: what was used later was not used yet. */
  readonly at: number;
}

/**
 * The uses in a till's file, line by line.
 * @throws Refused `file-column` or `file-too-long`
 */
export async function* readUses(
  lines: AsyncIterable<CsvLine>,
  reading: Reading,
): AsyncGenerator<UseLine> {
  let columns: Columns | null = null;
  for await (const one of lines) {
    if (one.line > tillLinesAtMost) {
      throw new Refused({ key: 'file-too-long', limit: tillLinesAtMost });
    }
    if ('fault' in one) {
      yield one;
      continue;
    }
    if (columns === null) {
      columns = columnsIn(one.cells, reading.format);
      if (columns.isHeader) continue;
    }
    yield useIn(one, columns, reading);
  }
}

interface Columns {
  readonly isHeader: boolean;
  readonly code: number;
  readonly time: number | null;
  readonly till: number | null;
  readonly receipt: number | null;
}

function columnsIn(first: readonly string[], format: TillFileFormat): Columns {
  const at = (kind: 'code' | 'time' | 'till' | 'receipt') => {
    const column = format[kind];
    return column === null ? usualColumn(first, kind) : columnAt(first, column);
  };
  const named = [format.code, format.time, format.till, format.receipt].some(
    (column) => column !== null && isNamed(column),
  );
  return {
    isHeader: named || usualColumn(first, 'code') !== null,
    code: at('code') ?? 0,
    time: at('time'),
    till: at('till'),
    receipt: at('receipt'),
  };
}

/** Longer than any till's number of a receipt; what is longer is cut, as nothing looks it up. */
const longest = 64;

function useIn(
  { line, cells }: { line: number; cells: readonly string[] },
  columns: Columns,
  { format, timeZone, at: now }: Reading,
): UseLine {
  const cell = (at: number | null): string | null =>
    (at === null ? '' : (cells[at] ?? '')).trim().slice(0, longest) || null;
  const code = cell(columns.code);
  if (code === null) return { line, fault: 'code' };
  const written = cell(columns.time);
  const at = written === null ? null : readTime(written, format.dates, timeZone);
  if (written !== null && at === null) return { line, fault: 'time' };
  if (at !== null && isAhead(at, now)) return { line, fault: 'time-ahead' };
  return {
    line,
    code,
    use: { at, till: cell(columns.till), receiptNumber: cell(columns.receipt) },
  };
}

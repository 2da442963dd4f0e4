import type { UseColumns } from '#contract/admin/admin-answers.ts';
import type { TillUse } from '#domain/pool/settlement.ts';
import { type TillFileFormat, tillLinesAtMost, type UseFault } from '#domain/pool/till-file.ts';
import { isAhead } from '#domain/purchase/till-clock.ts';
import { Refused } from '#domain/refusal.ts';
import { readTime } from '#domain/values/date-format.ts';
import type { CsvLine } from '#server/usecases/pools/csv.ts';
import { codeColumn, columnAt, isNamed, plainCell, usualColumn } from './file-columns.ts';

/** One line of a till's file of used codes. */
export type UseLine =
  | { readonly line: number; readonly code: string; readonly use: TillUse }
  | { readonly line: number; readonly fault: UseFault; readonly sample?: string };

interface Reading {
  readonly format: TillFileFormat;
  readonly timeZone: string;
  /** Now: a later time is an error. */
  readonly at: number;
  /** Called with the columns before the first line is read. */
  readonly understood?: (columns: UseColumns) => void;
}

/**
 * The uses in a till's file, line by line.
 * @throws Refused `file-column` or `file-too-long`
 */
export async function* readUses(
  lines: AsyncIterable<CsvLine>,
  reading: Reading,
): AsyncGenerator<UseLine> {
  let columns: UseColumns | null = null;
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
      reading.understood?.(columns);
      if (columns.header !== null) continue;
    }
    yield useIn(one, columns, reading);
  }
}

function columnsIn(first: readonly string[], format: TillFileFormat): UseColumns {
  const at = (kind: 'code' | 'till' | 'receipt') => {
    const column = format[kind];
    const usual = () => (kind === 'code' ? codeColumn(first).at : usualColumn(first, kind));
    const index = column === null ? usual() : columnAt(first, column);
    return index === null ? null : index + 1;
  };
  const named = [format.code, format.till, format.receipt].some(
    (column) => column !== null && isNamed(column),
  );
  const time = timeColumns(first, format.time);
  const isHeader = named || time.isNamed || codeColumn(first).at !== null;
  return {
    header: isHeader ? first : null,
    code: at('code') ?? 1,
    time: time.numbers,
    till: at('till'),
    receipt: at('receipt'),
  };
}

/** `Date+Time` and `1+2` are two columns, unless one column has that name. */
function timeColumns(first: readonly string[], column: string | null) {
  if (column === null) {
    const usual = usualColumn(first, 'time');
    return { numbers: usual === null ? [] : [usual + 1], isNamed: false };
  }
  const whole = column.includes('+') && first.some((cell) => cell.trim() === column.trim());
  const parts = whole ? [column] : column.split('+').map((part) => part.trim());
  return {
    numbers: parts.map((part) => columnAt(first, part) + 1),
    isNamed: parts.some(isNamed),
  };
}

/** Longer than any receipt number. A longer one is cut, because nothing looks it up. */
const longest = 64;

function useIn(
  { line, cells }: { line: number; cells: readonly string[] },
  columns: UseColumns,
  { format, timeZone, at: now }: Reading,
): UseLine {
  const cell = (column: number | null): string | null =>
    (column === null ? '' : plainCell(cells[column - 1] ?? '')).slice(0, longest) || null;
  const code = cell(columns.code);
  if (code === null) return { line, fault: 'code' };
  const written = columns.time
    .map((column) => cell(column) ?? '')
    .join(' ')
    .trim();
  const at = written === '' ? null : readTime(written, format.dates, timeZone);
  if (written !== '' && at === null) return { line, fault: 'time', sample: written };
  if (at !== null && isAhead(at, now)) return { line, fault: 'time-ahead', sample: written };
  return {
    line,
    code,
    use: { at, till: cell(columns.till), receiptNumber: cell(columns.receipt) },
  };
}

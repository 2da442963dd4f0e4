import { codeLinesAtMost } from '#domain/pool/pool.ts';
import { type PoolCodeFault, poolCodeFault } from '#domain/pool/pool-code.ts';
import { Refused } from '#domain/refusal.ts';
import type { Symbology } from '#domain/scan/scanner-profile.ts';
import type { CsvLine } from '#server/usecases/pools/csv.ts';
import { type Column, codeColumn, columnAt, isNamed, plainCell } from './file-columns.ts';

/** One line of a file of codes. */
export type CodeLine =
  | { readonly line: number; readonly code: string; readonly cells: readonly string[] }
  | { readonly line: number; readonly fault: PoolCodeFault | 'quotes' };

/** Which column is read. */
export interface CodeColumn {
  /** From 0. */
  readonly at: number;
  readonly columns: number;
  /** The cells of the header line; null where there is none. */
  readonly header: readonly string[] | null;
  /** True: another column could hold the codes as well. */
  readonly unclear: boolean;
}

export interface CodeReading {
  /** Null: the column with a usual name, else the first. */
  readonly column: Column | null;
  /** Whether the first line is a header; null: its names decide. */
  readonly header: boolean | null;
  /** Null: any symbology that carries plain letters. */
  readonly symbology: Symbology | null;
  /** Called with the columns before the first line is read. */
  readonly understood?: (column: CodeColumn) => void;
}

/**
 * The codes of a file, line by line. A header line is recognised when a column is given by name, or when a cell has a
 * usual name; the caller can also say whether there is one.
 * @throws Refused `file-column` or `file-too-long`
 */
export async function* readCodes(
  lines: AsyncIterable<CsvLine>,
  { symbology, understood, ...said }: CodeReading,
): AsyncGenerator<CodeLine> {
  let at: number | null = null;
  for await (const one of lines) {
    if (one.line > codeLinesAtMost) throw tooLong;
    if ('fault' in one) {
      yield one;
      continue;
    }
    if (at === null) {
      const found = columnIn(one.cells, said);
      at = found.at;
      understood?.(found);
      if (found.header !== null) continue;
    }
    // Blanks around a code belong to the file: no scanner sends them and no till stores them.
    const code = plainCell(one.cells[at] ?? '');
    const fault = poolCodeFault(code, symbology);
    yield fault ? { line: one.line, fault } : { line: one.line, code, cells: one.cells };
  }
}

const tooLong = new Refused({ key: 'file-too-long', limit: codeLinesAtMost });

function columnIn(
  first: readonly string[],
  { column, header }: Pick<CodeReading, 'column' | 'header'>,
): CodeColumn {
  const { at: usual, others } = codeColumn(first);
  const at = column === null ? (usual ?? 0) : columnAt(first, column);
  const isHeader = header ?? (usual !== null || (column !== null && isNamed(column)));
  const unclear = column === null && (usual === null ? first.length > 1 : others);
  return { at, header: isHeader ? first : null, columns: first.length, unclear };
}

import { codeLinesAtMost } from '#domain/pool/pool.ts';
import { type PoolCodeFault, poolCodeFault } from '#domain/pool/pool-code.ts';
import { Refused } from '#domain/refusal.ts';
import type { Symbology } from '#domain/scan/scanner-profile.ts';
import type { CsvLine } from '#server/usecases/pools/csv.ts';
import { type Column, columnAt, isNamed, usualColumn } from './file-columns.ts';

/** One line of a file of codes. */
export type CodeLine =
  | { readonly line: number; readonly code: string }
  | { readonly line: number; readonly fault: PoolCodeFault | 'quotes' };

/**
 * The codes of a file, line by line. A header line is recognised by a column that is asked for by name, or
 * by a cell that is called as columns of codes are.
 * @param column null: the one that is called so, else the first
 * @throws Refused `file-column` or `file-too-long`
 */
export async function* readCodes(
  lines: AsyncIterable<CsvLine>,
  { column, symbology }: { column: Column | null; symbology: Symbology },
): AsyncGenerator<CodeLine> {
  let at: number | null = null;
  for await (const one of lines) {
    if (one.line > codeLinesAtMost) throw tooLong;
    if ('fault' in one) {
      yield one;
      continue;
    }
    if (at === null) {
      const found = columnIn(one.cells, column);
      at = found.at;
      if (found.isHeader) continue;
    }
    // Blanks around a code are the file's: no scanner sends them and no field of a till keeps them.
    const code = (one.cells[at] ?? '').trim();
    const fault = poolCodeFault(code, symbology);
    yield fault ? { line: one.line, fault } : { line: one.line, code };
  }
}

const tooLong = new Refused({ key: 'file-too-long', limit: codeLinesAtMost });

function columnIn(
  first: readonly string[],
  column: Column | null,
): { at: number; isHeader: boolean } {
  const usual = usualColumn(first, 'code');
  if (column === null) return { at: usual ?? 0, isHeader: usual !== null };
  const at = columnAt(first, column);
  return { at, isHeader: isNamed(column) || usual !== null };
}

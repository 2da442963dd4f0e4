import type { Symbology } from '#domain/scan/scanner-profile.ts';
import { CodeFileLook, type CodeFileReading, type Doubt } from '#domain/values/code-file.ts';
import { type CsvFormat, readCsv } from './csv.ts';
import type { Column } from './file-columns.ts';
import { type CodeColumn, readCodes } from './read-codes.ts';

/** How a file of codes is to be read. */
export interface CodeFileWish extends CsvFormat {
  readonly column: Column | null;
  /** Whether the first line is a header; null: its names decide. */
  readonly header?: boolean | null;
  /** True: the administrator has looked at the file, and it is right although something in it is doubtful. */
  readonly accept?: boolean;
}

/**
 * Reads a file of codes to its end, and says how it was understood and what is doubtful in it. Changes nothing.
 * @throws Refused when it can't be read
 */
export async function lookAtCodes(
  bytes: AsyncIterable<Uint8Array>,
  wish: CodeFileWish & { readonly symbology: Symbology | null },
): Promise<CodeFileReading> {
  const look = new CodeFileLook();
  let found: CodeColumn = { at: 0, columns: 0, header: null, unclear: false };
  const { column, header = null, symbology } = wish;
  const understood = (one: CodeColumn) => {
    found = one;
  };
  const codes = readCodes(readCsv(bytes, wish), { column, header, symbology, understood });
  let wide: Doubt | null = null;
  for await (const one of codes) {
    if (!('code' in one)) continue;
    look.add(one.line, one.code);
    // A code with a comma in it, or a number with decimals, was cut in two.
    const isWide = one.cells.length > found.columns;
    if (isWide) wide ??= { kind: 'columns', lines: [one.line], samples: one.cells };
  }
  const read = look.end(header !== null || found.header !== null);
  const unclear: Doubt[] = found.unclear
    ? [{ kind: 'columns', lines: [1], samples: found.header ?? read.first.slice(0, 1) }]
    : [];
  return {
    header: found.header,
    column: found.at + 1,
    columns: found.columns,
    ...read,
    doubts: [...unclear, ...(wide ? [wide] : []), ...read.doubts],
  };
}

import { isUtf8 } from 'node:buffer';
import { pipeline, Readable } from 'node:stream';
import { type Parser, parse } from 'csv-parse';
import { Refused } from '#domain/refusal.ts';

/** One line of a file: its cells, or a quote that opens there and swallows the rest of the file. */
export type CsvLine =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly fault: 'quotes' };

/** No line of codes or uses is longer; what is, is a quote that was never closed. */
const longestLine = 10_000;

const newline = 0x0a;
const separators = [',', ';', '\t'] as const;

/**
 * Reads CSV (RFC 4180) as it arrives: UTF-8 with or without a byte order mark, any line ends, quotes; empty
 * lines are skipped. Never more than a piece of it is in memory.
 * @param separator null: the first line tells, whichever of comma, semicolon and tab it has most of
 * @throws Refused `file-encoding` with the first line that is not UTF-8
 */
export async function* readCsv(
  bytes: AsyncIterable<Uint8Array>,
  separator: string | null = null,
): AsyncGenerator<CsvLine> {
  const texts = decoded(bytes);
  const first = await texts.next();
  if (first.done) return;
  let last = 0;
  const faults: CsvLine[] = [];
  const parser = parse({
    delimiter: separator ?? mostUsed(first.value),
    relax_column_count: true,
    skip_empty_lines: true,
    // A code may hold a quote; only one in front opens a quoted cell.
    relax_quotes: true,
    max_record_size: longestLine,
    skip_records_with_error: true,
    on_skip: () => {
      faults.push({ line: last + 1, fault: 'quotes' });
      return undefined;
    },
    // The line travels as a cell in front: the parser's records are cells and nothing else.
    on_record: (cells, { lines }) => {
      last = lines;
      return [String(lines), ...cells];
    },
  });
  yield* linesOf(parser, first.value, texts);
  yield* faults;
}

async function* linesOf(
  parser: Parser,
  first: string,
  rest: AsyncIterable<string>,
): AsyncGenerator<CsvLine> {
  const all = async function* () {
    yield first;
    yield* rest;
  };
  // What fails in the source destroys the parser, whose reader then throws it.
  pipeline(Readable.from(all()), parser, () => {});
  for await (const [line, ...cells] of parser as AsyncIterable<string[]>) {
    yield { line: Number(line), cells };
  }
}

/** Whole lines of text, so that a letter of several bytes is never cut in two and a fault has its line. */
async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  let line = 1;
  let begun = false;
  const take = (piece: Buffer): string => {
    if (!isPlain(piece)) throw unreadable(piece, line);
    line += piece.reduce((count, byte) => (byte === newline ? count + 1 : count), 0);
    const text = piece.toString('utf8');
    const marked = !begun && text.startsWith('\ufeff');
    begun = true;
    return marked ? text.slice(1) : text;
  };
  for await (const chunk of bytes) {
    const piece = Buffer.concat([rest, chunk]);
    const end = piece.lastIndexOf(newline) + 1;
    rest = piece.subarray(end);
    if (end > 0) yield take(piece.subarray(0, end));
  }
  if (rest.length > 0) yield take(rest);
}

/** UTF-16 of plain letters would pass for UTF-8, but for its zeros. */
const isPlain = (piece: Buffer): boolean => isUtf8(piece) && !piece.includes(0);

function unreadable(piece: Buffer, firstLine: number): Refused {
  let line = firstLine;
  for (let from = 0; from < piece.length; line += 1) {
    const end = piece.indexOf(newline, from) + 1 || piece.length;
    if (!isPlain(piece.subarray(from, end))) break;
    from = end;
  }
  return new Refused({ key: 'file-encoding', line });
}

function mostUsed(text: string): string {
  const [line = ''] = text.split(/[\r\n]/, 1);
  const uses = separators.map((sign) => line.split(sign).length);
  return separators[uses.indexOf(Math.max(...uses))] ?? ',';
}

import { isUtf8 } from 'node:buffer';
import { pipeline, Readable } from 'node:stream';
import { type Parser, parse } from 'csv-parse';
import { Refused } from '#domain/refusal.ts';
import { otherFile } from '#domain/values/file-kind.ts';

/** One line of a file: its cells; or the fault that a quote opens in this line and is never closed. */
export type CsvLine =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly fault: 'quotes' };

/** No line of codes or uses is longer. A longer one has a quote that was never closed. */
const longestLine = 10_000;

const newline = 0x0a;
const separators = [',', ';', '\t'] as const;

export interface CsvFormat {
  /**
   * Null: a first line `sep=;` names it, or else the first line decides: comma, semicolon or tab, whichever is most
   * frequent.
   */
  readonly separator: string | null;
  /** An encoding by its WHATWG name, such as windows-1252. Null: UTF-8, or UTF-16 where the file shows it. */
  readonly encoding?: string | null;
}

/**
 * Reads CSV (RFC 4180) as it arrives: with or without a byte order mark, any line ends, quotes; empty lines are
 * skipped. Never more than a piece of it is in memory.
 * @throws Refused `file-encoding` with the first line that can't be read, `file-workbook`, `file-packed`, `encoding-unknown`
 */
export async function* readCsv(
  bytes: AsyncIterable<Uint8Array>,
  { separator, encoding = null }: CsvFormat,
): AsyncGenerator<CsvLine> {
  const texts = textOf(bytes, encoding);
  const first = await texts.next();
  if (first.done) return;
  const { said, text, skipped } = saidSeparator(first.value);
  let last = 0;
  const faults: CsvLine[] = [];
  const parser = parse({
    delimiter: separator ?? said ?? mostUsed(text),
    relax_column_count: true,
    skip_empty_lines: true,
    // A code may contain a quote; only a quote at the beginning opens a quoted cell.
    relax_quotes: true,
    max_record_size: longestLine,
    skip_records_with_error: true,
    on_skip: () => {
      faults.push({ line: last + 1 + skipped, fault: 'quotes' });
      return undefined;
    },
    // The line number travels as the first cell, because the parser's records are cells and nothing else.
    on_record: (cells, { lines }) => {
      last = lines;
      return [String(lines + skipped), ...cells];
    },
  });
  yield* linesOf(parser, text, texts);
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
  // When the source fails, the pipeline destroys the parser, and its reader throws the error.
  pipeline(Readable.from(all()), parser, () => {});
  for await (const [line, ...cells] of parser as AsyncIterable<string[]>) {
    yield { line: Number(line), cells };
  }
}

/**
 * A file's text, piece by piece: no letter of several bytes is cut in two, and an error has its line.
 * @throws Refused as `readCsv` does
 */
export async function* textOf(
  bytes: AsyncIterable<Uint8Array>,
  encoding: string | null,
): AsyncGenerator<string> {
  const pieces = bytes[Symbol.asyncIterator]();
  const first = await pieces.next();
  if (first.done) return;
  const other = otherFile(first.value);
  if (other) throw new Refused({ key: `file-${other.kind}`, format: other.format });
  const named = encoding ?? utf16Of(first.value);
  const all = withFirst(first.value, pieces);
  yield* named === null ? utf8(all) : inEncoding(all, named);
}

async function* withFirst(
  first: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

/** By its byte order mark, or by the zero beside each plain letter. */
function utf16Of(piece: Uint8Array): string | null {
  const [a, b, c, d] = piece;
  if ((a === 0xff && b === 0xfe) || (a !== 0 && b === 0 && c !== 0 && d === 0)) return 'utf-16le';
  if ((a === 0xfe && b === 0xff) || (a === 0 && b !== 0 && c === 0 && d !== 0)) return 'utf-16be';
  return null;
}

async function* inEncoding(
  bytes: AsyncIterable<Uint8Array>,
  encoding: string,
): AsyncGenerator<string> {
  const decoder = decoderOf(encoding);
  let line = 1;
  try {
    for await (const piece of bytes) {
      const text = decoder.decode(piece, { stream: true });
      line += text.split('\n').length - 1;
      if (text !== '') yield text;
    }
    const rest = decoder.decode();
    if (rest !== '') yield rest;
  } catch (error) {
    // A TypeError is how the decoder says that bytes are not of its encoding. Other errors come from the source.
    if (error instanceof TypeError) throw new Refused({ key: 'file-encoding', line });
    throw error;
  }
}

function decoderOf(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch {
    throw new Refused({ key: 'encoding-unknown', encoding });
  }
}

/** A first line `sep=;` is written by spreadsheets for themselves. */
function saidSeparator(first: string): { said: string | null; text: string; skipped: 0 | 1 } {
  const [whole = '', said = null] = /^"?sep=(.)"?[^\S\n\r]*(?:\r\n|\n|\r|$)/i.exec(first) ?? [];
  return said === null
    ? { said, text: first, skipped: 0 }
    : { said, text: first.slice(whole.length), skipped: 1 };
}

async function* utf8(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
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

/** UTF-16 of plain letters is valid UTF-8, except for its zeros. */
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

import { type FieldFault, faultAt } from '#domain/imports/import-fault.ts';
import { type FieldPlace, placeOfColumn } from '#domain/imports/member-fields.ts';
import { rawOfJson } from '#domain/imports/raw-json.ts';
import { type Column, type RawMember, rawOf } from '#domain/imports/raw-member.ts';
import { Refused } from '#domain/refusal.ts';
import { readCsv, textOf } from '#server/usecases/pools/csv.ts';
import { itemsIn } from './read-json.ts';

/** A file that can be read from its beginning more than once. */
export type FileSource = () => AsyncIterable<Uint8Array>;

/** How a file of members is read. */
export interface FileFormat {
  /** Null: comma, semicolon or tab, by the first line. */
  readonly separator: string | null;
  /** By its WHATWG name, such as windows-1256. Null: UTF-8, or UTF-16 where the file shows it. */
  readonly encoding: string | null;
  /** By a column's name in the file: the name of the field that it is, or `-`: it is left out. */
  readonly columns: Readonly<Record<string, string>>;
}

/** What a file's columns were taken for. Of JSON only the names that are no field, at most a hundred. */
export interface ColumnsRead {
  readonly read: readonly { readonly column: string; readonly as: string }[];
  readonly leftOut: readonly string[];
}

export type FileLine =
  | { readonly line: number; readonly raw: RawMember }
  | { readonly line: number; readonly fault: FieldFault };

/** More lines are several files: what was seen of each is kept in memory until the last one. */
const linesAtMost = 500_000;

/**
 * The members of a file, line by line: CSV with a header line, or JSON (`read-json.ts`), told apart by the first sign.
 * @param understood called with the columns: of CSV before the first line, of JSON after the last one
 * @throws Refused `file-column` when no column names a member, `file-too-long`, or why it can't be read (`readCsv`)
 */
export async function* readMembers(
  source: FileSource,
  format: FileFormat,
  understood: (columns: ColumnsRead) => void = () => {},
): AsyncGenerator<FileLine> {
  const lines = (await isJson(source(), format.encoding))
    ? fromJson(source(), format, understood)
    : fromCsv(source(), format, understood);
  for await (const one of lines) {
    if (one.line > linesAtMost) throw new Refused({ key: 'file-too-long', limit: linesAtMost });
    yield one;
  }
}

async function isJson(bytes: AsyncIterable<Uint8Array>, encoding: string | null): Promise<boolean> {
  for await (const text of textOf(bytes, encoding)) {
    const [first] = text.trimStart();
    if (first !== undefined) return first === '{' || first === '[';
  }
  return false;
}

async function* fromCsv(
  bytes: AsyncIterable<Uint8Array>,
  format: FileFormat,
  understood: (columns: ColumnsRead) => void,
): AsyncGenerator<FileLine> {
  let columns: readonly Column[] | null = null;
  for await (const one of readCsv(bytes, format)) {
    if ('fault' in one) {
      yield { line: one.line, fault: faultAt('quotes', null, null) };
    } else if (columns === null) {
      columns = one.cells.map((name) => columnOf(name.trim(), format));
      understood(columnsRead(columns));
    } else {
      yield { line: one.line, ...lineOf(columns, one.cells) };
    }
  }
}

/** A cut-off line has fewer cells than the header; more of them are a separator within a text. */
function lineOf(
  columns: readonly Column[],
  cells: readonly string[],
): { raw: RawMember } | { fault: FieldFault } {
  const more = cells.slice(columns.length).some((cell) => cell.trim() !== '');
  return cells.length < columns.length || more
    ? { fault: faultAt('cells', null, cells.join(' ')) }
    : { raw: rawOf(columns, cells) };
}

const columnOf = (name: string, format: FileFormat): Column => ({
  name,
  place: placeIn(name, format),
});

const placeIn = (name: string, { columns }: FileFormat): FieldPlace | null =>
  placeOfColumn(Object.hasOwn(columns, name) ? (columns[name] ?? name) : name);

function columnsRead(columns: readonly Column[]): ColumnsRead {
  const read = columns.flatMap(({ name, place }) =>
    place ? [{ column: name, as: saying(place) }] : [],
  );
  const names = ['id', 'number', 'email'];
  if (!read.some(({ as }) => names.includes(as))) {
    throw new Refused({ key: 'file-column', column: 'email' });
  }
  return { read, leftOut: columns.flatMap(({ name, place }) => (place ? [] : [name])) };
}

function saying(place: FieldPlace): string {
  if (place.kind === 'member') return place.field;
  if (place.kind === 'external-id') return `id:${place.source}`;
  return place.lot === 0 ? place.field : `${place.field}-${place.lot + 1}`;
}

/** So many names are told, each with so many signs. */
const [namesTold, nameTold] = [100, 80];

async function* fromJson(
  bytes: AsyncIterable<Uint8Array>,
  format: FileFormat,
  understood: (columns: ColumnsRead) => void,
): AsyncGenerator<FileLine> {
  const leftOut = new Set<string>();
  for await (const item of itemsIn(textOf(bytes, format.encoding))) {
    const { line } = item;
    if ('tooLong' in item) {
      yield { line, fault: faultAt('json-long', null, null) };
      continue;
    }
    const read = rawOfJson(item.value, (name) => placeIn(name, format));
    if ('fault' in read) {
      yield { line, fault: read.fault };
      continue;
    }
    for (const name of read.leftOut) {
      if (leftOut.size < namesTold) leftOut.add(name.slice(0, nameTold));
    }
    yield { line, raw: read.raw };
  }
  understood({ read: [], leftOut: [...leftOut] });
}

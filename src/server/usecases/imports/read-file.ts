import { orFault } from '#domain/imports/faulty.ts';
import { type FieldFault, faultAt } from '#domain/imports/import-fault.ts';
import type { Column } from '#domain/imports/raw-member.ts';
import { Refused } from '#domain/refusal.ts';
import { readCsv, textOf } from '#server/usecases/pools/csv.ts';
import { itemsIn } from './read-json.ts';

/** A file that can be read from its beginning more than once. */
export type FileSource = () => AsyncIterable<Uint8Array>;

/** How a file is read. */
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

/** What a file is of: how its columns are understood, and what becomes of its lines. */
export interface FileKind<Place, Raw> {
  /** Where a column or a name of JSON belongs; null: nowhere. */
  placeOf(name: string): Place | null;
  /** The name of the field as `docs/import.md` has it. */
  saying(place: Place): string;
  /** Of each of these lists one field must have a column. */
  readonly needs: readonly (readonly string[])[];
  /** Ends the reading of a line as `orFault` knows. */
  rawOf(columns: readonly Column<Place>[], cells: readonly string[]): Raw;
  rawOfJson(
    value: unknown,
    placeOf: (name: string) => Place | null,
  ): { readonly raw: Raw; readonly leftOut: readonly string[] } | { readonly fault: FieldFault };
}

export type FileLine<Raw> =
  | { readonly line: number; readonly raw: Raw }
  | { readonly line: number; readonly fault: FieldFault };

interface Asked<Place, Raw> {
  readonly kind: FileKind<Place, Raw>;
  readonly format: FileFormat;
  readonly understood: (columns: ColumnsRead) => void;
}

/** More lines are several files: what was seen of each is kept in memory until the last one. */
const linesAtMost = 500_000;

/**
 * The lines of a file: CSV with a header line, or JSON (`read-json.ts`), told apart by the first sign.
 * @param understood called with the columns: of CSV before the first line, of JSON after the last one
 * @throws Refused `file-column` when a column is missing, `file-too-long`, or why it can't be read (`readCsv`)
 */
export async function* readLines<Place, Raw>(
  kind: FileKind<Place, Raw>,
  source: FileSource,
  format: FileFormat,
  understood: (columns: ColumnsRead) => void = () => {},
): AsyncGenerator<FileLine<Raw>> {
  const asked = { kind, format, understood };
  const isOfJson = await isJson(source(), format.encoding);
  const lines = isOfJson ? fromJson(source(), asked) : fromCsv(source(), asked);
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

async function* fromCsv<Place, Raw>(
  bytes: AsyncIterable<Uint8Array>,
  { kind, format, understood }: Asked<Place, Raw>,
): AsyncGenerator<FileLine<Raw>> {
  let columns: readonly Column<Place>[] | null = null;
  for await (const one of readCsv(bytes, format)) {
    if ('fault' in one) {
      yield { line: one.line, fault: faultAt('quotes', null, null) };
    } else if (columns === null) {
      columns = one.cells.map((name) => columnOf(name.trim(), { kind, format }));
      understood(columnsRead(columns, kind));
    } else {
      yield { line: one.line, ...lineOf(kind, columns, one.cells) };
    }
  }
}

/** A cut-off line has fewer cells than the header; more of them are a separator within a text. */
function lineOf<Place, Raw>(
  kind: FileKind<Place, Raw>,
  columns: readonly Column<Place>[],
  cells: readonly string[],
): { raw: Raw } | { fault: FieldFault } {
  const more = cells.slice(columns.length).some((cell) => cell.trim() !== '');
  return cells.length < columns.length || more
    ? { fault: faultAt('cells', null, cells.join(' ')) }
    : orFault(() => ({ raw: kind.rawOf(columns, cells) }));
}

type Naming<Place, Raw> = Pick<Asked<Place, Raw>, 'kind' | 'format'>;

const columnOf = <Place, Raw>(name: string, asked: Naming<Place, Raw>): Column<Place> => ({
  name,
  place: placeIn(name, asked),
});

const placeIn = <Place, Raw>(
  name: string,
  { kind, format: { columns } }: Naming<Place, Raw>,
): Place | null => kind.placeOf(Object.hasOwn(columns, name) ? (columns[name] ?? name) : name);

function columnsRead<Place, Raw>(
  columns: readonly Column<Place>[],
  { saying, needs }: FileKind<Place, Raw>,
): ColumnsRead {
  const read = columns.flatMap(({ name, place }) =>
    place ? [{ column: name, as: saying(place) }] : [],
  );
  const missing = needs.find((names) => !read.some(({ as }) => names.includes(as)));
  if (missing) throw new Refused({ key: 'file-column', column: missing[0] ?? '' });
  return { read, leftOut: columns.flatMap(({ name, place }) => (place ? [] : [name])) };
}

/** So many names are told, each with so many signs. */
const [namesTold, nameTold] = [100, 80];

async function* fromJson<Place, Raw>(
  bytes: AsyncIterable<Uint8Array>,
  { kind, format, understood }: Asked<Place, Raw>,
): AsyncGenerator<FileLine<Raw>> {
  const leftOut = new Set<string>();
  for await (const item of itemsIn(textOf(bytes, format.encoding))) {
    const { line } = item;
    if ('tooLong' in item) {
      yield { line, fault: faultAt('json-long', null, null) };
      continue;
    }
    const read = kind.rawOfJson(item.value, (name) => placeIn(name, { kind, format }));
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

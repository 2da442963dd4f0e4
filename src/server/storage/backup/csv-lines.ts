import type { DatabaseSync } from 'node:sqlite';
import { listed, placeOf, quoted } from './file-tables.ts';

/** A table of a file whose rows are read once, from one of them to the last. */
export interface CsvLines {
  /** Its columns in the order of the lines, as both databases quote them. */
  readonly columns: readonly string[];
  /** Those whose values stand between quotes. */
  readonly texts: readonly string[];
  /**
   * The next lines, many together, as one text needs less work than many. A row is read when it is asked for.
   * @param atMost how many rows
   * @param read is told of each text how many rows it has
   */
  next(atMost: number, read: (rows: number) => void): Iterable<string>;
  /** Whether a row is left. */
  hasMore(): boolean;
}

/** About as much as a network takes at once. */
const textLength = 64 * 1024;

/**
 * The rows of a table as COPY takes and gives them (CSV, RFC 4180; a null is nothing at all, an empty text two quotes), put
 * together by SQLite itself.
 * @param from how many rows are left out
 * @param order by which columns; absent: as the file has them, which does not change while nobody writes
 * @throws Error for a column of a type that none of our tables has
 */
export function csvLines(
  file: DatabaseSync,
  name: string,
  from: number,
  order: readonly string[] = name === 'events' ? ['seq'] : placeOf(file, name),
): CsvLines {
  const columns = file
    .prepare('select name, lower(type) as type from pragma_table_info(?)')
    .all(name)
    .map((column) => ({ name: quoted(String(column.name)), type: String(column.type) }));
  const other = columns.find(({ type }) => type !== 'integer' && type !== 'text');
  if (other) throw new Error(`the column ${other.name} of ${name} has the type ${other.type}`);
  const isText = ({ type }: { readonly type: string }) => type === 'text';
  const values = columns.map((column) => (isText(column) ? between(column.name) : column.name));
  const statement = file.prepare(
    `select concat_ws(',', ${values.map((value) => `ifnull(${value}, '')`).join(', ')})
      from ${rowsOf(file, name)} order by ${listed(order)} limit -1 offset ?`,
  );
  statement.setReturnArrays(true);
  const rows = (statement.iterate(from) as Iterable<unknown>)[Symbol.iterator]();
  let ahead = rows.next();
  return {
    columns: columns.map((column) => column.name),
    texts: columns.filter(isText).map((column) => column.name),
    hasMore: () => !ahead.done,
    *next(atMost, read) {
      let text = '';
      let held = 0;
      for (let left = atMost; left > 0 && !ahead.done; left -= 1) {
        text += `${(ahead.value as readonly string[])[0]}\n`; // The one column asked for.
        held += 1;
        ahead = rows.next();
        if (text.length < textLength) continue;
        read(held);
        yield text;
        text = '';
        held = 0;
      }
      read(held);
      if (held > 0) yield text;
    },
  };
}

const between = (column: string): string => `'"' || replace(${column}, '"', '""') || '"'`;

/** Events that SQLite wrote know no transaction, so they get the highest number before them (`orderForPostgres`). */
function rowsOf(file: DatabaseSync, name: string): string {
  if (name !== 'events') return quoted(name);
  const others = file
    .prepare("select name from pragma_table_info('events') where name <> 'written_by'")
    .all()
    .map((column) => String(column.name));
  return `(select ${listed(others)},
    max(written_by) over (order by seq rows unbounded preceding) as written_by from events)`;
}

import type { FieldPlace, LotField, MemberField } from './member-fields.ts';

/** A text of a file, and what the file calls its field. */
export interface Cell {
  readonly text: string;
  readonly name: string;
}

/** A line of a file, its texts by field and unjudged. Empty texts are left out. */
export interface RawMember {
  readonly fields: Readonly<Partial<Record<MemberField, Cell>>>;
  readonly lots: readonly Readonly<Partial<Record<LotField, Cell>>>[];
  /** What further systems call them, of one system also more than one. */
  readonly externalIds: readonly { readonly source: string; readonly cell: Cell }[];
}

/** A column of a file, and where its cells belong; null: nowhere. */
export interface Column<Place = FieldPlace> {
  readonly name: string;
  readonly place: Place | null;
}

/** Puts the cells of a line under their fields. Of two columns of one field the first that is filled counts. */
export function rawOf(columns: readonly Column[], cells: readonly string[]): RawMember {
  const fields: Partial<Record<MemberField, Cell>> = {};
  const lots: Partial<Record<LotField, Cell>>[] = [];
  const externalIds = new Map<string, Cell>();
  for (const [at, { name, place }] of columns.entries()) {
    const text = place ? plainCell(cells[at] ?? '') : '';
    if (!place || text === '') continue;
    const cell = { text, name };
    if (place.kind === 'member') fields[place.field] ??= cell;
    else if (place.kind === 'lot') lots[place.lot] = { [place.field]: cell, ...lots[place.lot] };
    else if (!externalIds.has(place.source)) externalIds.set(place.source, cell);
  }
  return { fields, lots: withoutHoles(lots), externalIds: idsIn(externalIds) };
}

/** Numbered lots may leave numbers out. */
export const withoutHoles = (lots: RawMember['lots']): RawMember['lots'] =>
  Array.from(lots, (lot) => lot ?? {});

export const idsIn = (bySource: ReadonlyMap<string, Cell>): RawMember['externalIds'] =>
  [...bySource].map(([source, cell]) => ({ source, cell }));

/** Without blanks around it, and without `="…"`, which keeps a spreadsheet from removing leading zeros. */
export function plainCell(cell: string): string {
  const text = cell.trim();
  const [, kept] = /^="(.*)"$/.exec(text) ?? [];
  return (kept ?? text).trim();
}

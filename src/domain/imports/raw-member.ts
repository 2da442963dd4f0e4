import type { Cell } from './cell.ts';
import { agreed } from './faulty.ts';
import type { FieldPlace, LotField, MemberField } from './member-fields.ts';

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

/** Puts the cells of a line under their fields. Ends the reading at two columns of one field that differ. */
export function rawOf(columns: readonly Column[], cells: readonly string[]): RawMember {
  const fields: Partial<Record<MemberField, Cell>> = {};
  const lots: Partial<Record<LotField, Cell>>[] = [];
  const ids = new Map<string, Cell>();
  for (const [at, { name, place }] of columns.entries()) {
    const text = place ? plainCell(cells[at] ?? '') : '';
    if (!place || text === '') continue;
    const cell = { text, name };
    putCell(place, cell, { fields, lots, ids });
  }
  return { fields, lots: withoutHoles(lots), externalIds: idsIn(ids) };
}

/** A line while it is read. */
interface Reading {
  readonly fields: Partial<Record<MemberField, Cell>>;
  readonly lots: Partial<Record<LotField, Cell>>[];
  readonly ids: Map<string, Cell>;
}

/** Ends the reading at what the line has said before otherwise. */
export function putCell(place: FieldPlace, cell: Cell, { fields, lots, ids }: Reading): void {
  if (place.kind === 'member') fields[place.field] = agreed(fields[place.field], cell);
  else if (place.kind === 'lot')
    lots[place.lot] = {
      ...lots[place.lot],
      [place.field]: agreed(lots[place.lot]?.[place.field], cell),
    };
  else ids.set(place.source, agreed(ids.get(place.source), cell));
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

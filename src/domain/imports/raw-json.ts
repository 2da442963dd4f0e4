import type { Cell } from './cell.ts';
import { agreed, orFault, refuse } from './faulty.ts';
import type { FieldFault } from './import-fault.ts';
import { cellOf, type Fields, idsOf, isFields, wrongKind } from './json-cells.ts';
import { type FieldPlace, type MemberField, placeOfColumn } from './member-fields.ts';
import { copyFormat, rawOfCopy } from './raw-copy.ts';
import { idsIn, putCell, type RawMember, withoutHoles } from './raw-member.ts';

type Lot = RawMember['lots'][number];

export interface JsonMember {
  readonly raw: RawMember;
  /** The names that are no field. */
  readonly leftOut: readonly string[];
}

/**
 * A member as JSON tells of them: the fields of a file's columns, in any spelling (`firstName`), and beside them a list
 * `lots` of `points`, `expires`, `available`, and an object `externalIds` by source.
 * @param placeOf where a name belongs; null: it is left out
 * @returns a fault when it is no object, or a field is neither a text nor a number
 */
export const rawOfJson = (
  value: unknown,
  placeOf: (name: string) => FieldPlace | null = placeOfColumn,
): JsonMember | { readonly fault: FieldFault } =>
  orFault(() => {
    if (!isFields(value)) return refuse('not-json', null);
    if (value.format === copyFormat) return { raw: rawOfCopy(value), leftOut: [] };
    return rawOfFields(value, placeOf);
  });

function rawOfFields(
  { lots: list, externalIds, ...rest }: Fields,
  placeOf: (name: string) => FieldPlace | null,
): JsonMember {
  const fields: Partial<Record<MemberField, Cell>> = {};
  const lots: Lot[] = [];
  const ids = new Map<string, Cell>();
  const leftOut: string[] = [];
  for (const [name, content] of Object.entries(rest)) {
    const place = placeOf(name);
    if (!place) leftOut.push(name);
    const cell = place ? cellOf(content, name) : undefined;
    if (place && cell) putCell(place, cell, { fields, lots, ids });
  }
  const listed = lotsOf(list ?? [], leftOut);
  const others = isFields(externalIds ?? {}) ? Object.entries(externalIds ?? {}) : [];
  if (!isFields(externalIds ?? {})) wrongKind(externalIds, 'externalIds');
  return {
    raw: {
      fields,
      lots: [...withoutHoles(lots), ...listed],
      externalIds: [...idsIn(ids), ...idsOf(others)],
    },
    leftOut,
  };
}

function lotsOf(list: unknown, leftOut: string[]): Lot[] {
  if (!Array.isArray(list)) return wrongKind(list, 'lots');
  return list.map((one: unknown) => {
    if (!isFields(one)) return wrongKind(one, 'lots');
    let lot: Lot = {};
    for (const [name, content] of Object.entries(one)) {
      const place = placeOfColumn(name);
      const isOfLot = place?.kind === 'lot' && place.lot === 0;
      const cell = isOfLot ? cellOf(content, `lots.${name}`) : undefined;
      if (!isOfLot) leftOut.push(`lots.${name}`);
      else if (cell) lot = { ...lot, [place.field]: agreed(lot[place.field], cell) };
    }
    return lot;
  });
}

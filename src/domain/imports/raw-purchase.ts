import type { Cell } from './cell.ts';
import { agreed, orFault, refuse } from './faulty.ts';
import { type FieldFault, faultAt } from './import-fault.ts';
import { cellOf, type Fields, idsOf, isFields, wrongKind } from './json-cells.ts';
import {
  type GoodsField,
  type PurchaseField,
  type PurchasePlace,
  placeOfPurchaseColumn,
} from './purchase-fields.ts';
import { type Column, idsIn, plainCell, type RawMember } from './raw-member.ts';

/** Goods of a receipt, unjudged. */
export type RawGoods = Readonly<Partial<Record<GoodsField, Cell>>>;

/** A past purchase of a file, its texts by field and unjudged. Empty texts are left out. */
export interface RawPurchase {
  readonly fields: Readonly<Partial<Record<PurchaseField, Cell>>>;
  readonly externalIds: RawMember['externalIds'];
  readonly goods: readonly RawGoods[];
}

/** Puts the cells of a line under their fields. Ends the reading at two columns of one field that differ. */
export function rawPurchaseOf(
  columns: readonly Column<PurchasePlace>[],
  cells: readonly string[],
): RawPurchase {
  const read = new Reading();
  for (const [at, { name, place }] of columns.entries()) {
    const text = place ? plainCell(cells[at] ?? '') : '';
    if (place && text !== '') read.put(place, { text, name });
  }
  return read.raw([]);
}

/**
 * A past purchase as JSON tells of it: the fields of a file's columns in any spelling, and beside them a list `lines` of
 * the goods' fields, and an object `externalIds` by source.
 * @param placeOf where a name belongs; null: it is left out
 * @returns a fault when it is no object, or a field is neither a text nor a number
 */
export const rawPurchaseOfJson = (
  value: unknown,
  placeOf: (name: string) => PurchasePlace | null = placeOfPurchaseColumn,
): { readonly raw: RawPurchase; readonly leftOut: string[] } | { readonly fault: FieldFault } =>
  orFault(() => {
    if (!isFields(value)) return refuse('not-json', null);
    const { lines = [], externalIds, ...rest } = value;
    const leftOut: string[] = [];
    const read = new Reading();
    putFields(rest, { placeOf, into: read, leftOut, under: '' });
    if (!isFields(externalIds ?? {})) wrongKind(externalIds, 'externalIds');
    const others = isFields(externalIds) ? idsOf(Object.entries(externalIds)) : [];
    if (!Array.isArray(lines)) return wrongKind(lines, 'lines');
    const goods = lines.map((one: unknown) => {
      if (!isFields(one)) return wrongKind(one, 'lines');
      const line = new Reading();
      putFields(one, { placeOf: goodsOnly(placeOf), into: line, leftOut, under: 'lines.' });
      return line.goods;
    });
    return { raw: read.raw(goods, others), leftOut };
  });

const goodsOnly =
  (placeOf: (name: string) => PurchasePlace | null) =>
  (name: string): PurchasePlace | null => {
    const place = placeOf(name);
    return place?.kind === 'goods' ? place : null;
  };

interface Into {
  readonly placeOf: (name: string) => PurchasePlace | null;
  readonly into: Reading;
  readonly leftOut: string[];
  readonly under: string;
}

function putFields(fields: Fields, { placeOf, into, leftOut, under }: Into): void {
  for (const [name, content] of Object.entries(fields)) {
    const place = placeOf(name);
    if (!place) leftOut.push(under + name);
    const cell = place ? cellOf(content, under + name) : undefined;
    if (place && cell) into.put(place, cell);
  }
}

/** A line while it is read. */
class Reading {
  readonly #fields: Partial<Record<PurchaseField, Cell>> = {};
  readonly #ids = new Map<string, Cell>();
  readonly goods: Partial<Record<GoodsField, Cell>> = {};

  put(place: PurchasePlace, cell: Cell): void {
    if (place.kind === 'purchase')
      this.#fields[place.field] = agreed(this.#fields[place.field], cell);
    else if (place.kind === 'goods')
      this.goods[place.field] = agreed(this.goods[place.field], cell);
    else this.#ids.set(place.source, agreed(this.#ids.get(place.source), cell));
  }

  /** @param listed goods of a list of their own, behind those of the line itself */
  raw(listed: readonly RawGoods[], externalIds: RawMember['externalIds'] = []): RawPurchase {
    const own = Object.keys(this.goods).length > 0 ? [this.goods] : [];
    return {
      fields: this.#fields,
      externalIds: [...idsIn(this.#ids), ...externalIds],
      goods: [...own, ...listed],
    };
  }
}

/** By what lines of a file are one receipt. */
export const receiptKey = ({ fields }: RawPurchase): string =>
  JSON.stringify([fields.store?.text ?? '', fields.till?.text ?? '', fields.receipt?.text ?? '']);

/**
 * One line more of a receipt. What is said of the whole receipt may stand in its first line alone, or in each.
 * @returns the fault when the line says something else of the receipt
 */
export function withLine(
  receipt: RawPurchase,
  line: RawPurchase,
): { readonly raw: RawPurchase } | { readonly fault: FieldFault } {
  for (const [field, cell] of Object.entries<Cell>(line.fields)) {
    const said = Object.entries<Cell>(receipt.fields).find(([one]) => one === field)?.[1];
    if (said?.text !== cell.text)
      return { fault: faultAt('receipt-differs', cell.name, cell.text) };
  }
  for (const { source, cell } of line.externalIds) {
    const same = receipt.externalIds.some(
      (one) => one.source === source && one.cell.text === cell.text,
    );
    if (!same) return { fault: faultAt('receipt-differs', cell.name, cell.text) };
  }
  return { raw: { ...receipt, goods: [...receipt.goods, ...line.goods] } };
}

import { gtinFault } from '#domain/values/gs1.ts';

/** One line of a receipt: what was paid for it, without taxes, after its discounts. */
export interface PurchaseLine {
  /** The till's own name of it, unique in its purchase. */
  readonly id: string;
  readonly minor: number;
}

/** Why a report of goods is wrong, and where (RFC 6901, within the report). */
export interface BasketFault {
  readonly pointer: string;
  readonly detail: string;
}

/** Pieces, or the unit of a scale. */
export const units = ['piece', 'g', 'kg', 'oz', 'lb'] as const;
export type Unit = (typeof units)[number];

/** Above any sale over a counter. A till with more has sent something else, such as a price. */
export const quantityAtMost = 100_000;
/** What a scale of a shop shows: a gram of a kilogram. */
const quantityDigits = 3;

/** What a promotion of the shop took off a line. */
export interface LinePromotion {
  /** The shop's own name of it. */
  readonly id: string;
  readonly minor: number;
}

/** What a line is, as far as the till says. */
export interface Product {
  /** Its number by GS1: 8, 12, 13 or 14 digits. */
  readonly gtin?: string;
  /** The shop's own article number. */
  readonly sku?: string;
  readonly name?: string;
  /** The shop's own ids, or paths from the widest to the narrowest. */
  readonly categories?: readonly string[];
  /** How many of `unit`; absent: the till does not say. */
  readonly quantity?: number;
  /** Absent: pieces. */
  readonly unit?: Unit;
  /** What the whole line would have cost before every discount, without taxes. */
  readonly listMinor?: number;
  readonly promotions?: readonly LinePromotion[];
}

/** A line of a receipt, and what was sold with it. */
export interface SoldLine extends PurchaseLine, Product {}

/** The first line with an impossible product; null: none. */
export function productFault(lines: readonly SoldLine[]): BasketFault | null {
  for (const [index, line] of lines.entries()) {
    const fault =
      wrongGtin(line) ??
      wrongQuantity(line) ??
      wrongCategories(line) ??
      wrongPrice(line, lines.length);
    if (fault) return { ...fault, pointer: `/lines/${index}${fault.pointer}` };
  }
  return null;
}

function wrongGtin({ gtin }: Product): BasketFault | null {
  switch (gtin === undefined ? null : gtinFault(gtin)) {
    case null:
      return null;
    case 'length':
      return { pointer: '/gtin', detail: 'must be 8, 12, 13 or 14 digits' };
    case 'check-digit':
      return { pointer: '/gtin', detail: 'has a wrong check digit' };
  }
}

function wrongQuantity({ quantity, unit }: Product): BasketFault | null {
  if (quantity === undefined) {
    return unit === undefined
      ? null
      : { pointer: '/unit', detail: 'says of what, but no quantity' };
  }
  const pointer = '/quantity';
  if (quantity <= 0) return { pointer, detail: 'must be above 0' };
  if (quantity > quantityAtMost) return { pointer, detail: `must be at most ${quantityAtMost}` };
  if ((unit ?? 'piece') === 'piece') {
    return Number.isInteger(quantity) ? null : { pointer, detail: 'must be whole pieces' };
  }
  return Number(quantity.toFixed(quantityDigits)) === quantity
    ? null
    : { pointer, detail: `must have at most ${quantityDigits} digits after the point` };
}

function wrongCategories({ categories = [] }: Product): BasketFault | null {
  const index = categories.findIndex((one, at) => categories.indexOf(one) !== at);
  return index < 0 ? null : { pointer: `/categories/${index}`, detail: 'is there twice' };
}

/** A promotion may appear twice, when it took something off twice. */
function wrongPrice(
  { minor, listMinor, promotions = [] }: SoldLine,
  lineCount: number,
): BasketFault | null {
  if (listMinor === undefined) return null;
  const off = promotions.reduce((sum, promotion) => sum + promotion.minor, 0);
  // Taking the tax out rounds each amount by half a minor unit; one line makes up for all of them (`evenLines`).
  const rounding = (amounts: number) => Math.floor(amounts / 2);
  if (off - listMinor > rounding(promotions.length + 1)) {
    return { pointer: '/promotions', detail: `take ${off} off ${listMinor}` };
  }
  if (minor + off - listMinor > rounding(promotions.length + 2 + lineCount)) {
    const detail = `must be at least the ${minor} that were paid and the ${off} that promotions took off`;
    return { pointer: '/listMinor', detail };
  }
  return null;
}

/** A line for comparison: the order of its categories and promotions makes no difference. */
export function lineAsTold(line: SoldLine): readonly unknown[] {
  const { id, minor, gtin, sku, name, categories = [], quantity, unit, listMinor } = line;
  const promotions = (line.promotions ?? []).map((one) => JSON.stringify([one.id, one.minor]));
  const measured = quantity === undefined ? null : [quantity, unit ?? 'piece'];
  const told = [gtin ?? null, sku ?? null, name ?? null, measured, listMinor ?? null];
  return [id, minor, ...told, [...categories].sort(), promotions.sort()];
}

import type { ExternalId } from '#domain/people/external-id.ts';
import type { Program } from '#domain/program/program.ts';
import { productFault, type SoldLine, units } from '#domain/purchase/line.ts';
import type { Basket } from '#domain/purchase/purchase.ts';
import { minorDigits } from '#domain/values/currency.ts';
import { minorAtMost, readDecimal } from '#domain/values/money.ts';
import { readAmount } from '#domain/values/typed-amount.ts';
import type { Cell } from './cell.ts';
import { orFault, refuse } from './faulty.ts';
import type { FieldFault } from './import-fault.ts';
import type { RawGoods, RawPurchase } from './raw-purchase.ts';
import { pastIn } from './read-time.ts';
import { addressIn, idIn, idsIn, numberIn, rounded } from './read-who.ts';

/** What a file says that a member bought before, read and judged. */
export interface ImportedPurchase {
  /** What the file's own system calls the member; null: it does not say. */
  readonly id: string | null;
  readonly number: string | null;
  readonly address: string | null;
  readonly externalIds: readonly ExternalId[];
  readonly receiptNumber: string;
  readonly storeId: string;
  /** The till of the program under which a return finds it; null: the return names the store. */
  readonly tillId: string | null;
  /** Epoch milliseconds. */
  readonly soldAt: number;
  readonly basket: Basket;
}

/** By what lines are judged. */
export interface PurchaseRules {
  readonly program: Pick<Program, 'stores' | 'gone' | 'currency' | 'timeZone'>;
  /** How days are written (`domain/values/date-format.ts`); null: as 2026-12-31, or as RFC 3339 writes instants. */
  readonly dates: string | null;
  readonly at: number;
}

/** As many lines as a till may report. */
export const goodsAtMost = 1_000;

/** Reads a past purchase. @returns the first thing that is wrong with it, or what it says */
export const readPurchase = (
  raw: RawPurchase,
  rules: PurchaseRules,
): { readonly purchase: ImportedPurchase } | { readonly fault: FieldFault } =>
  orFault(() => ({ purchase: purchaseOf(raw, rules) }));

function purchaseOf(raw: RawPurchase, rules: PurchaseRules): ImportedPurchase {
  const { fields, externalIds } = raw;
  const [id, number, address] = [idIn(fields.id), numberIn(fields.number), addressIn(fields.email)];
  const others = idsIn({ fields, externalIds });
  if (id === null && number === null && address === null && others.length === 0)
    refuse('nobody', null);
  const receiptNumber = receiptIn(fields.receipt);
  const storeId = storeIn(fields.store, rules);
  const tillId = tillIn(fields.till, storeId, rules);
  const soldAt = pastIn(fields.sold, rules) ?? refuse('sold-missing', null);
  return {
    id,
    number,
    address,
    externalIds: others,
    receiptNumber,
    storeId,
    tillId,
    soldAt,
    basket: basketOf(raw, rules),
  };
}

/** As tills may write it. */
const receiptPattern = /^[\x21-\x7e]([\x20-\x7e]{0,62}[\x21-\x7e])?$/;

function receiptIn(cell: Cell | undefined): string {
  if (!cell) return refuse('receipt', null);
  if (rounded.test(cell.text)) refuse('rounded', cell);
  return receiptPattern.test(cell.text) ? cell.text : refuse('receipt', cell);
}

const isNamed = (text: string, { id, name }: { readonly id: string; readonly name: string }) =>
  id === text || name.toLowerCase() === text.toLowerCase();

/** A store of the program, or one that has left it; without a word the only one there is. */
function storeIn(cell: Cell | undefined, { program }: PurchaseRules): string {
  const [only, another] = program.stores;
  if (!cell) return only && !another ? only.id : refuse('store-missing', null);
  const gone = Object.entries(program.gone?.stores ?? {}).map(([id, name]) => ({ id, name }));
  const all = [...program.stores, ...gone];
  const byId = all.find(({ id }) => id === cell.text);
  const [found, twin] = byId ? [byId] : all.filter((store) => isNamed(cell.text, store));
  return found && !twin ? found.id : refuse('store-unknown', cell);
}

function tillIn(
  cell: Cell | undefined,
  storeId: string,
  { program }: PurchaseRules,
): string | null {
  if (!cell) return null;
  const tills = program.stores.find(({ id }) => id === storeId)?.tills ?? [];
  return tills.find((till) => isNamed(cell.text, till))?.id ?? refuse('till-unknown', cell);
}

function basketOf({ fields, goods }: RawPurchase, { program }: PurchaseRules): Basket {
  const { currency } = program;
  if (fields.currency && fields.currency.text.toUpperCase() !== currency)
    refuse('currency', fields.currency);
  if (goods.length > goodsAtMost) refuse('lines-many', null);
  const lines = goods.map((line, at) => lineOf(line, { at, currency }));
  const twin = lines.findIndex(({ id }, at) => lines.findIndex((one) => one.id === id) !== at);
  if (twin >= 0) refuse('line', goods[twin]?.line ?? null);
  const sum = lines.reduce((total, { minor }) => total + minor, 0);
  const said = fields.total ? amountIn(fields.total, currency) : null;
  if (said === null && lines.length === 0) refuse('amount-missing', null);
  if (said !== null && lines.length > 0 && said !== sum)
    refuse('total-differs', fields.total ?? null);
  const minor = said ?? sum;
  if (minor > minorAtMost) refuse('amount', fields.total ?? null);
  return { total: { minor, currency }, taxesMinor: 0, lines, tenders: [], redemptions: [] };
}

const linePattern = /^[\x21-\x7e]{1,64}$/;
const [articleAtMost, nameAtMost, categoryAtMost, categoriesAtMost] = [64, 200, 128, 10];

function lineOf(raw: RawGoods, { at, currency }: { at: number; currency: string }): SoldLine {
  const { line, gtin, article, name, category, quantity, unit, amount } = raw;
  if (line && !linePattern.test(line.text)) refuse('line', line);
  if (!amount) return refuse('amount-missing', article ?? name ?? gtin ?? null);
  if (gtin && rounded.test(gtin.text)) refuse('rounded', gtin);
  const categories = category ? categoriesIn(category) : [];
  const sold: SoldLine = {
    ...named('gtin', gtin?.text),
    ...named('sku', textIn(article, articleAtMost)),
    ...named('name', textIn(name, nameAtMost)),
    ...named('categories', categories.length > 0 ? categories : undefined),
    ...quantityIn(quantity),
    ...unitIn(unit),
    id: line?.text ?? String(at + 1),
    minor: amountIn(amount, currency),
  };
  const fault = productFault([sold]);
  if (fault?.pointer.endsWith('/gtin')) refuse('gtin', gtin ?? null);
  if (fault && /\/(quantity|unit)$/.test(fault.pointer))
    refuse('quantity', quantity ?? unit ?? null);
  if (fault) refuse('goods-text', category ?? null);
  return sold;
}

const named = <Name extends string, T>(name: Name, value: T | undefined) =>
  (value === undefined ? {} : { [name]: value }) as Partial<Record<Name, T>>; // The key is the name.

function textIn(cell: Cell | undefined, atMost: number): string | undefined {
  if (!cell) return undefined;
  if (cell.text.length > atMost || /\p{Cc}/u.test(cell.text)) refuse('goods-text', cell);
  return cell.text;
}

/** Several have a bar between them. */
function categoriesIn(cell: Cell): string[] {
  const all = cell.text
    .split('|')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  if (all.length > categoriesAtMost) refuse('goods-text', cell);
  for (const one of all) textIn({ name: cell.name, text: one }, categoryAtMost);
  return [...new Set(all)];
}

/** Of pieces whole ones, of a weight up to three digits after the point. */
function quantityIn(cell: Cell | undefined): Pick<SoldLine, 'quantity'> {
  if (!cell) return {};
  const thousandths = readDecimal(cell.text.replace(',', '.'), 3);
  return thousandths === null ? refuse('quantity', cell) : { quantity: thousandths / 1_000 };
}

function unitIn(cell: Cell | undefined): Pick<SoldLine, 'unit'> {
  if (!cell) return {};
  const unit = units.find((one) => one === cell.text.toLowerCase());
  return unit ? { unit } : refuse('quantity', cell);
}

/** An amount as a decimal of the program's currency, with a point or a comma before the cents. */
function amountIn(cell: Cell, currency: string): number {
  const { text } = cell;
  if (rounded.test(text)) refuse('rounded', cell);
  if (/^[-−(]/.test(text)) refuse('amount-negative', cell);
  // With three digits behind it a comma may stand between thousands.
  const isEither = /,\d{3}$/.test(text) && minorDigits(currency) >= 3;
  const minor = isEither ? null : readAmount(text, currency);
  return minor === null || minor > minorAtMost ? refuse('amount', cell) : minor;
}

import { plainName, sourceIn } from './member-fields.ts';

/** The fields of a past purchase that a file may have, each a text as it stands in the file. */
const purchaseFields = [
  'id',
  'number',
  'email',
  'receipt',
  'store',
  'till',
  'sold',
  'total',
  'currency',
] as const;
export type PurchaseField = (typeof purchaseFields)[number];

/** The fields of one of its lines. */
const goodsFields = [
  'line',
  'gtin',
  'article',
  'name',
  'category',
  'quantity',
  'unit',
  'amount',
] as const;
export type GoodsField = (typeof goodsFields)[number];

/** Where a cell of a line belongs. */
export type PurchasePlace =
  | { readonly kind: 'purchase'; readonly field: PurchaseField }
  | { readonly kind: 'goods'; readonly field: GoodsField }
  /** An id of another system than the file's own. */
  | { readonly kind: 'external-id'; readonly source: string };

/** Names of columns as other programs' exports write them, in the spelling of `plainName`. */
const otherNames = new Map<string, PurchaseField | GoodsField>(
  Object.entries({
    'email address': 'email',
    'e mail': 'email',
    'customer email': 'email',
    'customer id': 'id',
    'square customer id': 'id',
    'membership number': 'number',
    'receipt number': 'receipt',
    order: 'receipt',
    'order id': 'receipt',
    'order number': 'receipt',
    'transaction id': 'receipt',
    location: 'store',
    date: 'sold',
    'sold at': 'sold',
    'created at': 'sold',
    sku: 'article',
    'lineitem sku': 'article',
    barcode: 'gtin',
    ean: 'gtin',
    upc: 'gtin',
    product: 'name',
    'lineitem name': 'name',
    'item name': 'name',
    qty: 'quantity',
    'lineitem quantity': 'quantity',
  }),
);

/**
 * Where a column of a file of past purchases belongs, by its name.
 * @returns null when the name says nothing: the column is left out, and the report says so
 */
export function placeOfPurchaseColumn(name: string): PurchasePlace | null {
  const source = sourceIn(name);
  if (source !== null) return { kind: 'external-id', source };
  const plain = plainName(name);
  const known = otherNames.get(plain) ?? plain;
  const ofPurchase = purchaseFields.find((one) => one === known);
  if (ofPurchase) return { kind: 'purchase', field: ofPurchase };
  const ofGoods = goodsFields.find((one) => one === known);
  return ofGoods ? { kind: 'goods', field: ofGoods } : null;
}

import type { EarningConditions, Goods } from '#domain/program/earning-rule.ts';
import type { SoldLine } from '#domain/purchase/line.ts';
import type { Basket } from '#domain/purchase/purchase.ts';

/** The goods of a sale that count for a rule. */
export interface CountedGoods {
  /** Empty: the sale as a whole. */
  readonly lines: readonly SoldLine[];
  /** What was paid for them. */
  readonly minor: number;
}

/** A product's number for comparison: a GTIN's lengths are one number with zeros in front. */
export const productKey = (product: string): string =>
  /^\d+$/.test(product) ? product.replace(/^0+(?=\d)/, '') : product.toLowerCase();

const stepsOf = (category: string): string[] =>
  category.split('>').map((step) => step.trim().toLowerCase());

/** A category for comparison: an id, or a path such as `food > bread`. */
export const categoryKey = (category: string): string => stepsOf(category).join(' > ');

/** A line by all the names that a rule may give it, made once for all rules. */
export interface NamedLine {
  readonly line: SoldLine;
  readonly names: ReadonlySet<string>;
}

export const namedLines = ({ lines }: Pick<Basket, 'lines'>): NamedLine[] =>
  lines.map((line) => ({ line, names: new Set([...productsOf(line), ...categoriesOf(line)]) }));

/** A sale's lines with their names, and all names together: most rules are for goods of which the sale has none. */
export interface NamedGoods {
  readonly lines: readonly NamedLine[];
  readonly names: ReadonlySet<string>;
}

export function namedGoods(basket: Pick<Basket, 'lines'>): NamedGoods {
  const lines = namedLines(basket);
  return { lines, names: new Set(lines.flatMap(({ names }) => [...names])) };
}

function productsOf({ gtin, sku }: SoldLine): string[] {
  return [gtin, sku].flatMap((one) => (one === undefined ? [] : [productKey(one)]));
}

/** A path is of each category above it, too. */
function categoriesOf({ categories = [] }: SoldLine): string[] {
  return categories.flatMap((category) => {
    const steps = stepsOf(category);
    return steps.map((_, depth) => `category ${steps.slice(0, depth + 1).join(' > ')}`);
  });
}

/** What counts for a rule; null: nothing does. A till that tells no lines sells none of the goods that a rule wants. */
export function countedGoods(
  { goods, except }: EarningConditions,
  named: NamedGoods,
  totalMinor: number,
): CountedGoods | null {
  const all = { lines: [], minor: totalMinor };
  if (!goods && (!except || named.lines.length === 0)) return all;
  if (goods && !isOf(named.names, goods)) return null;
  const lines = named.lines
    .filter(({ names }) => (!goods || isOf(names, goods)) && !(except && isOf(names, except)))
    .map(({ line }) => line);
  if (lines.length === 0) return null;
  if (lines.length === named.lines.length && !goods) return all;
  return { lines, minor: lines.reduce((sum, { minor }) => sum + minor, 0) };
}

/** Whether a line with these names is of such goods. */
export const isOf = (
  names: ReadonlySet<string>,
  { products = [], categories = [] }: Goods,
): boolean =>
  products.some((product) => names.has(product)) ||
  categories.some((category) => names.has(`category ${category}`));

/** How many pieces: a weighed line is one, and so is a line that says no quantity. */
export const piecesOf = ({ quantity, unit = 'piece' }: SoldLine): number =>
  unit === 'piece' ? (quantity ?? 1) : 1;

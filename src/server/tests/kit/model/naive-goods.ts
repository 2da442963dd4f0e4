/** A receipt and what has come back of it, as one would note it on paper. */
export interface NaiveGoods {
  readonly minor: number;
  readonly lines: readonly { readonly id: string; readonly minor: number }[];
  whole: boolean;
  readonly back: Map<string, number>;
  unlined: number;
}

/** Everything, or lines (each with an amount or completely), or an amount. */
export type NaiveBack =
  | { readonly what: 'whole' }
  | { readonly what: 'lines'; readonly lines: readonly { id: string; minor: number | null }[] }
  | { readonly what: 'amount'; readonly amount: { readonly minor: number; currency: string } };

export const naiveGoods = (minor: number, lines: NaiveGoods['lines']): NaiveGoods => ({
  minor,
  lines,
  whole: false,
  unlined: 0,
  back: new Map(),
});

const leftOfGoods = (goods: NaiveGoods): number =>
  goods.whole
    ? 0
    : goods.minor - goods.unlined - [...goods.back.values()].reduce((a, b) => a + b, 0);

/** Notes what came back. @returns its worth; null when there is not so much (nothing is noted then) */
export function bringBack(goods: NaiveGoods, back: NaiveBack): number | null {
  const left = leftOfGoods(goods);
  if (goods.whole) return null;
  if (back.what === 'amount') {
    if (back.amount.minor > left) return null;
    goods.unlined += back.amount.minor;
    return back.amount.minor;
  }
  if (back.what === 'whole') {
    const free = goods.lines.some(({ id, minor }) => minor === 0 && !goods.back.has(id));
    if (left === 0 && !free && (goods.minor > 0 || goods.lines.length > 0)) return null;
    goods.whole = true;
    return left;
  }
  const ticked = new Map(goods.back);
  let worth = 0;
  for (const { id, minor } of back.lines) {
    const line = goods.lines.find((one) => one.id === id);
    if (!line) return null;
    const rest = line.minor - (ticked.get(id) ?? 0);
    if (rest === 0 && ticked.has(id)) return null;
    if (minor !== null && minor > rest) return null;
    ticked.set(id, (ticked.get(id) ?? 0) + (minor ?? rest));
    worth += minor ?? rest;
  }
  if (worth > left) return null;
  for (const [id, minor] of ticked) goods.back.set(id, minor);
  return worth;
}

/** How many of `count` things returns have taken back so far, if the things are divided among the lines by weight. */
export function backByNow(
  goods: NaiveGoods,
  count: number,
  weights: readonly number[],
  undone: ReadonlySet<string> = new Set(),
): number {
  if (goods.whole) return count;
  const shares = deal(count, weights);
  let back = 0;
  for (const [index, { id, minor }] of goods.lines.entries()) {
    const share = shares[index] ?? 0;
    const come = goods.back.get(id);
    if (undone.has(id) || come === minor) back += share;
    else if (come !== undefined) back += Math.floor((share * come) / minor);
  }
  if (goods.unlined === 0) return back;
  const rest = leftOfGoods(goods) + goods.unlined;
  return back + Math.floor(((count - back) * goods.unlined) / rest);
}

/** Gives what rounding left over one by one to the line that is furthest from its share. */
function deal(count: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum === 0)
    return weights.length === 0
      ? []
      : deal(
          count,
          weights.map(() => 1),
        );
  const shares = weights.map((weight) => Math.floor((count * weight) / sum));
  const lacks = (index: number) => count * (weights[index] ?? 0) - (shares[index] ?? 0) * sum;
  while (shares.reduce((a, b) => a + b, 0) < count) {
    let most = 0;
    for (const index of shares.keys()) if (lacks(index) > lacks(most)) most = index;
    shares[most] = (shares[most] ?? 0) + 1;
  }
  return shares;
}

import type { Refusal } from '#domain/refusal.ts';
import { apportion, shareOf } from '#domain/values/apportion.ts';
import type { Money } from '#domain/values/money.ts';
import type { BasketFault, PurchaseLine } from './line.ts';
import { twice } from './purchase.ts';

/** A purchase as its returns see it. */
export interface Sold {
  readonly total: Money;
  readonly lines: readonly PurchaseLine[];
}

/** What has come back of a purchase so far. */
export interface Returned {
  /** All that was left came back at once: nothing more can come back. */
  readonly whole: boolean;
  /** Minor units by line. A free line stands here with 0 when it is back. */
  readonly lines: ReadonlyMap<string, number>;
  /** Minor units that no line was named for. */
  readonly unlinedMinor: number;
}

/** What a return brings back. */
export type GoodsBack =
  /** All that is left. */
  | { readonly what: 'whole' }
  /** Some lines, with an amount for each; null: all that is left of the line. */
  | {
      readonly what: 'lines';
      readonly lines: readonly { readonly id: string; readonly minor: number | null }[];
    }
  /** An amount of the purchase, of no particular line. */
  | { readonly what: 'amount'; readonly amount: Money };

/** A return that fits: its amount, and what is back after it. */
export interface Accepted {
  readonly minor: number;
  readonly lines: readonly PurchaseLine[];
  readonly returned: Returned;
}

export const nothingBack: Returned = { whole: false, lines: new Map(), unlinedMinor: 0 };

/** The first thing that is wrong with a return in itself; null: nothing. */
export const returnFault = (back: GoodsBack): BasketFault | null =>
  back.what === 'lines'
    ? twice(
        '/lines',
        'id',
        back.lines.map(({ id }) => id),
      )
    : null;

/** What is left of a purchase to return, minor units. */
export function leftOf({ total }: Sold, returned: Returned): number {
  if (returned.whole) return 0;
  const byLine = [...returned.lines.values()].reduce((sum, minor) => sum + minor, 0);
  return total.minor - byLine - returned.unlinedMinor;
}

/** Accepts a return of a purchase, or says why not: it is more than is left, or a line that does not exist. */
export function acceptReturn(sold: Sold, returned: Returned, back: GoodsBack): Accepted | Refusal {
  const left = leftOf(sold, returned);
  switch (back.what) {
    case 'whole':
      if (isAllBack(sold, returned)) return tooLarge(sold, 0);
      return { minor: left, lines: [], returned: { ...returned, whole: true } };
    case 'amount': {
      const { minor } = back.amount;
      if (minor > left) return tooLarge(sold, left);
      const unlinedMinor = returned.unlinedMinor + minor;
      return { minor, lines: [], returned: { ...returned, unlinedMinor } };
    }
    case 'lines':
      return acceptLines(sold, returned, back.lines);
  }
}

function acceptLines(
  sold: Sold,
  returned: Returned,
  wanted: readonly { id: string; minor: number | null }[],
): Accepted | Refusal {
  const paid = new Map(sold.lines.map(({ id, minor }) => [id, minor]));
  const taken: PurchaseLine[] = [];
  for (const { id, minor } of wanted) {
    const of = paid.get(id);
    if (of === undefined) return { key: 'line-unknown', line: id };
    const before = returned.lines.get(id);
    const left = returned.whole ? 0 : of - (before ?? 0);
    // A free line can come back once.
    if (returned.whole || (left === 0 && before !== undefined)) return tooLarge(sold, 0);
    if (minor !== null && minor > left) return tooLarge(sold, left);
    taken.push({ id, minor: minor ?? left });
  }
  const minor = taken.reduce((sum, line) => sum + line.minor, 0);
  const left = leftOf(sold, returned);
  if (minor > left) return tooLarge(sold, left);
  const lines = new Map(returned.lines);
  for (const line of taken) lines.set(line.id, (lines.get(line.id) ?? 0) + line.minor);
  return { minor, lines: taken, returned: { ...returned, lines } };
}

const tooLarge = ({ total }: Sold, left: number): Refusal => ({
  key: 'return-too-large',
  money: { minor: left, currency: total.currency },
});

function isAllBack(sold: Sold, returned: Returned): boolean {
  if (returned.whole) return true;
  const goods = sold.total.minor > 0 || sold.lines.length > 0;
  const free = sold.lines.filter(({ minor }) => minor === 0);
  return goods && leftOf(sold, returned) === 0 && free.every(({ id }) => returned.lines.has(id));
}

/** Something that comes back together with the goods: the purchase's points, or those of a reward. */
export interface Going {
  readonly amount: number;
  /** How it is spread over the lines; empty: in proportion to the prices. */
  readonly on: readonly PurchaseLine[];
  /** Lines for which it came back already, without their goods: their discount was undone. */
  readonly undone?: ReadonlySet<string>;
}

/**
 * How much of something must be back when these goods are back. It depends only on what is back, not on the order or
 * grouping of returns. It never falls when more comes back, and it is everything when everything is back. So a return
 * takes this value after it minus the value before it, and rounding loses nothing. Each line's share is fixed once, by
 * largest remainder.
 */
export function dueBack(sold: Sold, returned: Returned, going: Going): number {
  const { amount } = going;
  if (returned.whole) return amount;
  const shares = apportion(amount, weightsOf(sold, going));
  let byLine = 0;
  for (const [index, { id, minor }] of sold.lines.entries()) {
    byLine += lineBack(shares[index] ?? 0, minor, returned.lines.get(id), going.undone?.has(id));
  }
  if (returned.unlinedMinor === 0) return byLine;
  // An amount without a line is part of everything that the lines have not brought back.
  const notByLine = leftOf(sold, returned) + returned.unlinedMinor;
  return byLine + shareOf(amount - byLine, returned.unlinedMinor, notByLine);
}

/** Whether everything that it lay on is back: also of what cost no points, so that no points can say so. */
export function allIsBack(sold: Sold, returned: Returned, going: Omit<Going, 'amount'>): boolean {
  const weights = going.on.length === 0 ? sold.lines : going.on;
  // As many as the weights, so that each line has a share of its own.
  const amount = Math.max(
    1,
    weights.reduce((sum, { minor }) => sum + minor, 0),
  );
  return dueBack(sold, returned, { ...going, amount }) === amount;
}

function weightsOf(sold: Sold, { on }: Going): number[] {
  if (on.length === 0) return sold.lines.map(({ minor }) => minor);
  const weights = new Map(on.map(({ id, minor }) => [id, minor]));
  return sold.lines.map(({ id }) => weights.get(id) ?? 0);
}

function lineBack(
  share: number,
  paid: number,
  back: number | undefined,
  undone: boolean | undefined,
): number {
  if (undone || (back !== undefined && back === paid)) return share;
  return back === undefined ? 0 : shareOf(share, back, paid);
}

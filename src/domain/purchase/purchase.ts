import type { Program } from '#domain/program/program.ts';
import type { Channel } from '#domain/values/channel.ts';
import type { Money } from '#domain/values/money.ts';
import {
  type BasketFault,
  lineAsTold,
  type PurchaseLine,
  productFault,
  type SoldLine,
} from './line.ts';

/** What a purchase was paid with. */
export interface Tender {
  readonly kind: string;
  readonly minor: number;
  /** The part that was handed back as change; absent: nothing. */
  readonly change?: number;
}

/** A reward that was given with a purchase, and how much of its discount went to which line. */
export interface GivenReward {
  readonly redemptionId: string;
  /** Empty: the discount is on the purchase as a whole. */
  readonly lines: readonly PurchaseLine[];
}

/** What a till says was sold. */
export interface Basket {
  /** Absent: in a store. */
  readonly channel?: Channel;
  /** Where, in the shop's own words, such as a web shop's name; absent: at the till's store. */
  readonly place?: string;
  /** What was paid for the goods, without taxes: this earns. */
  readonly total: Money;
  readonly taxesMinor: number;
  /** A tip: it earns nothing. Absent: none. */
  readonly tipMinor?: number;
  /** By how much the sum was rounded up for cash; below zero: down. Absent: not rounded. */
  readonly roundingMinor?: number;
  /** Empty: the till does not say. */
  readonly lines: readonly SoldLine[];
  /** Empty: the till does not say, and all of it counts. */
  readonly tenders: readonly Tender[];
  readonly redemptions: readonly GivenReward[];
  /** Rules of kind `act` that the associate confirms, such as a bag of one's own; absent: none. */
  readonly acts?: readonly string[];
}

/** The first thing that does not add up in a basket; null: it does. */
export function basketFault(basket: Basket): BasketFault | null {
  const { total, lines, tenders, redemptions } = basket;
  return (
    twice(
      '/lines',
      'id',
      lines.map(({ id }) => id),
    ) ??
    productFault(lines) ??
    wrongSum('/lines', lines, total.minor) ??
    tooMuchChange(tenders) ??
    wrongSum('/tenders', tenders.map(paidWith), toPay(basket)) ??
    twice(
      '/redemptions',
      'redemptionId',
      redemptions.map(({ redemptionId }) => redemptionId),
    ) ??
    strayLine(basket)
  );
}

/** Two baskets are the same report if they say the same, in any order of lines. */
export const sameBasket = (a: Basket, b: Basket): boolean => inOrder(a) === inOrder(b);

/**
 * The part of the payment that was made with tenders that earn. Goods, taxes and a tip share every tender in the same
 * proportion. Upper and lower case of a tender's kind make no difference.
 */
export function countingPart(
  program: Pick<Program, 'excludedTenders'>,
  basket: Basket,
): { part: number; of: number } {
  if (basket.tenders.length === 0) return { part: 1, of: 1 };
  const of = toPay(basket);
  if (of === 0) return { part: 1, of: 1 };
  const kinds = new Set(program.excludedTenders?.map((kind) => kind.toLowerCase()));
  const excluded = basket.tenders.filter(({ kind }) => kinds.has(kind.toLowerCase()));
  return { part: of - sumOf(excluded.map(paidWith)), of };
}

/** What was to be paid in all, as the receipt prints it: goods, taxes, a tip, rounded for cash. */
export const toPay = ({
  total,
  taxesMinor,
  tipMinor = 0,
  roundingMinor = 0,
}: Pick<Basket, 'total' | 'taxesMinor' | 'tipMinor' | 'roundingMinor'>): number =>
  total.minor + taxesMinor + tipMinor + roundingMinor;

const paidWith = ({ minor, change = 0 }: Tender) => ({ minor: minor - change });

function tooMuchChange(tenders: readonly Tender[]): BasketFault | null {
  const index = tenders.findIndex(({ minor, change = 0 }) => change > minor);
  if (index < 0) return null;
  return { pointer: `/tenders/${index}/change`, detail: 'is more than was handed over' };
}

/**
 * Rounding each line for its tax may make the lines differ from the total, by at most half a minor unit for each. The
 * largest line takes the difference, so that the lines add up to the total and returns come out even.
 */
export function evenLines<Line extends PurchaseLine>(
  lines: readonly Line[],
  total: Money,
): readonly Line[] {
  const missing = total.minor - sumOf(lines);
  if (missing === 0 || 2 * Math.abs(missing) > lines.length) return lines;
  const largest = lines.reduce((most, line) => (line.minor > most.minor ? line : most));
  if (largest.minor + missing < 0) return lines;
  return lines.map((line) => (line === largest ? { ...line, minor: line.minor + missing } : line));
}

/** The first id that appears twice. */
export function twice(where: string, field: string, ids: readonly string[]): BasketFault | null {
  const index = ids.findIndex((id, at) => ids.indexOf(id) !== at);
  return index < 0 ? null : { pointer: `${where}/${index}/${field}`, detail: 'is there twice' };
}

function wrongSum(
  pointer: string,
  parts: readonly { readonly minor: number }[],
  expected: number,
): BasketFault | null {
  const sum = sumOf(parts);
  if (parts.length === 0 || sum === expected) return null;
  return { pointer, detail: `sum to ${sum}, not to ${expected}` };
}

function strayLine({ lines, redemptions }: Basket): BasketFault | null {
  const known = new Set(lines.map(({ id }) => id));
  for (const [index, given] of redemptions.entries()) {
    const where = `/redemptions/${index}/lines`;
    const ids = given.lines.map(({ id }) => id);
    const fault = twice(where, 'id', ids);
    if (fault) return fault;
    const stray = ids.findIndex((id) => !known.has(id));
    if (stray >= 0)
      return { pointer: `${where}/${stray}/id`, detail: 'is no line of the purchase' };
  }
  return null;
}

const sumOf = (parts: readonly { readonly minor: number }[]): number =>
  parts.reduce((sum, { minor }) => sum + minor, 0);

function inOrder(basket: Basket): string {
  const { total, taxesMinor, tipMinor = 0, roundingMinor = 0 } = basket;
  const { lines, tenders, redemptions, channel = 'store', place = null, acts = [] } = basket;
  return JSON.stringify([
    [channel, place],
    [total.currency, total.minor, taxesMinor, tipMinor, roundingMinor],
    [...new Set(acts)].sort(),
    inAnyOrder(lines.map(lineAsTold)),
    inAnyOrder(tenders.map(({ kind, minor, change = 0 }) => [kind.toLowerCase(), minor, change])),
    inAnyOrder(
      redemptions.map((given) => [
        given.redemptionId,
        inAnyOrder(given.lines.map(({ id, minor }) => [id, minor])),
      ]),
    ),
  ]);
}

/** Sorted for comparison: a till may list the same parts in another order. */
export const inAnyOrder = (parts: readonly unknown[]): string[] =>
  parts.map((part) => JSON.stringify(part)).sort();

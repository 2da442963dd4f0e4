import { pointsEarned } from '#domain/points/accrual.ts';
import type { Points } from '#domain/points/points.ts';
import type { Program, Tier } from '#domain/program/program.ts';
import { shareOf } from '#domain/values/apportion.ts';
import type { Money } from '#domain/values/money.ts';
import { isOneOf, paidByAll, type Tender, tenderFault, tenderParts } from './tender.ts';

/** One line of a receipt: what was paid for it, without taxes, after its discounts. */
export interface PurchaseLine {
  /** The till's own name of it, unique in its purchase. */
  readonly id: string;
  readonly minor: number;
}

/** A reward that was given with a purchase, and how much of its discount fell on which line. */
export interface GivenReward {
  readonly redemptionId: string;
  /** Empty: on the purchase as a whole. */
  readonly lines: readonly PurchaseLine[];
}

/** What a till says was sold. */
export interface Basket {
  /** What was paid for the goods, without taxes: this earns. */
  readonly total: Money;
  readonly taxesMinor: number;
  /** Empty: the till does not say. */
  readonly lines: readonly PurchaseLine[];
  /** Empty: the till does not say, and all of it counts. */
  readonly tenders: readonly Tender[];
  readonly redemptions: readonly GivenReward[];
}

/** A basket that does not add up: where (RFC 6901, within the purchase) and why. */
export interface BasketFault {
  readonly pointer: string;
  readonly detail: string;
}

/** The first thing that does not add up in a basket, or null. */
export function basketFault(basket: Basket): BasketFault | null {
  const { total, taxesMinor, lines, tenders, redemptions } = basket;
  return (
    twice(
      '/lines',
      'id',
      lines.map(({ id }) => id),
    ) ??
    wrongSum('/lines', lines, total.minor) ??
    tenderFault(tenders, total.minor + taxesMinor) ??
    twice(
      '/redemptions',
      'redemptionId',
      redemptions.map(({ redemptionId }) => redemptionId),
    ) ??
    strayLine(basket)
  );
}

/** Two baskets are one report when they say the same, in whatever order a till lists it. */
export const sameBasket = (a: Basket, b: Basket): boolean => inOrder(a) === inOrder(b);

/** What a basket earns at a tier, and how much of it counts towards the next one. */
export function earnedBy(
  program: Program,
  tier: Tier,
  basket: Basket,
): { points: Points; countedMinor: number } {
  const { part, of } = countingPart(program, basket);
  return {
    points: pointsEarned(program, tier, basket.total, { part, of }),
    countedMinor: of === 0 ? 0 : shareOf(basket.total.minor, part, of),
  };
}

/**
 * How much of what was paid was paid with something that earns; goods and taxes share every tender alike. Of what was paid, as
 * that may be a few cents off the sale; where nothing was, or the till does not say, all counts.
 */
function countingPart(program: Program, basket: Basket): { part: number; of: number } {
  const paid = paidByAll(basket.tenders);
  const of = paid === 0 ? basket.total.minor + basket.taxesMinor : paid;
  const excluded = basket.tenders.filter((tender) => isOneOf(program.excludedTenders, tender));
  return { part: of - paidByAll(excluded), of };
}

/** The first id that is there twice. */
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

function inOrder({ total, taxesMinor, lines, tenders, redemptions }: Basket): string {
  return JSON.stringify([
    [total.currency, total.minor, taxesMinor],
    inAnyOrder(lines.map(({ id, minor }) => [id, minor])),
    inAnyOrder(tenders.map(tenderParts)),
    inAnyOrder(
      redemptions.map((given) => [
        given.redemptionId,
        inAnyOrder(given.lines.map(({ id, minor }) => [id, minor])),
      ]),
    ),
  ]);
}

/** Parts as they compare: a till may list them in another order the next time. */
export const inAnyOrder = (parts: readonly unknown[]): string[] =>
  parts.map((part) => JSON.stringify(part)).sort();

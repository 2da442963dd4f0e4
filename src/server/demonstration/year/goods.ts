import type { SoldLine } from '#domain/purchase/line.ts';
import type { Chance } from './chance.ts';

/** What the bakery sells: its own article number, category and price in minor units. */
const shelf = [
  ['COFFEE', 'Coffee', 340],
  ['FLAT-WHITE', 'Coffee', 410],
  ['LOAF', 'Bread', 520],
  ['ROLLS', 'Bread', 280],
  ['BUN', 'Cake', 360],
  ['TART', 'Cake', 640],
  ['BEANS', 'Beans', 1_450],
  ['MUG', 'Things', 1_800],
] as const;

/** One to four lines that cost about so much together. */
export function basketOf(chance: Chance, about: number): SoldLine[] {
  const lines: SoldLine[] = [];
  let left = Math.round((about * (60 + chance.below(80))) / 100);
  for (let n = 1; n <= 4 && left > 0; n += 1) {
    const [sku, category, price] = chance.pick(shelf);
    const most = n === 4 ? Math.ceil(left / price) : 1 + chance.below(Math.ceil(left / price));
    const quantity = Math.max(1, most);
    lines.push({ id: `line-${n}`, minor: price * quantity, sku, categories: [category], quantity });
    left -= price * quantity;
  }
  return lines;
}

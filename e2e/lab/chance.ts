/** A number from 0 up to 1, the next one at each call. */
export type Chance = () => number;

/** From one value to another; the second may be the smaller. */
export type Range = readonly [from: number, to: number];

/**
 * Chance that can be had again: the same numbers for the same seed and place, whatever was drawn for other places.
 * It is [mulberry32](https://gist.github.com/tommyettinger/46a874533244883189143505d203312c), which is small, quick and even.
 */
export function chanceOf(seed: number, place: number): Chance {
  // Far apart, as neighbouring seeds begin alike.
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(place + 1, 0x85ebca6b)) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const between = (chance: Chance, [from, to]: Range): number => from + chance() * (to - from);

export function pick<Item>(chance: Chance, items: readonly Item[]): Item {
  const item = items[Math.floor(chance() * items.length)];
  if (item === undefined) throw new Error('there is nothing to pick from');
  return item;
}

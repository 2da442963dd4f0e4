import type { Program } from '#domain/program/program.ts';
import type { Birthday } from '#domain/values/birthday.ts';
import { Chance } from './chance.ts';

/** Somebody who shops for a year, and how they do. */
export interface Shopper {
  readonly address: string;
  readonly firstName: string;
  readonly language: string;
  /** Null: they never tell it. */
  readonly birthday: Birthday | null;
  /** Where they mostly shop. */
  readonly storeId: string;
  /** On which day of the year they join, from 0. */
  readonly joins: number;
  readonly visitsAMonth: number;
  /** What a visit costs about, minor units. */
  readonly spends: number;
  /** After how many visits they take a reward, about. */
  readonly redeems: number;
}

const names = [
  'Aoife',
  'Bea',
  'Cem',
  'Dana',
  'Emre',
  'Fay',
  'Hana',
  'Ivo',
  'Jun',
  'Karim',
  'Lea',
  'Mona',
];

/** Half tell it, some the month alone, and one in twenty was born on 29 February. */
function birthdayOf(chance: Chance): Birthday | null {
  if (chance.oneIn(2)) return null;
  if (chance.oneIn(10)) return { month: 2, day: 29 };
  return { month: 1 + chance.below(12), day: chance.oneIn(5) ? null : 1 + chance.below(28) };
}

/** Most come now and then, some every other day, a few spend much. @param n the number of the shopper, from 0 */
export function shopperOf(seed: string, n: number, { stores }: Program): Shopper {
  const chance = new Chance(`${seed} shopper ${n}`);
  return {
    address: `shopper-${n}@shop.example`,
    firstName: chance.pick(names),
    language: chance.oneIn(4) ? 'ar' : 'en',
    birthday: birthdayOf(new Chance(`${seed} birthday ${n}`)),
    storeId: chance.pick(stores).id,
    // Half of them were there before the year.
    joins: chance.oneIn(2) ? 0 : chance.below(330),
    visitsAMonth: chance.pick([1, 1, 1, 2, 2, 4]),
    spends: chance.pick([600, 1_200, 2_500, 2_500, 5_000, 16_000]),
    redeems: chance.pick([2, 3, 5]),
  };
}

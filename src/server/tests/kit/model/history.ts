// Random histories of what a member buys, brings back and exchanges.

const day = 24 * 60 * 60_000;
/** The histories happen within these days; then everything is reported. */
export const historyDays = 40;

/** A random number below `below`; the same seed gives the same ones. */
export type Random = (below: number) => number;

/** The generator of Numerical Recipes; its high bits are random enough to shuffle with. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

export interface ToldLine {
  readonly id: string;
  readonly minor: number;
  readonly categories: readonly string[];
  readonly quantity: number;
  /** The shop's article number; absent: none that a rule asks for. */
  readonly sku?: string;
}

export interface ToldSale {
  readonly what: 'sale';
  readonly n: number;
  readonly at: number;
  readonly lines: readonly ToldLine[];
  /** How many hundredths of it a gift card pays. */
  readonly gift: number;
}

export interface ToldReturn {
  readonly what: 'return';
  readonly n: number;
  /** The sale that it is of. */
  readonly of: number;
  readonly at: number;
  readonly lines: readonly { readonly id: string; readonly minor: number }[];
  /** What the goods are exchanged for; null: nothing. */
  readonly forMinor: number | null;
}

/** What a member does without buying; `claim`: they say what a sale was at which nobody had scanned them. */
export const doings = ['visit', 'birthday', 'name', 'newsletter', 'apology', 'claim'] as const;

/** What members say, and a tier that they pay for: online, or as a line of a sale that may come back. */
export const sayings = ['survey', 'review', 'plus', 'plus-line'] as const;

type Occasion = (typeof doings)[number] | (typeof sayings)[number];

export interface ToldOccasion {
  readonly what: Exclude<Occasion, 'plus-line'>;
  /** Of a claim, the sale that it is of. */
  readonly n: number;
  /** When the sale was that a claim is of, or when a tier was paid for; of all others it makes no difference. */
  readonly at: number;
  readonly minor: number;
}

/** What a till reports. */
export type ToldGoods = ToldSale | ToldReturn;
export type Told = ToldGoods | ToldOccasion;

const categories = ['Bread', 'Coffee', 'Books'];

/**
 * Sales near the tiers' thresholds, with returns of lines that fit in whatever order they come.
 * @param exchanges whether goods are exchanged too
 */
export function historyOf(random: Random, from: number, exchanges: boolean): ToldGoods[] {
  const told: ToldGoods[] = [];
  const sales = 3 + random(5);
  for (let n = 0; n < sales; n += 1) {
    const at = from + random(historyDays * day);
    const lines = Array.from({ length: 1 + random(3) }, (_, index) => ({
      id: `line-${index}`,
      quantity: 1 + random(3),
      minor: random(4) === 0 ? random(200) : random(40_000),
      categories: categories.slice(random(3)).slice(0, 1),
    }));
    told.push({ what: 'sale', n, at, lines, gift: random(4) === 0 ? random(100) : 0 });
    for (const line of lines.filter(() => random(4) === 0)) {
      const part = random(2) === 0 ? line.minor : random(line.minor + 1);
      const later = Math.min(at + random(15 * day), from + historyDays * day);
      const forMinor = exchanges && random(3) === 0 ? random(2 * part + 1) : null;
      const back = { what: 'return', n: told.length, of: n, at: later } as const;
      told.push({ ...back, lines: [{ id: line.id, minor: part }], forMinor });
    }
  }
  return told.sort((a, b) => a.at - b.at);
}

/** Some of what a member does besides, such as a purchase that they forgot to scan for, at any place of a history. */
export function occasionsOf(random: Random, from: number, kinds: readonly Occasion[]): Told[] {
  const some = kinds.filter(() => random(3) > 0);
  return some.flatMap((what, n): Told[] => {
    const at = from + random(historyDays * day);
    const minor = 1 + random(40_000);
    return what === 'plus-line' ? plusAtTill(random, from, at) : [{ what, n, at, minor }];
  });
}

/** The receipt on which a till sells the paid tier; no other sale of a history has this number. */
const plusReceipt = 90;

/** The paid tier as a line beside other goods, which comes back half of the times. */
function plusAtTill(random: Random, from: number, at: number): ToldGoods[] {
  const none = { categories: [], quantity: 1 };
  const lines = [
    { ...none, id: 'plus', minor: 1_900, sku: 'PLUS' },
    { ...none, id: 'goods', minor: random(30_000) },
  ];
  const sale: ToldSale = { what: 'sale', n: plusReceipt, at, lines, gift: 0 };
  if (random(2) === 0) return [sale];
  const back = { what: 'return', n: plusReceipt, of: plusReceipt } as const;
  const later = Math.min(at + random(10 * day), from + historyDays * day);
  return [sale, { ...back, at: later, lines: [{ id: 'plus', minor: 1_900 }], forMinor: null }];
}

/** Each once to three times, in a random order. */
export function shuffled<T>(random: Random, all: readonly T[]): T[] {
  const told = all.flatMap((one) => Array.from({ length: 1 + random(3) }, () => one));
  for (let last = told.length - 1; last > 0; last -= 1) {
    const other = random(last + 1);
    const [a, b] = [told[last], told[other]];
    if (a !== undefined && b !== undefined) [told[last], told[other]] = [b, a];
  }
  return told;
}

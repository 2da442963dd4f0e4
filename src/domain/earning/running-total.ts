import type { SaleRule } from '#domain/program/earning-rule.ts';
import {
  type Program,
  type Tier,
  usualMultipliedAtMostHundredths,
} from '#domain/program/program.ts';
import { minorDigits } from '#domain/values/currency.ts';
import type { Sale } from './fitting.ts';
import { type CountedGoods, piecesOf } from './goods.ts';

/** What a line of the receipt earns so far, in parts of a point. */
interface LineSum {
  readonly minor: bigint;
  /** What rules of kind `purchase` gave. */
  base: bigint;
  /** Hundredths that multipliers add to it. */
  added: bigint;
  /** The product of multipliers that multiply, each in hundredths. */
  product: bigint;
  /** `base` times all of them. */
  value: bigint;
}

/**
 * The sum of what rules give to a sale, exact, in parts of a point. It is rounded down only when it is asked for, so
 * all rules together lose less than one point, and a sale with one rule earns what that rule gives.
 */
export class RunningTotal {
  readonly #lines = new Map<string, LineSum>();
  readonly #tierRate: bigint;
  readonly #cap: bigint;
  /** 100 for each multiplier that multiplies: the denominator of their product. */
  readonly #products: bigint;
  /** One point. */
  readonly #one: bigint;
  readonly #part: bigint;
  #sum = 0n;

  /**
   * @param counts the part of the payment that earns
   * @param products how many multipliers of the sale multiply
   */
  constructor(
    program: Pick<Program, 'currency' | 'multipliedAtMostHundredths'>,
    tier: Tier,
    { basket }: Sale,
    counts: { readonly part: number; readonly of: number },
    { products, byLine }: { readonly products: number; readonly byLine: boolean },
  ) {
    this.#tierRate = BigInt(tier.rateHundredths);
    this.#products = 100n ** BigInt(products);
    const cap = program.multipliedAtMostHundredths ?? usualMultipliedAtMostHundredths;
    this.#cap = BigInt(cap) * this.#products;
    const minorPerMajor = 10n ** BigInt(minorDigits(program.currency));
    // Points a unit have four digits, the tier's rate two, added multipliers two.
    this.#one = minorPerMajor * 1_000_000n * 100n * this.#products * BigInt(counts.of);
    this.#part = BigInt(counts.part);
    const lines = byLine ? basket.lines : [{ id: wholeSale, minor: basket.total.minor }];
    for (const { id, minor } of lines) {
      const fresh = { base: 0n, added: 0n, product: this.#products, value: 0n };
      this.#lines.set(id, { minor: BigInt(minor), ...fresh });
    }
  }

  get points(): number {
    return Number(this.#sum / this.#one);
  }

  add({ kind, gives, tierRate, combines }: SaleRule, goods: CountedGoods): void {
    const rate = tierRate ? this.#tierRate : 100n;
    switch (gives.give) {
      case 'points':
        this.#sum += (BigInt(gives.points) * rate * this.#one) / 100n;
        return;
      case 'each': {
        const pieces = goods.lines.reduce((sum, line) => sum + piecesOf(line), 0);
        this.#sum += (BigInt(gives.points * Math.max(1, pieces)) * rate * this.#one) / 100n;
        return;
      }
      case 'per-unit':
        for (const line of this.#of(goods)) {
          const earned = line.minor * BigInt(gives.tenThousandths) * rate * this.#part;
          if (kind !== 'purchase') this.#sum += earned * 100n * this.#products;
          else this.#change(line, { base: line.base + earned });
        }
        return;
      case 'times': {
        const times = BigInt(gives.hundredths);
        for (const line of this.#of(goods)) {
          if (combines === 'add') this.#change(line, { added: line.added + times - 100n });
          // `product` holds 100 for each multiplier that has not come yet.
          else this.#change(line, { product: (line.product * times) / 100n });
        }
      }
    }
  }

  #of({ lines }: CountedGoods): LineSum[] {
    if (lines.length === 0) return [...this.#lines.values()];
    return lines.flatMap(({ id }) => this.#lines.get(id) ?? []);
  }

  #change(line: LineSum, change: Partial<LineSum>): void {
    Object.assign(line, change);
    const times = (100n + line.added) * line.product;
    const value = line.base * (times < this.#cap ? times : this.#cap);
    this.#sum += value - line.value;
    line.value = value;
  }
}

const wholeSale = '';

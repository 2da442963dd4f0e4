/** `amount × part ÷ of`, rounded down. It is exact for all sizes, where the product would be no safe integer. */
export const shareOf = (amount: number, part: number, of: number): number =>
  Number((BigInt(amount) * BigInt(part)) / BigInt(of));

/**
 * Splits a whole number by weights, so that the parts add up to it exactly. Each part is rounded down, and the rest
 * goes, one each, to the parts that lost most (largest remainder), the first among equals.
 * @param whole not negative
 * @param weights not negative; if all are zero, they count alike
 */
export function apportion(whole: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum === 0) {
    return weights.length === 0
      ? []
      : apportion(
          whole,
          weights.map(() => 1),
        );
  }
  const parts = weights.map((weight) => shareOf(whole, weight, sum));
  const lost = weights.map((weight) => (BigInt(whole) * BigInt(weight)) % BigInt(sum));
  const order = [...weights.keys()].sort((a, b) => Number((lost[b] ?? 0n) - (lost[a] ?? 0n)));
  const over = whole - parts.reduce((total, part) => total + part, 0);
  const favoured = new Set(order.slice(0, over));
  return parts.map((part, index) => (favoured.has(index) ? part + 1 : part));
}

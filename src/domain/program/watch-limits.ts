import { usualMinor } from '#domain/values/currency.ts';

/**
 * The limits above which the rules of the watch list note something; each program may set its own (docs/program.md).
 */
export interface WatchLimits {
  /** One purchase by hand, minor units. */
  readonly purchaseMinor: number;
  /** All purchases by hand of one associate. */
  readonly purchases: { readonly count: number; readonly minor: number };
  /** All purchases by hand to one member, by any associates. */
  readonly member: { readonly count: number; readonly minor: number };
  readonly undone: { readonly count: number; readonly points: number };
  readonly adjusted: { readonly count: number; readonly points: number };
  readonly lookUps: number;
  /** What a till's POS does in one day. */
  readonly pos: { readonly count: number; readonly minor: number };
}

/** The limits when the program gives none, in its currency; the amounts are above a weekly shop. */
export function usualWatchLimits(currency: string): WatchLimits {
  const minor = (hundredths: number) => usualMinor(currency, hundredths);
  return {
    purchaseMinor: minor(50_000),
    purchases: { count: 60, minor: minor(200_000) },
    member: { count: 4, minor: minor(75_000) },
    undone: { count: 3, points: 1_000 },
    adjusted: { count: 20, points: 5_000 },
    lookUps: 200,
    pos: { count: 300, minor: minor(1_000_000) },
  };
}

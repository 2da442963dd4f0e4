import { usualMinor } from '#domain/values/currency.ts';

/** From how much on the rules speak; each program may say otherwise (docs/program.md). */
export interface WatchLimits {
  /** By hand, minor units: one purchase. */
  readonly purchaseMinor: number;
  /** By hand, all of one associate. */
  readonly purchases: { readonly count: number; readonly minor: number };
  /** By hand, all to one member, by whichever associates. */
  readonly member: { readonly count: number; readonly minor: number };
  readonly undone: { readonly count: number; readonly points: number };
  readonly adjusted: { readonly count: number; readonly points: number };
  readonly lookUps: number;
  /** A till's POS is looked at above so much a day. */
  readonly pos: { readonly count: number; readonly minor: number };
}

/** What a program in this currency goes by where it does not say; amounts are more than a weekly shop. */
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

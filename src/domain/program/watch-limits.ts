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

/** Where the program does not say; amounts are in minor units, and in most currencies more than a weekly shop. */
export const usualWatchLimits: WatchLimits = {
  purchaseMinor: 50_000,
  purchases: { count: 60, minor: 200_000 },
  member: { count: 4, minor: 75_000 },
  undone: { count: 3, points: 1_000 },
  adjusted: { count: 20, points: 5_000 },
  lookUps: 200,
  pos: { count: 300, minor: 1_000_000 },
};

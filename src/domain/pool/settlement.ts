/** Whether the till has used a code that was handed out. */
export type HandoutOutcome = 'open' | 'used' | 'unused';

/** The results that a line of a till's file can have, in the order of the report. */
export const lineOutcomes = [
  /** The redemption is redeemed, by this line or by the same line before. */
  'used',
  /** The member had cancelled on the phone and used the code all the same: no points come back. */
  'used-after-cancel',
  /** Another line, in this file or an earlier one, has used it already. */
  'used-twice',
  /** It was settled as unused, so the points are back already. Somebody has to look into it. */
  'used-after-return',
  /**
   * None of our members had it at that time. If it is still in the pool, it will never be handed out. If a member got
   * it later, they hold a code that was spent: it stays open, so that their points come back.
   */
  'not-handed-out',
  /** It is in a pool, but this store's tills do not know that pool. */
  'not-of-this-store',
  'unknown',
  'bad-line',
] as const;

export type LineOutcome = (typeof lineOutcomes)[number];

/** The state of a code when a line about it is read. */
export interface CodeStanding {
  readonly outcome: HandoutOutcome;
  /** The key of the line that used it: till, time and receipt, from `useKeyOf`. */
  readonly useKey: string | null;
  /** When the member got it. */
  readonly issuedAt: number;
  /** When the member cancelled; null: never. */
  readonly cancelledAt: number | null;
}

/** One use in a till's file. Null: its columns do not say. */
export interface TillUse {
  readonly at: number | null;
  readonly till: string | null;
  readonly receiptNumber: string | null;
}

/** Stands for the till when a file names none: a word that every language has. */
export const unnamedTill = 'POS';

/** The same use has the same key in every file. */
export const useKeyOf = ({ at, till, receiptNumber }: TillUse): string =>
  JSON.stringify([at, till, receiptNumber]);

/**
 * A file may give the day only, and a till's clock may be in another time zone: a use counts as earlier from this
 * difference on.
 */
const surelyEarlierMs = 24 * 60 * 60_000;

/**
 * The result of a line.
 * @param standing null: nobody was given the code
 */
export function decideLine(standing: CodeStanding | null, use: TillUse): LineOutcome {
  if (standing === null) return 'not-handed-out';
  const early = use.at !== null && use.at < standing.issuedAt - surelyEarlierMs;
  if (early && standing.outcome !== 'used') return 'not-handed-out';
  if (standing.outcome === 'unused') return 'used-after-return';
  if (standing.outcome === 'used' && standing.useKey !== useKeyOf(use)) return 'used-twice';
  const { cancelledAt } = standing;
  // A code that was scanned first and cancelled afterwards was simply used.
  return cancelledAt !== null && (use.at ?? cancelledAt) >= cancelledAt
    ? 'used-after-cancel'
    : 'used';
}

/**
 * The time up to which a pool's codes are settled: the earliest one of its stores.
 * @param settledUntil by store; a missing store was never settled
 * @returns null while any store has not reported
 */
export function settledUntilIn(
  storeIds: readonly string[],
  settledUntil: ReadonlyMap<string, number>,
): number | null {
  const times = storeIds.map((id) => settledUntil.get(id) ?? null);
  return times.reduce<number | null>(
    (least, time) => (least === null || time === null ? null : Math.min(least, time)),
    times.length === 0 ? null : Number.POSITIVE_INFINITY,
  );
}

/** Whether the till has used a code that was handed out. */
export type HandoutOutcome = 'open' | 'used' | 'unused';

/** What a line of a till's file of used codes can come to, in the order in which a report tells it. */
export const lineOutcomes = [
  /** The redemption is redeemed, by this line or by the same one before. */
  'used',
  /** The member had cancelled on the phone and used it all the same: no points come back. */
  'used-after-cancel',
  /** Another line, of this file or of an earlier one, has used it already. */
  'used-twice',
  /** Settled as unused before, so the points are back already: somebody has to look into it. */
  'used-after-return',
  /**
   * Nobody of ours had it then. It waits in the pool and will never be handed out now; or somebody was given it
   * since, who holds a code that was spent: it stays open, so that their points come back.
   */
  'not-handed-out',
  /** It is in a pool, but not in one whose codes this store's tills know. */
  'not-of-this-store',
  'unknown',
  'bad-line',
] as const;

export type LineOutcome = (typeof lineOutcomes)[number];

/** How a code stands when a line about it is read. */
export interface CodeStanding {
  readonly outcome: HandoutOutcome;
  /** What the line said that used it: till, time and receipt, as `useKeyOf` writes them. */
  readonly useKey: string | null;
  /** When the member was given it. */
  readonly issuedAt: number;
  /** When the member cancelled; null: never. */
  readonly cancelledAt: number | null;
}

/** What a till's file says of one use. What its columns don't tell is null. */
export interface TillUse {
  readonly at: number | null;
  readonly till: string | null;
  readonly receiptNumber: string | null;
}

/** Told where a file does not say which till it was: a word that stands in every language. */
export const unnamedTill = 'POS';

/** The same use has the same key, in whichever file it stands. */
export const useKeyOf = ({ at, till, receiptNumber }: TillUse): string =>
  JSON.stringify([at, till, receiptNumber]);

/** A file may tell the day alone, and a till's clock may be set to another zone: earlier than that is earlier. */
const surelyEarlierMs = 24 * 60 * 60_000;

/**
 * What a line comes to.
 * @param standing null: nobody was given the code
 */
export function decideLine(standing: CodeStanding | null, use: TillUse): LineOutcome {
  if (standing === null) return 'not-handed-out';
  const early = use.at !== null && use.at < standing.issuedAt - surelyEarlierMs;
  if (early && standing.outcome !== 'used') return 'not-handed-out';
  if (standing.outcome === 'unused') return 'used-after-return';
  if (standing.outcome === 'used' && standing.useKey !== useKeyOf(use)) return 'used-twice';
  const { cancelledAt } = standing;
  // Scanned first and cancelled afterwards is a use like any other.
  return cancelledAt !== null && (use.at ?? cancelledAt) >= cancelledAt
    ? 'used-after-cancel'
    : 'used';
}

/**
 * Up to when a pool's codes are settled: as far as the store has come that has come least far.
 * @param settledUntil by store; a store that is missing has never been settled
 * @returns null while a store has said nothing yet
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

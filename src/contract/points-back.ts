/** Points that came back for a redemption, from the ledger. */
export interface PointsBack {
  readonly points: number;
  /** Points whose expiry had passed, so that they can't be spent. */
  readonly lapsed: number;
  /**
   * When the other points that came back expire, if their first expiry passed while the voucher held them; null: their
   * expiry is unchanged.
   */
  readonly until: number | null;
}

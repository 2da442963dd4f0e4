/** The rows of what phones show without signal. */

/** Under which two digits a pass asks for a reward at a price. A price that changed has another slot. */
export interface RewardSlotRow {
  slot: number;
  reward_id: string;
  points: number;
  /** When the program no longer had it so; null: it has. */
  gone_at: number | null;
}

/** A pass that a till has scanned. One phone's half minute is one row, so that it is taken once. */
export interface PassScanRow {
  member_id: string;
  /** The phone's session. */
  session_id: string;
  step: number;
  slot: number;
  /** Hash of the digits: sent again, also when their time is over, they lead here. */
  pass_key: string;
  store_id: string;
  till_id: string;
  scanned_at: number;
  /** Made beforehand, so that looking and redeeming name the same redemption. */
  redemption_id: string;
  state: PassScanState;
  /** JSON: why it was refused last. */
  refusal: string | null;
}

/** Looked at; issued as a redemption; or refused, which may go otherwise the next time. */
export type PassScanState = 'seen' | 'issued' | 'refused';

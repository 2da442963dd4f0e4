/** The rows of the tills: their keys and devices, who stands behind them, and what they were answered. */

export interface TillRow {
  id: string;
  store_id: string;
  key_hash: string;
  /** Null: its key is good. */
  revoked_at: number | null;
  /** The key before, which is good until then, so that a fleet of tills can change. */
  old_key_hash: string | null;
  old_key_until: number | null;
}

export interface TillDeviceRow {
  id: string;
  store_id: string;
  till_id: string;
  token_hash: string;
  enrolled_at: number;
  browser: string;
  revoked_at: number | null;
}

export interface EnrolmentRow {
  token_hash: string;
  till_id: string;
  expires_at: number;
  /** When it was used up or withdrawn. */
  used_at: number | null;
  /** 1: the device that uses it takes the place of those that were this till before. */
  replaces: number;
}

export interface AssociateRow {
  id: string;
  store_id: string;
  name: string;
  /** Their own e-mail address as members have it, so that serving oneself is seen; null: not known. */
  address_key: string | null;
  pin_hash: string;
  wrong_tries: number;
  locked_until: number;
  revoked_at: number | null;
}

export interface ShiftRow {
  id: string;
  device_id: string;
  associate_id: string;
  token_hash: string;
  started_at: number;
  ended_at: number | null;
}

/** A till's `Idempotency-Key` with the answer it got, in the transaction of its effect. */
export interface IdempotencyKeyRow {
  till_id: string;
  key: string;
  fingerprint: string;
  status: number;
  body: string;
  at: number;
}

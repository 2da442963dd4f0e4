/** The rows about tills: their keys and devices, their associates, and the answers that they got. */

export interface TillRow {
  id: string;
  store_id: string;
  key_hash: string;
  /** Null: its key is good. */
  revoked_at: number | null;
  /** The earlier key, and until when it is good, so that a fleet of tills can change. */
  old_key_hash: string | null;
  old_key_until: number | null;
  /** When its hash was made; null: as early as the row. Older than the key was turned: under the key before. */
  keyed_at: number | null;
}

export interface TillDeviceRow {
  id: string;
  store_id: string;
  till_id: string;
  token_hash: string;
  enrolled_at: number;
  browser: string;
  revoked_at: number | null;
  /** When its hash was made; null: as early as the row. Older than the key was turned: under the key before. */
  keyed_at: number | null;
}

export interface EnrolmentRow {
  token_hash: string;
  till_id: string;
  expires_at: number;
  /** When it was used or withdrawn. */
  used_at: number | null;
  /** 1: the device that uses it replaces those that were this till. */
  replaces: number;
}

export interface AssociateRow {
  id: string;
  store_id: string;
  name: string;
  /** Their own e-mail address in the form of a member's, so that serving oneself is noticed; null: not known. */
  address_key: string | null;
  pin_hash: string;
  wrong_tries: number;
  locked_until: number;
  revoked_at: number | null;
  /** When its hash was made; null: as early as the row. Older than the key was turned: under the key before. */
  keyed_at: number | null;
}

export interface ShiftRow {
  id: string;
  device_id: string;
  associate_id: string;
  token_hash: string;
  started_at: number;
  ended_at: number | null;
}

/** A till's `Idempotency-Key` with its answer, stored in the transaction of the act. */
export interface IdempotencyKeyRow {
  till_id: string;
  key: string;
  fingerprint: string;
  status: number;
  body: string;
  at: number;
  /** A keyed hash of all this; null: from a version that stored none. */
  seal: string | null;
}

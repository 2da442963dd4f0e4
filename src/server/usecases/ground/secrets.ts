/** What each derived key is for. A key of one purpose can't open or find what another one made. */
export type Purpose =
  | 'voucher-code'
  | 'voucher-lookup'
  | 'mint-code'
  | 'mint-key'
  | 'pool-code'
  | 'pool-lookup'
  | 'admin-key'
  | 'sign-in-link'
  | 'sign-in-code'
  | 'hand-over'
  | 'confirmation-code'
  | 'browser'
  | 'known-browser'
  | 'session'
  | 'session-token'
  | 'pass-key'
  | 'pass'
  | 'till-key'
  | 'till-device'
  | 'enrolment'
  | 'shift'
  | 'pin'
  | 'limit'
  | 'notice'
  | 'mail'
  | 'fingerprint'
  | 'ledger-link'
  | 'ledger-head'
  | 'ledger-begin'
  | 'kept-answer'
  | 'webhook';

/** All cryptography under SECRET_KEY. */
export interface Secrets {
  /** HMAC-SHA-256 under the purpose's key, base64url: the database stores this instead of the secret. */
  hash(purpose: Purpose, text: string): string;
  /** The same as 32 bytes, from which a code is made. */
  derive(purpose: Purpose, text: string): Uint8Array;
  /** HMAC-SHA-256 of a text under a key that this module derived. */
  sign(key: Uint8Array, text: string): Uint8Array;
  /** Encrypts a text for the database (AES-256-GCM). */
  seal(purpose: Purpose, text: string): string;
  /** @throws Error when it was not encrypted here for this purpose */
  open(purpose: Purpose, sealed: string): string;
  /** A slow hash (scrypt) of a PIN's few digits, with its own salt and the key as pepper. */
  hashPin(pin: string, salt: Uint8Array): Promise<string>;
  isPin(pin: string, hash: string): Promise<boolean>;
}

/** What each derived key is for. A key of one purpose can't open or find what another one made. */
export type Purpose =
  | 'voucher-code'
  | 'voucher-lookup'
  | 'mint-code'
  | 'mint-key'
  | 'pool-code'
  | 'pool-lookup'
  | 'admin-key'
  | 'desk-link'
  | 'desk-session'
  | 'sign-in-link'
  | 'sign-in-code'
  | 'hand-over'
  | 'confirmation-code'
  | 'tried-pin'
  | 'newsletter-code'
  | 'check-in-code'
  | 'review-link'
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
  | 'freeze-link'
  | 'address-code'
  | 'address-back'
  | 'merge-code'
  | 'former-address'
  | 'joining-gift'
  | 'mail'
  | 'mail-to'
  | 'mail-number'
  | 'fingerprint'
  | 'ledger-link'
  | 'ledger-head'
  | 'ledger-begin'
  | 'ledger-base'
  | 'kept-answer'
  | 'webhook'
  | 'fact-source';

/**
 * All cryptography under SECRET_KEY. While a key is turned there is a second one (SECRET_KEY_ALSO): what it made is still
 * found, opened and accepted, and nothing is made under it. So whoever looks up or compares asks `hashes`, `isHash` and
 * `derivations`; whoever stores asks the others.
 */
export interface Secrets {
  /** Whether there is a second key. */
  readonly turning: boolean;
  /** HMAC-SHA-256 under the purpose's key, base64url: the database stores this instead of the secret. */
  hash(purpose: Purpose, text: string): string;
  /** The hash under each key, SECRET_KEY's first: to find what either stored. */
  hashes(purpose: Purpose, text: string): readonly string[];
  /** Whether this is the text's hash under one of the keys. */
  isHash(purpose: Purpose, text: string, kept: string): boolean;
  /** The same as 32 bytes, from which a code is made. */
  derive(purpose: Purpose, text: string): Uint8Array;
  /** Those under each key, SECRET_KEY's first. */
  derivations(purpose: Purpose, text: string): readonly Uint8Array[];
  /** HMAC-SHA-256 of a text under a key that this module derived. */
  sign(key: Uint8Array, text: string): Uint8Array;
  /** Encrypts a text for the database (AES-256-GCM). */
  seal(purpose: Purpose, text: string): string;
  /** @throws Error when it was not encrypted here for this purpose */
  open(purpose: Purpose, sealed: string): string;
  /**
   * What was sealed under another of the keys, sealed under SECRET_KEY; null: it is under that already.
   * @throws Error as `open` does
   */
  resealed(purpose: Purpose, sealed: string): string | null;
  /** A slow hash (scrypt) of a PIN's few digits, with its own salt and the key as pepper. */
  hashPin(pin: string, salt: Uint8Array): Promise<string>;
  isPin(pin: string, hash: string): Promise<boolean>;
  /** The hash of a right PIN under SECRET_KEY, with the same salt; null: it is under that already. */
  renewedPin(pin: string, hash: string): Promise<string | null>;
}

/** What each derived key is for; one purpose never opens or finds what another made. */
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
  | 'webhook';

/** Everything that is made under SECRET_KEY. */
export interface Secrets {
  /** HMAC-SHA-256 under the purpose's own key, base64url: what the database holds in a secret's stead. */
  hash(purpose: Purpose, text: string): string;
  /** The same as 32 bytes, for making a code of them. */
  derive(purpose: Purpose, text: string): Uint8Array;
  /** HMAC-SHA-256 of a text under a key that was derived here and handed out. */
  sign(key: Uint8Array, text: string): Uint8Array;
  /** Encrypts text that must rest in the database (AES-256-GCM). */
  seal(purpose: Purpose, text: string): string;
  /** @throws Error when it was not sealed here for this purpose */
  open(purpose: Purpose, sealed: string): string;
  /** A slow hash (scrypt) for the few digits of a PIN, with a salt of its own and the key as pepper. */
  hashPin(pin: string, salt: Uint8Array): Promise<string>;
  isPin(pin: string, hash: string): Promise<boolean>;
}

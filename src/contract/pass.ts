/** What a till made of a pass, with the words to show. */
export interface Told {
  readonly id: string;
  readonly at: number;
  readonly text: string;
  /** The slot in the phone's pass. */
  readonly slot: number;
  /** What was redeemed; null: it was refused, and no points were taken. */
  readonly redemptionId: string | null;
}

/** What a phone needs to make passes without signal (`domain/scan/pass-payload.ts`). */
export interface PassKey {
  /** The server's clock, which counts the steps. */
  readonly at: number;
  readonly number: string;
  /** 32 bytes for HMAC-SHA-256, base64url. The phone imports them so that they can't be read again. */
  readonly key: string;
  /** From this time on, a phone that is online asks for the next key. */
  readonly renewAt: number;
  /** After this time no till accepts a pass made with this key. */
  readonly endsAt: number;
  readonly words: PassWords;
}

/** Sentences about a pass in the member's language. They come with the key, because only then they are needed. */
export interface PassWords {
  /** On the button when the server can't be reached. */
  readonly use: string;
  /** Under the barcode of a reward. */
  readonly made: string;
  /** Under the membership barcode. */
  readonly member: string;
  /** Instead of a barcode: the phone's clock was set, and nobody knows by how much. */
  readonly clock: string;
  /** Instead of a barcode: the phone was too long without signal. */
  readonly ended: string;
}

/** What became of a pass at a till, in words that come along. */
export interface Told {
  readonly id: string;
  readonly at: number;
  readonly text: string;
  /** The reward's slot that the phone had shown. */
  readonly slot: number;
  /** What was redeemed; null: it was refused, and no points have gone. */
  readonly redemptionId: string | null;
}

/** What a phone needs to make its barcodes without signal (`domain/pass.ts`). */
export interface PassKey {
  /** The server's clock, by which the steps are counted. */
  readonly at: number;
  readonly number: string;
  /** 32 bytes for HMAC-SHA-256, base64url. The phone imports them so that they can't be read again. */
  readonly key: string;
  /** From here on a phone that is online asks for the next one. */
  readonly renewAt: number;
  /** After it no till takes what was made with this key. */
  readonly endsAt: number;
  readonly words: PassWords;
}

/** What the pages say of a pass, in the member's language: it is only said where there is one. */
export interface PassWords {
  /** The button, where the server can't be reached. */
  readonly use: string;
  /** Under the barcode of a reward. */
  readonly made: string;
  /** Under the membership barcode. */
  readonly member: string;
  /** In place of a barcode: the phone's clock was set, and nobody knows to what. */
  readonly clock: string;
  /** In place of a barcode: too long without signal. */
  readonly ended: string;
}

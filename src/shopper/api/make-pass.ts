import { passMessage, passStepAt, passValueFrom } from '#domain/pass/pass-value.ts';
import { membershipSlot, passText } from '#domain/scan/pass-payload.ts';
import type { KeptPass } from './pass-store.ts';

/** What a phone shows as a pass, with the sentence below it. */
export type Pass =
  | {
      readonly kind: 'shown';
      /** The digits of the barcode. */
      readonly text: string;
      /** When it was made, by the server's clock. */
      readonly at: number;
      readonly said: string;
    }
  /** No till would accept what this phone makes now; `said` says what to do. */
  | { readonly kind: 'unsure'; readonly said: string };

/**
 * @param now the server's time, as far as the phone knows it
 * @param isRight whether the phone knows it
 */
export async function makePass(
  { key, number, endsAt, words }: KeptPass,
  slot: number,
  now: number,
  isRight: boolean,
): Promise<Pass> {
  if (!isRight) return { kind: 'unsure', said: words.clock };
  if (now > endsAt) return { kind: 'unsure', said: words.ended };
  const message = new TextEncoder().encode(passMessage(slot, passStepAt(now)));
  const value = passValueFrom(new Uint8Array(await crypto.subtle.sign('HMAC', key, message)));
  return {
    kind: 'shown',
    text: passText({ number, slot, value }),
    at: now,
    said: slot === membershipSlot ? words.member : words.made,
  };
}

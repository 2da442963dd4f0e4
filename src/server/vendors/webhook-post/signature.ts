import { timingSafeEqual } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

const prefix = 'whsec_';
const secretBytes = 32;
const secondMs = 1000;

/** A new secret in the form of Standard Webhooks. */
export const makeWebhookSecret = (randomBytes: (length: number) => Uint8Array): string =>
  prefix + Buffer.from(randomBytes(secretBytes)).toString('base64');

export interface Signed {
  /** The event's id, the same at every attempt, so that the receiver recognises a second copy. */
  readonly id: string;
  /** When this attempt is made, in whole seconds. */
  readonly timestamp: number;
  readonly body: string;
}

/** `webhook-signature`: one signature for each secret that is valid now. */
export const signaturesOf = (secrets: readonly string[], { id, timestamp, body }: Signed): string =>
  secrets
    .map((secret) => new Webhook(secret).sign(id, new Date(timestamp * secondMs), body))
    .join(' ');

/** Receivers and we refuse what was signed longer ago, or so far ahead: then a copy of it is worth nothing. */
export const signedWithinMs = 5 * 60_000;

/**
 * Whether one of the signatures of a `webhook-signature` is by one of the secrets. How old it is, the caller judges.
 * @param signatures as it was sent: `v1,` and base64, several with spaces between
 */
export function isSignedBy(
  secrets: readonly string[],
  signatures: string,
  signed: Signed,
): boolean {
  const right = signaturesOf(secrets, signed)
    .split(' ')
    .map((one) => Buffer.from(one));
  return signatures
    .split(' ')
    .map((one) => Buffer.from(one))
    .some((given) =>
      right.some((one) => one.length === given.length && timingSafeEqual(one, given)),
    );
}

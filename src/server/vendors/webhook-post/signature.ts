import { createHmac } from 'node:crypto';

const prefix = 'whsec_';
const secretBytes = 32;

/** A new secret as Standard Webhooks writes it. */
export const makeWebhookSecret = (randomBytes: (length: number) => Uint8Array): string =>
  prefix + Buffer.from(randomBytes(secretBytes)).toString('base64');

export interface Signed {
  /** The event's, the same at every attempt, so that the receiver can tell a second copy. */
  readonly id: string;
  /** When this attempt is made, whole seconds. */
  readonly timestamp: number;
  readonly body: string;
}

/** `webhook-signature`: one for each secret that is good now. */
export const signaturesOf = (secrets: readonly string[], message: Signed): string =>
  secrets.map((secret) => `v1,${signatureOf(secret, message)}`).join(' ');

function signatureOf(secret: string, { id, timestamp, body }: Signed): string {
  const key = Buffer.from(secret.slice(prefix.length), 'base64');
  return createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
}

import { Webhook } from 'standardwebhooks';

const prefix = 'whsec_';
const secretBytes = 32;
const secondMs = 1000;

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
export const signaturesOf = (secrets: readonly string[], { id, timestamp, body }: Signed): string =>
  secrets
    .map((secret) => new Webhook(secret).sign(id, new Date(timestamp * secondMs), body))
    .join(' ');

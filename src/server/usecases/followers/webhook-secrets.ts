import type { WebhookEndpointRow } from '#server/storage/db/schema-webhooks.ts';
import type { Context } from '#server/usecases/ground/context.ts';

export const sealWebhookSecret = ({ secrets }: Pick<Context, 'secrets'>, secret: string): string =>
  secrets.seal('webhook', secret);

/**
 * The secrets that sign for an endpoint now, the newest first.
 * @throws Error when they were sealed under another SECRET_KEY
 */
export function openWebhookSecrets(
  { secrets, now }: Pick<Context, 'secrets' | 'now'>,
  { secret, old_secret, old_secret_until }: WebhookEndpointRow,
): readonly string[] {
  const old = old_secret !== null && (old_secret_until ?? 0) > now() ? [old_secret] : [];
  return [secret, ...old].map((sealed) => secrets.open('webhook', sealed));
}

import type { Live } from '#server/storage/db/live.ts';
import type { Store } from '#server/storage/db/store.ts';
import type { Mailer } from '#server/vendors/mailer.ts';
import type { OpenMinter } from '#server/vendors/mint/minter.ts';
import type { WebhookTargets } from '#server/vendors/webhook-post/target.ts';
import type { Secrets } from './secrets.ts';

/**
 * The one door by which the impure world enters. `main` makes it, tests make their own of plain values.
 * Use-cases take what they need of it as their first argument.
 */
export interface Context {
  readonly store: Store;
  readonly live: Live;
  readonly secrets: Secrets;
  readonly mailer: Mailer;
  /** Reaches a vendor's POS with a retailer's key. */
  readonly openMinter: OpenMinter;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly randomBytes: (length: number) => Uint8Array;
  readonly log: Log;
  /** Where shoppers reach us: `https://host[:port]`, no slash at the end. */
  readonly publicUrl: string;
  /** Who acts where an administrator's act is written down: `server`, `command line` or a key's name. */
  readonly actor: string;
  /** Who is told by mail when something runs out; null: nobody. */
  readonly operatorMail: string | null;
  /** Where development mail can be read; null where mail is real. */
  readonly inboxUrl: string | null;
  /** Where webhooks may go: `local` is this machine and its network too, in development only. */
  readonly webhookTargets: WebhookTargets;
}

/** The little of a logger that use-cases may use; never given an address, a code or a token. */
export interface Log {
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
}

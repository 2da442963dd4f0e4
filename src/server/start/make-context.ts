import { randomBytes } from 'node:crypto';
import { plumbing } from '#contract/paths.ts';
import { openStore } from '#server/storage/db/open.ts';
import type { Context, Log } from '#server/usecases/ground/context.ts';
import { developmentMailer } from '#server/vendors/mailer.ts';
import { minters } from '#server/vendors/mint/open-minter.ts';
import { smtpMailer } from '#server/vendors/smtp-mailer.ts';
import type { Config } from './config.ts';
import { makeSecrets } from './keyed-secrets.ts';

interface Opening {
  /** For a program that loads a great deal. */
  readonly inBulk?: boolean;
  /** Who acts through it. */
  readonly actor?: string;
  /** False: where there is no database, none is made. */
  readonly makes?: boolean;
}

/**
 * Opens the impure world by the settings: database, clock, randomness, mail.
 * @throws StorageUnavailable when the database can't be opened
 */
export async function makeContext(
  config: Config,
  log: Log,
  { inBulk = false, actor = 'server', makes = true }: Opening = {},
): Promise<Context> {
  const { dataDir, databaseUrl, smtpUrl, mailFrom, publicUrl } = config;
  const { store, live } = await openStore({
    dataDir,
    databaseUrl: databaseUrl ?? undefined,
    log,
    randomBytes,
    inBulk,
    makes,
  });
  return {
    store,
    live,
    secrets: makeSecrets(config.secretKey),
    mailer:
      smtpUrl === null
        ? developmentMailer(mailFrom.address)
        : smtpMailer({ url: smtpUrl, from: mailFrom }),
    openMinter: minters(config.vendorOrigins),
    now: Date.now,
    randomBytes,
    log,
    publicUrl,
    actor,
    operatorMail: config.operatorMail,
    // Production refuses to start without SMTP, so an inbox is development's only.
    inboxUrl: smtpUrl === null ? publicUrl + plumbing.inbox : null,
    webhookTargets: config.webhookTargets,
  };
}

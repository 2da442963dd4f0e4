import { randomBytes } from 'node:crypto';
import { systemApi } from '#contract/paths.ts';
import { openStore } from '#server/storage/db/open.ts';
import type { Deadlines } from '#server/storage/db/postgres-settings.ts';
import { watchWrites } from '#server/storage/outage/watch-writes.ts';
import type { Context, Log } from '#server/usecases/ground/context.ts';
import { isItsSecretKey } from '#server/usecases/program/its-secret-key.ts';
import { developmentMailer } from '#server/vendors/mailer.ts';
import { minters } from '#server/vendors/mint/open-minter.ts';
import { smtpMailer } from '#server/vendors/smtp-mailer.ts';
import type { Config } from './config.ts';
import { makeSecrets } from './keyed-secrets.ts';
import { SettingFault } from './setting-fault.ts';

interface Opening {
  /** True for a program that loads very much. */
  readonly inBulk?: boolean;
  /** For a server, whose tills and phones wait only so long. */
  readonly deadlines?: Deadlines;
  /** Who acts through it. */
  readonly actor?: string;
  /** False: if there is no database, none is made. */
  readonly makes?: boolean;
  /** True for the commands that accept another SECRET_KEY than the database's. */
  readonly anyKey?: boolean;
  /** True for a copy: the tables may be of another version, and stay so. */
  readonly asItIs?: boolean;
}

/**
 * Opens the outside world by the settings: database, clock, randomness, mail.
 * @throws StorageUnavailable when the database can't be opened, SettingFault when it belongs to another SECRET_KEY
 */
export async function makeContext(
  config: Config,
  log: Log,
  {
    inBulk = false,
    deadlines,
    actor = 'server',
    makes = true,
    anyKey = false,
    asItIs = false,
  }: Opening = {},
): Promise<Context> {
  const { dataDir, databaseUrl, smtpUrl, mailFrom, publicUrl } = config;
  const { store: opened, live } = await openStore({
    dataDir,
    databaseUrl: databaseUrl ?? undefined,
    log,
    randomBytes,
    inBulk,
    ...(deadlines && { deadlines }),
    makes,
    asItIs,
  });
  const { store, canWrite } = watchWrites(opened);
  const secrets = makeSecrets(config.secretKey);
  try {
    if (!anyKey) await demandItsSecretKey({ store, secrets });
  } catch (fault) {
    await store.close();
    throw fault;
  }
  return {
    store,
    canWrite,
    live,
    secrets,
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
    // Production refuses to start without SMTP, so only development has an inbox.
    inboxUrl: smtpUrl === null ? publicUrl + systemApi.inbox : null,
    webhookTargets: config.webhookTargets,
  };
}

async function demandItsSecretKey(of: Pick<Context, 'store' | 'secrets'>): Promise<void> {
  if (await isItsSecretKey(of)) return;
  throw new SettingFault(
    'SECRET_KEY',
    'is not the one that this database was made under (where it is not set, it is the one in DATA_DIR/secret.key). Set that one; only if it is lost: npm run admin -- new-secret-key',
  );
}

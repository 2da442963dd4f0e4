import { randomBytes } from 'node:crypto';
import { systemApi } from '#contract/paths.ts';
import { rehearsalsIn } from '#server/jobs/rehearsal/start-rehearsals.ts';
import type { Connections } from '#server/storage/db/store.ts';
import type { Deadlines } from '#server/storage/engines/deadlines.ts';
import { openStore } from '#server/storage/engines/open.ts';
import { hasRoom, sqlitePath } from '#server/storage/engines/sqlite.ts';
import { SqlitePlace } from '#server/storage/engines/sqlite-place.ts';
import { watchWrites } from '#server/storage/outage/watch-writes.ts';
import { installationRow } from '#server/storage/program/installation.ts';
import type { Context, Log } from '#server/usecases/ground/context.ts';
import { noMeters } from '#server/usecases/ground/meters.ts';
import { beginChain, isItsSecretKey } from '#server/usecases/program/its-secret-key.ts';
import { turnStateOf } from '#server/usecases/turning/turn-state.ts';
import { developmentMailer, type Mailer } from '#server/vendors/mailer.ts';
import { minters } from '#server/vendors/mint/open-minter.ts';
import type { Config } from './config.ts';
import { makeSecrets } from './keyed-secrets.ts';
import type { Metrics } from './metrics/metrics.ts';
import { SettingFault } from './setting-fault.ts';
import { version } from './version.ts';

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
  /** For a server that is measured. */
  readonly metrics?: Metrics | null;
}

/** A server's context, and the database's connections for whoever measures. */
export interface Opened {
  readonly context: Context;
  readonly connections: () => readonly Connections[];
}

/**
 * Opens the outside world by the settings: database, clock, randomness, mail.
 * @throws StorageUnavailable when the database can't be opened, SettingFault when it belongs to another SECRET_KEY
 */
export async function makeContext(
  config: Config,
  log: Log,
  opening: Opening = {},
): Promise<Context> {
  return (await openContext(config, log, opening)).context;
}

/** Opens the same as `makeContext`, and gives a server the connections to measure. */
export async function openContext(
  config: Config,
  log: Log,
  {
    inBulk = false,
    deadlines,
    actor = 'server',
    makes = true,
    anyKey = false,
    asItIs = false,
    metrics = null,
  }: Opening,
): Promise<Opened> {
  const { dataDir, databaseUrl, smtpUrl, publicUrl } = config;
  const opened = await openStore({
    dataDir,
    databaseUrl: databaseUrl ?? undefined,
    log,
    randomBytes,
    inBulk,
    ...(deadlines && { deadlines }),
    makes,
    asItIs,
    ...(metrics && { committed: metrics.committed }),
  });
  const { live, connections } = opened;
  const watched = watchWrites(metrics?.measure(opened.store) ?? opened.store);
  const { store, canWrite } = watched;
  const place = databaseUrl === null ? new SqlitePlace(sqlitePath(dataDir)) : null;
  const secrets = makeSecrets(config.secretKey, config.secretKeyAlso);
  try {
    if (!anyKey) await demandItsSecretKey({ store, secrets });
    if (!anyKey && !asItIs) await beginChain({ store, secrets, now: Date.now });
  } catch (fault) {
    await store.close();
    throw fault;
  }
  const context: Context = {
    ...watched,
    version,
    // PostgreSQL looks after its own disk: it refuses the write. A shop at night writes nothing, so SQLite's is asked.
    canWrite: () => canWrite() && (place === null || (hasRoom(dataDir) && place.isKept())),
    live,
    secrets,
    mailer: await mailerOf(config),
    channels: [],
    openMinter: minters(config.vendorOrigins),
    ...rehearsalsIn({ dataDir, databaseUrl: databaseUrl ?? undefined }),
    now: Date.now,
    randomBytes,
    log,
    meters: metrics?.meters ?? noMeters,
    publicUrl,
    actor,
    operatorMail: config.operatorMail,
    // Production refuses to start without SMTP, so only development has an inbox.
    inboxUrl: smtpUrl === null ? publicUrl + systemApi.inbox : null,
    webhookTargets: config.webhookTargets,
  };
  return { context, connections };
}

async function mailerOf({ smtpUrl, mailFrom }: Config): Promise<Mailer> {
  if (smtpUrl === null) return developmentMailer(mailFrom.address);
  const { smtpMailer } = await import('#server/vendors/smtp-mailer.ts');
  return smtpMailer({ url: smtpUrl, from: mailFrom });
}

async function demandItsSecretKey(of: Pick<Context, 'store' | 'secrets'>): Promise<void> {
  if (await isItsSecretKey(of)) {
    const { state } = turnStateOf(of, await installationRow(of.store.read));
    if (state !== 'turned-away') return;
    throw new SettingFault(
      'SECRET_KEY',
      'is the key that this database was turned away from, and SECRET_KEY_ALSO the one that it is under. Exchange the two',
    );
  }
  throw new SettingFault(
    'SECRET_KEY',
    'is not the one that this database was made under (where it is not set, it is the one in DATA_DIR/secret.key). Set that one; only if it is lost: npm run admin -- new-secret-key',
  );
}

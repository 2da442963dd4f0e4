import { join, resolve } from 'node:path';
import type { VendorOrigins } from '#server/vendors/mint/open-minter.ts';
import type { WebhookTargets } from '#server/vendors/webhook-post/target.ts';
import { openDataFolder } from './data-folder.ts';
import { demandExisting } from './existing-data.ts';
import { isSocketGiven } from './given-socket.ts';
import { type MailFrom, mailFromOf } from './mail-from.ts';
import type { MetricsAccess } from './metrics/metrics-server.ts';
import { demandForPhones, publicUrlOf } from './public-url.ts';
import { demandUnguessable, keptSecretKey } from './secret-key.ts';
import { SettingFault } from './setting-fault.ts';
import { demand, readSettings, refuse, type Settings } from './settings.ts';
import { readTls, type Tls } from './tls-files.ts';

/** The settings as the server uses them: read, checked, with every default filled in. */
export interface Config {
  readonly production: boolean;
  readonly port: number;
  readonly host: string;
  /** Whether a port that another program holds is ours to take connections from, beside our own. */
  readonly socketGiven: boolean;
  /** The address for shoppers: `https://host[:port]`, no slash at the end. */
  readonly publicUrl: string;
  /** Whether browsers may never again ask any host below ours without TLS, whoever runs it. */
  readonly hstsSubdomains: boolean;
  /** Absolute. It exists and can be written to if anything important is stored in it. */
  readonly dataDir: string;
  /** Absolute: what `npm run build` made, or an earlier build that was put aside. */
  readonly buildDir: string;
  /** PostgreSQL; null: SQLite in `dataDir`. */
  readonly databaseUrl: string | null;
  /** Null only outside production: mail is then shown in the development inbox. */
  readonly smtpUrl: string | null;
  readonly mailFrom: MailFrom;
  /** Stand-ins for vendors, in tests; null everywhere else. */
  readonly vendorOrigins: VendorOrigins;
  /** Who gets a mail when codes run low; null: nobody. */
  readonly operatorMail: string | null;
  readonly secretKey: string;
  /** The other key while one is turned: what it made is still accepted; null: none is. */
  readonly secretKeyAlso: string | null;
  readonly tls: Tls | null;
  /** How many proxies of our own are in front; their X-Forwarded-For and -Proto are believed. */
  readonly trustedProxies: number;
  /** How long requests are still taken after the signal to end, until a proxy has noticed that we are not ready. */
  readonly drainMs: number;
  /** Where the metrics are read; null: nowhere, and nothing is counted. */
  readonly metrics: MetricsAccess | null;
  /** Where webhooks may go: `local` allows this machine and its network too, for trying them out. */
  readonly webhookTargets: WebhookTargets;
  readonly logLevel: NonNullable<Settings['LOG_LEVEL']>;
}

/**
 * Reads the environment, and no other place does. Makes the data folder and, outside production, the key in it.
 * @param use `makes: false` for a program that works on existing data: nothing is made, and what is missing is a fault;
 *   `opens: false` with it for one that needs the key and no database
 * @throws SettingFault naming the first wrong setting, and never showing a secret
 */
export function readConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
  { makes = true, opens = true }: { makes?: boolean; opens?: boolean } = {},
): Config {
  const read = readSettings(env);
  const production = read.NODE_ENV === 'production';
  // Checked before anything is made, so that a production start without them leaves no trace.
  if (production) {
    demand(read, ['PUBLIC_URL', 'SMTP_URL', 'SECRET_KEY']);
    refuse(read, ['SHOPIFY_BASE_URL', 'SQUARE_BASE_URL']);
    if (read.WEBHOOK_TARGETS === 'local') {
      throw new SettingFault('WEBHOOK_TARGETS', 'must be public in production; it is "local"');
    }
  }
  const tls = readTls(read.TLS_CERT, read.TLS_KEY);
  const publicUrl = publicUrlOf(read, tls !== null);
  if (production) {
    demandForPhones(publicUrl);
    demandUnguessable(read.SECRET_KEY ?? '', publicUrl);
  }
  // With PostgreSQL and its own key a server stores nothing important here, and may run on a read-only disk.
  const keepsData = read.DATABASE_URL === undefined || read.SECRET_KEY === undefined;
  if (!makes) demandExisting(read, opens);
  const dataDir = keepsData ? openDataFolder(read.DATA_DIR) : resolve(read.DATA_DIR);
  const secretKey = read.SECRET_KEY ?? keptSecretKey(dataDir);
  return {
    production,
    port: read.PORT,
    host: read.HOST,
    socketGiven: isSocketGiven(env),
    publicUrl,
    hstsSubdomains: read.HSTS_SUBDOMAINS === 'yes',
    dataDir,
    buildDir: resolve(read.BUILD_DIR ?? join(import.meta.dirname, '../../../dist')),
    databaseUrl: read.DATABASE_URL ?? null,
    smtpUrl: read.SMTP_URL ?? null,
    mailFrom: mailFromOf(read.MAIL_FROM, publicUrl),
    vendorOrigins: { shopify: read.SHOPIFY_BASE_URL ?? null, square: read.SQUARE_BASE_URL ?? null },
    operatorMail: read.OPERATOR_MAIL ?? null,
    secretKey,
    secretKeyAlso: alsoOf(read, secretKey),
    tls,
    trustedProxies: read.TRUST_PROXY,
    drainMs: read.DRAIN_SECONDS * 1_000,
    metrics: metricsOf(read),
    webhookTargets: read.WEBHOOK_TARGETS,
    // Quiet in development, so that what `npm start` printed stays visible.
    logLevel: read.LOG_LEVEL ?? (production ? 'info' : 'warn'),
  };
}

/** An easily guessed one is allowed: it may be the one that is turned away from. */
function alsoOf({ SECRET_KEY_ALSO }: Settings, secretKey: string): string | null {
  if (SECRET_KEY_ALSO !== secretKey) return SECRET_KEY_ALSO ?? null;
  throw new SettingFault('SECRET_KEY_ALSO', 'is the same as SECRET_KEY: set the other one');
}

/** From another machine the metrics are read with a token: they tell how a shop's day goes. */
function metricsOf({ METRICS_PORT, METRICS_HOST, METRICS_TOKEN }: Settings): MetricsAccess | null {
  if (METRICS_PORT === undefined) return null;
  const isHere = ['127.0.0.1', '::1', 'localhost'].includes(METRICS_HOST);
  if (!isHere && METRICS_TOKEN === undefined) {
    throw new SettingFault('METRICS_TOKEN', `must be set where METRICS_HOST is ${METRICS_HOST}`);
  }
  return { port: METRICS_PORT, host: METRICS_HOST, token: METRICS_TOKEN ?? null };
}

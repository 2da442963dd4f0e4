import { join, resolve } from 'node:path';
import Type, { type Static } from 'typebox';
import Value from 'typebox/value';
import type { VendorOrigins } from '#server/vendors/mint/open-minter.ts';
import type { WebhookTargets } from '#server/vendors/webhook-post/target.ts';
import { openDataFolder } from './data-folder.ts';
import { demandExisting } from './existing-data.ts';
import { type MailFrom, mailFromOf } from './mail-from.ts';
import type { MetricsAccess } from './metrics/metrics-server.ts';
import { publicUrlOf, refuseWithoutTls } from './public-url.ts';
import { keptSecretKey } from './secret-key.ts';
import { SettingFault, shown } from './setting-fault.ts';
import { readTls, type Tls } from './tls-files.ts';

const whole = (minimum: number, maximum: number, byDefault: number) =>
  Type.Integer({
    minimum,
    maximum,
    default: byDefault,
    description: `a whole number from ${minimum} to ${maximum}`,
  });

const port = Type.Integer({
  minimum: 1,
  maximum: 65_535,
  description: 'a whole number from 1 to 65535',
});

const host = {
  pattern: '^[A-Za-z0-9.:_-]{1,255}$',
  description: 'an address or a name to listen on, such as 127.0.0.1 or 0.0.0.0',
} as const;

/** A vendor's stand-in on this machine. No setting changes the addresses of real vendors. */
const standIn = Type.Optional(
  Type.String({
    pattern: '^http://(127\\.0\\.0\\.1|localhost):\\d{1,5}$',
    description: 'http://127.0.0.1:PORT, for tests only',
  }),
);

/** All settings. `description` ends the sentence "X must be …". */
const settings = Type.Object({
  NODE_ENV: Type.Enum(['development', 'test', 'production'], {
    default: 'development',
    description: 'development, test or production',
  }),
  PORT: whole(1, 65_535, 8080),
  HOST: Type.String({ ...host, default: '127.0.0.1' }),
  PUBLIC_URL: Type.Optional(
    Type.String({
      pattern:
        '^https?://[A-Za-z0-9.-]+(:\\d{1,5})?/?$|^https?://\\[[0-9A-Fa-f:]+\\](:\\d{1,5})?/?$',
      description: 'http:// or https:// with a host and no path, such as https://points.example',
    }),
  ),
  HSTS_SUBDOMAINS: Type.Enum(['yes', 'no'], { default: 'no', description: 'yes or no' }),
  DATA_DIR: Type.String({ minLength: 1, default: './data', description: 'a folder' }),
  BUILD_DIR: Type.Optional(Type.String({ description: 'the folder of a build' })),
  DATABASE_URL: Type.Optional(
    Type.String({
      pattern: '^postgres(ql)?://.',
      description: 'postgres://user:password@host:port/database, or absent for SQLite',
      secret: true,
    }),
  ),
  SMTP_URL: Type.Optional(
    Type.String({
      pattern: '^smtps?://([^\\s/@]+@)?[A-Za-z0-9.:_[\\]-]+/?(\\?\\S*)?$',
      description: 'smtp://user:password@host:port or smtps://…',
      secret: true,
    }),
  ),
  MAIL_FROM: Type.Optional(
    Type.String({
      // Narrow on purpose, because it becomes a header.
      pattern:
        '^([^<>"@,;:\\x00-\\x1f]{1,100} <[^\\s<>"@,;:]+@[A-Za-z0-9.-]+>|[^\\s<>"@,;:]+@[A-Za-z0-9.-]+)$',
      description: 'an address, such as points@shop.example or Shop <points@shop.example>',
    }),
  ),
  SHOPIFY_BASE_URL: standIn,
  SQUARE_BASE_URL: standIn,
  OPERATOR_MAIL: Type.Optional(
    Type.String({
      pattern: '^[^\\s<>"@,;:]+@[A-Za-z0-9.-]+$',
      description: 'an address, such as operator@shop.example',
    }),
  ),
  SECRET_KEY: Type.Optional(
    Type.String({ minLength: 32, description: 'at least 32 characters', secret: true }),
  ),
  TLS_CERT: Type.Optional(Type.String({ description: 'the path of a certificate in PEM' })),
  TLS_KEY: Type.Optional(Type.String({ description: "the path of the certificate's key in PEM" })),
  TRUST_PROXY: whole(0, 10, 0),
  DRAIN_SECONDS: whole(0, 300, 0),
  METRICS_PORT: Type.Optional(port),
  METRICS_HOST: Type.String({ ...host, default: '127.0.0.1' }),
  METRICS_TOKEN: Type.Optional(
    Type.String({
      pattern: '^[A-Za-z0-9._~+/=-]{16,256}$',
      description: '16 characters or more, of letters, digits and ._~+/=-',
      secret: true,
    }),
  ),
  WEBHOOK_TARGETS: Type.Enum(['public', 'local'], {
    default: 'public',
    description: 'public, or local for receivers on this machine (never in production)',
  }),
  LOG_LEVEL: Type.Optional(
    Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      description: 'fatal, error, warn, info, debug, trace or silent',
    }),
  ),
});
type Settings = Static<typeof settings>;

/** The settings as the server uses them: read, checked, with every default filled in. */
export interface Config {
  readonly production: boolean;
  readonly port: number;
  readonly host: string;
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
 * @param use `makes: false` for a program that works on existing data: nothing is made, and what is missing is a fault
 * @throws SettingFault naming the first wrong setting, and never showing a secret
 */
export function readConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
  { makes = true }: { makes?: boolean } = {},
): Config {
  const read = check(env);
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
  if (production) refuseWithoutTls(publicUrl);
  // With PostgreSQL and its own key a server stores nothing important here, and may run on a read-only disk.
  const keepsData = read.DATABASE_URL === undefined || read.SECRET_KEY === undefined;
  if (!makes) demandExisting(read);
  const dataDir = keepsData ? openDataFolder(read.DATA_DIR) : resolve(read.DATA_DIR);
  return {
    production,
    port: read.PORT,
    host: read.HOST,
    publicUrl,
    hstsSubdomains: read.HSTS_SUBDOMAINS === 'yes',
    dataDir,
    buildDir: resolve(read.BUILD_DIR ?? join(import.meta.dirname, '../../../dist')),
    databaseUrl: read.DATABASE_URL ?? null,
    smtpUrl: read.SMTP_URL ?? null,
    mailFrom: mailFromOf(read.MAIL_FROM, publicUrl),
    vendorOrigins: { shopify: read.SHOPIFY_BASE_URL ?? null, square: read.SQUARE_BASE_URL ?? null },
    operatorMail: read.OPERATOR_MAIL ?? null,
    secretKey: read.SECRET_KEY ?? keptSecretKey(dataDir),
    tls,
    trustedProxies: read.TRUST_PROXY,
    drainMs: read.DRAIN_SECONDS * 1_000,
    metrics: metricsOf(read),
    webhookTargets: read.WEBHOOK_TARGETS,
    // Quiet in development, so that what `npm start` printed stays visible.
    logLevel: read.LOG_LEVEL ?? (production ? 'info' : 'warn'),
  };
}

function check(env: Readonly<Record<string, string | undefined>>): Settings {
  const read: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(settings.properties)) {
    // `PORT= npm start` means "none", as it does in a shell.
    const text = env[name]?.trim() || undefined;
    if (text === undefined) {
      if ('default' in schema) read[name] = schema.default;
      continue;
    }
    const value = Type.IsInteger(schema) && /^\d{1,9}$/.test(text) ? Number(text) : text;
    if (!Value.Check(schema, value)) {
      const { description, secret } = schema as { description?: string; secret?: boolean }; // Ours, above.
      const was = secret
        ? 'what it is now is not shown, as it is a secret'
        : `it is ${shown(text)}`;
      throw new SettingFault(name, `must be ${description}; ${was}`);
    }
    read[name] = value;
  }
  return Value.Parse(settings, read);
}

function demand(
  read: Settings,
  names: readonly ('PUBLIC_URL' | 'SMTP_URL' | 'SECRET_KEY')[],
): void {
  for (const name of names) {
    if (read[name] !== undefined) continue;
    const { description } = settings.properties[name] as { description?: string }; // Ours, above.
    throw new SettingFault(name, `must be set in production (${description}); it is not set`);
  }
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

/** A retailer's key must go only to its vendor. */
function refuse(read: Settings, names: readonly ('SHOPIFY_BASE_URL' | 'SQUARE_BASE_URL')[]): void {
  const given = names.find((name) => read[name] !== undefined);
  if (given) throw new SettingFault(given, 'is for tests only, and must not be set in production');
}

import Type, { type Static } from 'typebox';
import { Check } from 'typebox/schema';
import { SettingFault, shown } from './setting-fault.ts';

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
      // No query: the mail library would read options in it, such as one that does without TLS.
      pattern: '^smtps?://([^\\s/@]+@)?[A-Za-z0-9.:_[\\]-]+/?$',
      description: 'smtp://user:password@host:port or smtps://…, and nothing after it',
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
export type Settings = Static<typeof settings>;

/**
 * Reads each setting of an environment, or its default.
 * @throws SettingFault naming the first wrong setting, and never showing a secret
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const read: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(settings.properties)) {
    // `PORT= npm start` means "none", as it does in a shell.
    const text = env[name]?.trim() || undefined;
    if (text === undefined) {
      if ('default' in schema) read[name] = schema.default;
      continue;
    }
    const value = Type.IsInteger(schema) && /^\d{1,9}$/.test(text) ? Number(text) : text;
    if (!Check(schema, value)) {
      const { description, secret } = schema as { description?: string; secret?: boolean }; // Our own schemas, above, have these fields.
      const was = secret
        ? 'what it is now is not shown, as it is a secret'
        : `it is ${shown(text)}`;
      throw new SettingFault(name, `must be ${description}; ${was}`);
    }
    read[name] = value;
  }
  return read as Settings; // Each one was checked above, or is a default of the schema.
}

/** @throws SettingFault naming the first of these that is not set */
export function demand(
  read: Settings,
  names: readonly ('PUBLIC_URL' | 'SMTP_URL' | 'SECRET_KEY')[],
): void {
  for (const name of names) {
    if (read[name] !== undefined) continue;
    const { description } = settings.properties[name] as { description?: string }; // Our own schemas, above, have these fields.
    throw new SettingFault(name, `must be set in production (${description}); it is not set`);
  }
}

/** A retailer's key must go only to its vendor. @throws SettingFault naming the first of these that is set */
export function refuse(
  read: Settings,
  names: readonly ('SHOPIFY_BASE_URL' | 'SQUARE_BASE_URL')[],
): void {
  const given = names.find((name) => read[name] !== undefined);
  if (given) throw new SettingFault(given, 'is for tests only, and must not be set in production');
}

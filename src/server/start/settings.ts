import { SettingFault, shown } from './setting-fault.ts';

/** How one setting is read. Plain, because each command of `npm run admin` reads them all, and runs for a moment. */
interface Setting<Value> {
  /** Ends the sentence "X must be …". */
  readonly must: string;
  /** @returns undefined: the text is no such value */
  readonly read: (text: string) => Value | undefined;
  /** It is never shown. */
  readonly secret?: true;
}

interface WithDefault<Value> extends Setting<Value> {
  readonly byDefault: Value;
}

const whole = (minimum: number, maximum: number): Setting<number> => ({
  must: `a whole number from ${minimum} to ${maximum}`,
  read: (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    return value >= minimum && value <= maximum ? value : undefined;
  },
});

const text = (must: string, pattern = /^/): Setting<string> => ({
  must,
  read: (typed) => (pattern.test(typed) ? typed : undefined),
});

const oneOf = <const Value extends string>(
  values: readonly Value[],
  must: string,
): Setting<Value> => ({ must, read: (typed) => values.find((value) => value === typed) });

const byDefault = <Value>(value: NoInfer<Value>, setting: Setting<Value>): WithDefault<Value> => ({
  ...setting,
  byDefault: value,
});

const secret = <Value>(setting: Setting<Value>): Setting<Value> => ({ ...setting, secret: true });

const host = text(
  'an address or a name to listen on, such as 127.0.0.1 or 0.0.0.0',
  /^[A-Za-z0-9.:_-]{1,255}$/u,
);

/** A vendor's stand-in on this machine. No setting changes the addresses of real vendors. */
const standIn = text(
  'http://127.0.0.1:PORT, for tests only',
  /^http:\/\/(127\.0\.0\.1|localhost):\d{1,5}$/u,
);

/** All settings. */
const settings = {
  NODE_ENV: byDefault(
    'development',
    oneOf(['development', 'test', 'production'], 'development, test or production'),
  ),
  PORT: byDefault(8080, whole(1, 65_535)),
  HOST: byDefault('127.0.0.1', host),
  PUBLIC_URL: text(
    'http:// or https:// with a host and no path, such as https://points.example',
    /^https?:\/\/[A-Za-z0-9.-]+(:\d{1,5})?\/?$|^https?:\/\/\[[0-9A-Fa-f:]+\](:\d{1,5})?\/?$/u,
  ),
  HSTS_SUBDOMAINS: byDefault('no', oneOf(['yes', 'no'], 'yes or no')),
  DATA_DIR: byDefault('./data', text('a folder')),
  BUILD_DIR: text('the folder of a build'),
  DATABASE_URL: secret(
    text(
      'postgres://user:password@host:port/database, or absent for SQLite',
      /^postgres(ql)?:\/\/./u,
    ),
  ),
  SMTP_URL: secret(
    text(
      'smtp://user:password@host:port or smtps://…, and nothing after it',
      // No query: the mail library would read options in it, such as one that does without TLS.
      /^smtps?:\/\/([^\s/@]+@)?[A-Za-z0-9.:_[\]-]+\/?$/u,
    ),
  ),
  MAIL_FROM: text(
    'an address, such as points@shop.example or Shop <points@shop.example>',
    // Narrow on purpose, because it becomes a header.
    /^([^<>"@,;:\p{Cc}]{1,100} <[^\s<>"@,;:]+@[A-Za-z0-9.-]+>|[^\s<>"@,;:]+@[A-Za-z0-9.-]+)$/u,
  ),
  SHOPIFY_BASE_URL: standIn,
  SQUARE_BASE_URL: standIn,
  OPERATOR_MAIL: text(
    'an address, such as operator@shop.example',
    /^[^\s<>"@,;:]+@[A-Za-z0-9.-]+$/u,
  ),
  SECRET_KEY: secret(text('at least 32 characters', /^.{32}/su)),
  SECRET_KEY_ALSO: secret(text('at least 32 characters', /^.{32}/su)),
  TLS_CERT: text('the path of a certificate in PEM'),
  TLS_KEY: text("the path of the certificate's key in PEM"),
  TRUST_PROXY: byDefault(0, whole(0, 10)),
  DRAIN_SECONDS: byDefault(0, whole(0, 300)),
  METRICS_PORT: whole(1, 65_535),
  METRICS_HOST: byDefault('127.0.0.1', host),
  METRICS_TOKEN: secret(
    text('16 characters or more, of letters, digits and ._~+/=-', /^[A-Za-z0-9._~+/=-]{16,256}$/u),
  ),
  WEBHOOK_TARGETS: byDefault(
    'public',
    oneOf(
      ['public', 'local'],
      'public, or local for receivers on this machine (never in production)',
    ),
  ),
  LOG_LEVEL: oneOf(
    ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
    'fatal, error, warn, info, debug, trace or silent',
  ),
};

type All = typeof settings;
type Name = keyof All;
type Defaulted = { [N in Name]: All[N] extends WithDefault<unknown> ? N : never }[Name];
type ValueOf<N extends Name> = NonNullable<ReturnType<All[N]['read']>>;

/** What was read: those with a default always, the others where they are set. */
export type Settings = { readonly [N in Defaulted]: ValueOf<N> } & {
  readonly [N in Exclude<Name, Defaulted>]?: ValueOf<N>;
};

/**
 * Reads each setting of an environment, or its default.
 * @throws SettingFault naming the first wrong setting, and never showing a secret
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const read: Record<string, unknown> = {};
  const all: Readonly<Record<string, Setting<unknown> | WithDefault<unknown>>> = settings;
  for (const [name, setting] of Object.entries(all)) {
    // `PORT= npm start` means "none", as it does in a shell.
    const typed = env[name]?.trim() || undefined;
    if (typed === undefined) {
      if ('byDefault' in setting) read[name] = setting.byDefault;
      continue;
    }
    const value = setting.read(typed);
    if (value === undefined) {
      const was = setting.secret
        ? 'what it is now is not shown, as it is a secret'
        : `it is ${shown(typed)}`;
      throw new SettingFault(name, `must be ${setting.must}; ${was}`);
    }
    read[name] = value;
  }
  return read as Settings; // Each one was read above, or is a default of the table.
}

/** @throws SettingFault naming the first of these that is not set */
export function demand(
  read: Settings,
  names: readonly ('PUBLIC_URL' | 'SMTP_URL' | 'SECRET_KEY')[],
): void {
  for (const name of names) {
    if (read[name] !== undefined) continue;
    const { must } = settings[name];
    throw new SettingFault(name, `must be set in production (${must}); it is not set`);
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

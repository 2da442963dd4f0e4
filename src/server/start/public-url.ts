import { SettingFault, shown } from './setting-fault.ts';

/** Addresses of this machine itself: a browser here says localhost, which counts as secure. */
const thisMachine = ['127.0.0.1', '0.0.0.0', '::1', '::', 'localhost'];

/** The address for shoppers: as it is set, or where we listen. @throws SettingFault */
export function publicUrlOf({ PUBLIC_URL, HOST, PORT }: Listening, secure: boolean): string {
  const host = thisMachine.includes(HOST) ? 'localhost' : HOST.includes(':') ? `[${HOST}]` : HOST;
  const text = PUBLIC_URL ?? `${secure ? 'https' : 'http'}://${host}:${PORT}`;
  if (!URL.canParse(text)) {
    throw new SettingFault(
      'PUBLIC_URL',
      `must be an address that browsers understand; it is ${shown(text)}`,
    );
  }
  return new URL(text).origin;
}

/** Whether it is the address of a trial (docs/install/compose.yaml), which the browser of this machine alone opens. */
export function isTrial(publicUrl: string): boolean {
  const { protocol, hostname } = new URL(publicUrl);
  return protocol === 'http:' && hostname === 'localhost';
}

/**
 * Refuses what phones can't open, as each takes `localhost` for itself, and where they keep no session: cookies, the
 * worker and cameras need TLS.
 */
export function demandForPhones(publicUrl: string): void {
  if (isTrial(publicUrl)) return;
  const { protocol, hostname } = new URL(publicUrl);
  if (isLoopback(hostname)) {
    throw new SettingFault(
      'PUBLIC_URL',
      `must be an address that phones open, and a phone takes this one for itself: set the shop's own, such as https://points.example (or http://localhost:8080, to try it on this machine alone); it is ${shown(publicUrl)}`,
    );
  }
  if (protocol === 'https:') return;
  throw new SettingFault(
    'PUBLIC_URL',
    `must be https:// in production, or no phone keeps a session; it is ${shown(publicUrl)}`,
  );
}

/** @param hostname as `URL` writes it: IPv4 in four parts, IPv6 in brackets and short */
const isLoopback = (hostname: string): boolean =>
  /^(.+\.)?localhost\.?$|^127\.|^0\.0\.0\.0$|^\[::1?\]$|^\[::ffff:7f/.test(hostname);

interface Listening {
  readonly PUBLIC_URL?: string;
  readonly HOST: string;
  readonly PORT: number;
}

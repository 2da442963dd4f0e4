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

/** Cookies, the worker and cameras need TLS, except on this very machine. */
export function refuseWithoutTls(publicUrl: string): void {
  const { protocol, hostname } = new URL(publicUrl);
  if (protocol === 'https:' || thisMachine.includes(hostname)) return;
  throw new SettingFault(
    'PUBLIC_URL',
    `must be https:// in production, or no phone keeps a session; it is ${shown(publicUrl)}`,
  );
}

interface Listening {
  readonly PUBLIC_URL?: string;
  readonly HOST: string;
  readonly PORT: number;
}

import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { SettingFault, shown, systemReason } from './setting-fault.ts';

/** A certificate (with its chain) and its key, as PEM. */
export interface Tls {
  readonly cert: string;
  readonly key: string;
}

/**
 * Reads the certificate and its key; null when neither is set.
 * @throws SettingFault when one is missing or unreadable, or when they do not belong together
 */
export function readTls(certPath: string | undefined, keyPath: string | undefined): Tls | null {
  if (certPath === undefined && keyPath === undefined) return null;
  if (certPath === undefined) throw new SettingFault('TLS_CERT', 'must be set when TLS_KEY is');
  if (keyPath === undefined) throw new SettingFault('TLS_KEY', 'must be set when TLS_CERT is');
  const tls = { cert: readPem('TLS_CERT', certPath), key: readPem('TLS_KEY', keyPath) };
  try {
    createSecureContext(tls);
  } catch (error) {
    throw new SettingFault(
      'TLS_CERT',
      `and TLS_KEY must be a certificate and its key in PEM; they are not: ${systemReason(error)}`,
    );
  }
  return tls;
}

function readPem(setting: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new SettingFault(
      setting,
      `must be the path of a file that can be read; ${shown(path)} cannot: ${systemReason(error)}`,
    );
  }
}

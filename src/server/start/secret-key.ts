import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SettingFault, shown, systemReason } from './setting-fault.ts';

/**
 * The key that is stored with the data when no setting gives one: made at the first start, and never changed. Losing it
 * makes every voucher, session and PIN useless, so a damaged one is never replaced silently.
 * @throws SettingFault when it can't be read or made, or is too short
 */
export function keptSecretKey(dataDir: string): string {
  const file = join(dataDir, 'secret.key');
  try {
    const key = read(file) ?? make(file);
    if (key.length >= 32) return key;
  } catch (error) {
    throw new SettingFault(
      'SECRET_KEY',
      `is not set, and the one kept in ${shown(file)} cannot be used: ${systemReason(error)}`,
    );
  }
  throw new SettingFault(
    'SECRET_KEY',
    `is not set, and the one kept in ${shown(file)} is damaged: it must be at least 32 characters`,
  );
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Written elsewhere and linked into place: two first starts at once get the same key, and no key is ever incomplete.
 */
function make(file: string): string {
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, {
      mode: 0o600,
      flush: true,
    });
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(file, 'utf8').trim();
}

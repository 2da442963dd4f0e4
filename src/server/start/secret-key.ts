import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isTrial } from './public-url.ts';
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

/** The key of docs/install/compose.yaml: everybody can read it. */
const publishedKey = 'for-a-trial-only-make-one-of-your-own';

/** Random text of the shortest key has more, even in hexadecimal: fewer come less than once in a million keys. */
const leastDifferent = 8;

/**
 * Refuses a key that is long enough and still no secret: of one letter or a few, a short text over and over, or the one
 * of the trial, where shoppers come. Who knows it makes vouchers and sessions.
 * @throws SettingFault that says how to make one, and does not show it
 */
export function demandUnguessable(key: string, publicUrl: string): void {
  const isPlain = new Set(key).size < leastDifferent || isRepeated(key);
  if (!isPlain && (key !== publishedKey || isTrial(publicUrl))) return;
  const known = isPlain ? 'is easily guessed' : 'is the one of docs/install/compose.yaml';
  throw new SettingFault(
    'SECRET_KEY',
    `must be random in production, such as openssl rand -base64 48 makes it; what it is now ${known}. Where a database was made under it: set the new one, then npm run admin -- new-secret-key (docs/operations.md)`,
  );
}

/** Whether it is a shorter text over and over. */
const isRepeated = (text: string): boolean => (text + text).indexOf(text, 1) < text.length;

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

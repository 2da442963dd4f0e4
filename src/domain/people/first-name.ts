/**
 * The name that an associate greets with, as somebody typed it; null for a blank one. Signs that turn a line
 * around or break it go; the two joiners are part of names in some scripts.
 */
export function readFirstName(typed: string): string | null {
  const name = typed
    .normalize('NFC')
    .replace(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .trim();
  return /^[\p{Cf}\s]*$/u.test(name) ? null : name;
}

import { showsSomething } from '#domain/values/visible.ts';

/**
 * Reads the first name that associates greet with; null for a blank one. It removes signs that turn or break a line,
 * but keeps the two joiners that names in some scripts need.
 */
export function readFirstName(typed: string): string | null {
  const name = typed
    .normalize('NFC')
    .replace(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .replace(tooManyMarks, '$1')
    .trim();
  return showsSomething(name) ? name : null;
}

/** No script puts more marks on a letter; more of them would cover the lines around it. */
const tooManyMarks = /(\p{M}{6})\p{M}+/gu;

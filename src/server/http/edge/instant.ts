import { Refused } from '#domain/refusal.ts';

/**
 * Reads all of RFC 3339: `t` and `z` may be small letters, and a leap second counts as the second after it.
 * @throws Refused `request-invalid` for a day that does not exist
 */
export function instantOf(text: string, pointer: string): number {
  const leap = /^(.{10}T\d\d:\d\d):60(.*)$/i.exec(text);
  const [, minute = '', rest = ''] = leap ?? [];
  const at = Date.parse((leap ? `${minute}:59${rest}` : text).toUpperCase());
  if (!Number.isNaN(at)) return leap ? at + 1_000 : at;
  throw new Refused({ key: 'request-invalid', pointer, detail: 'no such instant' });
}

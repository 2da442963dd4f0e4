import { Refused } from '#domain/refusal.ts';

/**
 * Reads RFC 3339 whole: `t` and `z` may be small, and a leap second is the one after it, as clocks count it here.
 * @throws Refused `request-invalid` where the calendar has no such day
 */
export function instantOf(text: string, pointer: string): number {
  const leap = /^(.{10}T\d\d:\d\d):60(.*)$/i.exec(text);
  const [, minute = '', rest = ''] = leap ?? [];
  const at = Date.parse((leap ? `${minute}:59${rest}` : text).toUpperCase());
  if (!Number.isNaN(at)) return leap ? at + 1_000 : at;
  throw new Refused({ key: 'request-invalid', pointer, detail: 'no such instant' });
}

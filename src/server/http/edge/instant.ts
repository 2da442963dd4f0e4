import { Refused } from '#domain/refusal.ts';
import { readInstant } from '#domain/values/instant.ts';

/** What `format: date-time` means in our schemas. Fastify’s own format also takes +0100, +01 and a space for the T. */
export const dateTimeFormat = {
  name: 'date-time',
  validate: (text: string): boolean => readInstant(text) !== null,
};

/** @throws Refused `request-invalid` for what is no time of RFC 3339 */
export function instantOf(text: string, pointer: string): number {
  const at = readInstant(text);
  if (at !== null) return at;
  throw new Refused({ key: 'request-invalid', pointer, detail: 'no such instant' });
}

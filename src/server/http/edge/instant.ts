import { Refused } from '#domain/refusal.ts';

/** A leap second is right by the format, and no instant that anything here can count. */
export function instantOf(text: string, pointer: string): number {
  const at = Date.parse(text);
  if (!Number.isNaN(at)) return at;
  throw new Refused({ key: 'request-invalid', pointer, detail: 'no such instant' });
}

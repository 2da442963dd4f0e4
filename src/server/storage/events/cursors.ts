import type { EventPlace } from './events.ts';

/** Clients must not look inside, so that the order can change one day. */
export const cursorOf = ({ writtenBy, seq }: EventPlace): string =>
  Buffer.from(`${writtenBy}.${seq}`).toString('base64url');

/** @returns null: it is none of ours */
export function placeOfCursor(cursor: string): EventPlace | null {
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  const [, writtenBy, seq] = /^(\d{1,15})\.(\d{1,15})$/.exec(text) ?? [];
  if (writtenBy === undefined || seq === undefined) return null;
  return { writtenBy: Number(writtenBy), seq: Number(seq) };
}

import { Refused } from '#domain/refusal.ts';
import type { Listed } from '#domain/values/listed.ts';

/** A page of a list, the latest first. */
export interface Page<T> {
  readonly items: readonly T[];
  /** The cursor of the next page; null: this is the last one. */
  readonly next: string | null;
}

/** @param rows one row more than `limit` if there is a next page */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  placeOf: (row: Row) => Listed,
): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: last && rows.length > limit ? cursorOf(placeOf(last)) : null };
}

/** Clients must not look inside, so that lists can be sorted otherwise one day. */
const cursorOf = ({ at, id }: Listed): string => Buffer.from(`${at}.${id}`).toString('base64url');

/** @throws Refused `request-invalid` when it is none of ours */
export function placeAt(cursor: string): Listed {
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  const [, at, id] = /^(\d{1,15})\.([\x21-\x7e]{1,64})$/.exec(text) ?? [];
  if (at !== undefined && id !== undefined) return { at: Number(at), id };
  throw new Refused({ key: 'request-invalid', pointer: '/after', detail: 'no cursor' });
}

import type { Cell } from './cell.ts';
import { refuse } from './faulty.ts';
import type { RawMember } from './raw-member.ts';

/** A JSON object of which nothing is known. */
export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A text or number as a cell; undefined: it says nothing. What is neither ends the reading of the line, and so does a
 * whole number of which JSON has lost the last digits (RFC 8259, section 6).
 */
export function cellOf(value: unknown, name: string): Cell | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value !== 'string' && typeof value !== 'number') return wrongKind(value, name);
  const text = String(value).trim();
  const isRounded = Number.isInteger(value) && !Number.isSafeInteger(value);
  if (isRounded) refuse('rounded', { text, name });
  return text === '' ? undefined : { text, name };
}

/** Ends the reading of a line at what is of another kind than its field. */
export const wrongKind = (value: unknown, name: string): never =>
  refuse('not-text', { text: JSON.stringify(value), name });

export const named = <Name extends string>(name: Name, cell: Cell | undefined) =>
  (cell ? { [name]: cell } : {}) as Partial<Record<Name, Cell>>; // The key is the name.

export const idsOf = (ids: readonly (readonly [string, unknown])[]): RawMember['externalIds'] =>
  ids.flatMap(([source, id]) => {
    const cell = cellOf(id, `externalIds.${source}`);
    return cell ? [{ source, cell }] : [];
  });

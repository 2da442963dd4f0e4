import type { FileContents, FileValue } from '#contract/desk/desk-program.ts';
import type { FilePath } from '#domain/program/words/file-place.ts';

export function valueAt(content: FileValue | null, path: FilePath): FileValue | undefined {
  let value: FileValue | undefined = content ?? undefined;
  for (const step of path) {
    if (typeof value !== 'object') return undefined;
    value = (value as Readonly<Record<string | number, FileValue | undefined>>)[step];
  }
  return value;
}

/** The text there; of words in several languages, none of them. */
export function textAt(content: FileValue | null, path: FilePath): string {
  const value = valueAt(content, path);
  return typeof value === 'string' ? value : '';
}

export function listAt(content: FileValue | null, path: FilePath): readonly FileValue[] {
  const value = valueAt(content, path);
  return isList(value) ? value : [];
}

/** Words by language; a text alone is English. */
export function wordsAt(content: FileValue | null, path: FilePath): { en: string; ar: string } {
  const value = valueAt(content, path);
  if (typeof value === 'string') return { en: value, ar: '' };
  return { en: textAt(value ?? null, ['en']), ar: textAt(value ?? null, ['ar']) };
}

/** Whether any words of it are in a language besides English. */
export function speaks(content: FileValue | null, language: string): boolean {
  if (content === null || typeof content === 'string') return false;
  if (isList(content)) return content.some((one) => speaks(one, language));
  if ('en' in content && language in content) return true;
  return Object.values(content).some((one) => speaks(one, language));
}

/** The content with another value there; undefined takes it away, and with it a mapping that has nothing else. */
export const withValue = (
  content: FileContents,
  path: FilePath,
  value: FileValue | undefined,
): FileContents => (changed(content, path, value) ?? {}) as FileContents; // A mapping stays one.

function changed(
  node: FileValue | undefined,
  [step, ...rest]: FilePath,
  value: FileValue | undefined,
): FileValue | undefined {
  if (step === undefined) return value;
  if (typeof step === 'number') {
    const list = isList(node) ? [...node] : [];
    const child = changed(list[step], rest, value);
    if (child === undefined) list.splice(step, 1);
    else list[step] = child;
    return list;
  }
  const map: Record<string, FileValue> =
    typeof node === 'object' && !isList(node) ? { ...(node as FileContents) } : {};
  const child = changed(map[step], rest, value);
  if (child === undefined) delete map[step];
  else map[step] = child;
  return Object.keys(map).length === 0 ? undefined : map;
}

/** The list with an entry one place further up (-1) or down (1). */
export function moved(list: readonly FileValue[], from: number, by: -1 | 1): readonly FileValue[] {
  const next = [...list];
  const [entry] = next.splice(from, 1);
  if (entry !== undefined) next.splice(from + by, 0, entry);
  return next;
}

/** An id that no entry has: of the words' Latin letters, or else of what the entry is. */
export function freshId(name: string, kind: string, taken: readonly FileValue[]): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain.split(/[^a-z0-9]/).filter((word) => word !== '');
  // An id begins with a letter.
  while (/^\d/.test(words[0] ?? '')) words.shift();
  let base = kind;
  for (const word of words) {
    const longer = base === kind ? word : `${base}-${word}`;
    if (longer.length > 28) break;
    base = longer;
  }
  const ids = new Set(taken.map((one) => textAt(one, ['id'])));
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!ids.has(id)) return id;
  }
}

const isList = (value: FileValue | undefined): value is readonly FileValue[] =>
  Array.isArray(value);

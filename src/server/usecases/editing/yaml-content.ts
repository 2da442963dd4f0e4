import { Document, isAlias, isMap, isScalar, isSeq, type Node, parseDocument, visit } from 'yaml';
import type { FileContents, FileValue } from '#contract/desk/desk-program.ts';

const reading = { schema: 'failsafe', uniqueKeys: false, prettyErrors: false } as const;
/** Nothing is folded, because a text that was broken into lines is harder to find again. */
const writing = { lineWidth: 0 } as const;

/** The content of a file; null: it is no YAML, no mapping of keys, or refers to parts of itself. */
export function contentOf(text: string): FileContents | null {
  const document = mappingIn(text);
  if (!document) return null;
  const content: unknown = document.toJS();
  return isContent(content) && isMapping(content) ? content : null;
}

/** A file whose values are where they stand; null: it can't be shown in forms. */
function mappingIn(text: string): Document.Parsed | null {
  const document = parseDocument(text, reading);
  if (document.errors.length > 0 || !isMap(document.contents)) return null;
  let refers = false;
  visit(document, (_, node) => {
    if (!isAlias(node)) return undefined;
    refers = true;
    return visit.BREAK;
  });
  return refers ? null : document;
}

/** A program's file is five levels deep. */
const deepest = 12;

/** Whether it is made of texts, lists and keys only. */
export function isContent(value: unknown, depth = 0): value is FileValue {
  if (typeof value === 'string') return true;
  if (typeof value !== 'object' || value === null || depth > deepest) return false;
  return Object.values(value).every((one) => isContent(one, depth + 1));
}

export const isMapping = (value: FileValue): value is FileContents =>
  typeof value === 'object' && !isList(value);

/** A file with this content, without comments. */
export const yamlOf = (content: FileContents): string =>
  new Document(content, { schema: 'failsafe' }).toString(writing);

/**
 * A file with other content, in which what did not change stays as it was written: its comments, its order, its quotes.
 * Entries of lists are known by their id, so their comments move with them. The comments of what goes go with it.
 */
export function rewritten(text: string, content: FileContents): string {
  const document = mappingIn(text);
  if (!document) return yamlOf(content);
  if (JSON.stringify(document.toJS()) === JSON.stringify(content)) return text;
  document.contents = merged(document, document.contents, content) as typeof document.contents;
  return document.toString(writing);
}

function merged(document: Document.Parsed, node: unknown, value: FileValue): Node {
  if (typeof value === 'string') {
    if (!isScalar(node)) return document.createNode(value);
    if (node.value !== value) node.value = value;
    return node;
  }
  if (isList(value)) {
    if (!isSeq(node)) return document.createNode(value);
    const before = [...node.items];
    const partners = partnersOf(before, value);
    node.items = value.map((one, index) => merged(document, partners[index], one));
    return node;
  }
  if (!isMap(node) || !isMapping(value)) return document.createNode(value);
  const keyOf = (key: unknown) => String(isScalar(key) ? key.value : key);
  node.items = node.items.filter(({ key }) => Object.hasOwn(value, keyOf(key)));
  for (const pair of node.items) {
    pair.value = merged(document, pair.value, value[keyOf(pair.key)] ?? '');
  }
  const there = new Set(node.items.map(({ key }) => keyOf(key)));
  for (const [key, one] of Object.entries(value)) {
    if (!there.has(key)) node.items.push(document.createPair(key, one));
  }
  return node;
}

const isList = (value: FileValue): value is readonly FileValue[] => Array.isArray(value);

/** For each entry of a list the node that it was before: by its id, or else by its place. */
function partnersOf(before: readonly unknown[], after: readonly FileValue[]): unknown[] {
  const left = new Set(before);
  const known = after.map((value) => {
    const name = nameOf(value);
    if (name === null) return undefined;
    const found = before.find((node) => left.has(node) && nodeName(node) === name);
    left.delete(found);
    return found;
  });
  return known.map((found, index) => {
    if (found !== undefined) return found;
    const there = before[index];
    if (!left.delete(there)) return undefined;
    return there;
  });
}

/** What tells an entry of a list from the others. */
const names = ['id', 'placement', 'tier'] as const;

function nameOf(value: FileValue): string | null {
  if (typeof value === 'string') return value;
  if (!isMapping(value)) return null;
  for (const key of names) if (typeof value[key] === 'string') return `${key} ${value[key]}`;
  return null;
}

function nodeName(node: unknown): string | null {
  if (isScalar(node)) return String(node.value);
  if (!isMap(node)) return null;
  for (const key of names) {
    const value = node.get(key);
    if (typeof value === 'string') return `${key} ${value}`;
  }
  return null;
}

import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import { type FileFault, placeAt } from './program-file-faults.ts';

const hashReason =
  'ends before the #, which begins a comment: put the text in quotes, or a space behind the #';

/** Nobody reads more than this, and one missing hyphen can make a thousand keys stand twice. */
const saidAtMost = 20;

const wordProcessorReason =
  'has signs of a word processor: type quotes ("), hyphens and spaces anew in a text editor';

/**
 * The faults of a program's file as YAML, and the parts of YAML that it may not use, in words for whoever wrote the file.
 * YAML's own messages speak of its grammar, so none of them is told.
 * @returns empty: it is YAML that can be read on. After the first fault of YAML the parser guesses, so that one alone is told
 */
export function syntaxFaults(
  document: Document.Parsed,
  text: string,
  lines: LineCounter,
): FileFault[] {
  const found: FileFault[] = [];
  const refuse = (at: number, reason: string) =>
    found.push({ ...placeAt(lines, at), path: '', reason });
  const [broken] = [...document.errors, ...document.warnings];
  if (broken) {
    const open = opened(document, text);
    const [at] = broken.pos;
    if (broken.code === 'TAB_AS_INDENT') refuse(at, 'a line begins with spaces, not with a tab');
    else if (isOfWordProcessor(text, open?.at ?? at, at))
      refuse(open?.at ?? at, wordProcessorReason);
    else if (open) refuse(open.at, open.reason);
    else refuse(at, reasonAt(document, text, at));
    return found;
  }
  visit(document, {
    // An alias can make a small file endlessly large, and hides the line of a value.
    Alias: (_, node) => void refuse(startOf(node), 'aliases (*name) are not taken: write it out'),
    Node: (_, node) => {
      if ('anchor' in node && node.anchor) refuse(startOf(node), needsQuotes('&'));
      if (endsAtHash(node, text)) refuse(startOf(node), hashReason);
    },
    Pair: (_, { key }) => {
      if (isMap(key) || isSeq(key)) refuse(startOf(key), 'a key must be a word');
    },
    Map: (_, { items, flow }) => {
      const seen = new Set<unknown>();
      for (const { key, value } of items) {
        if (!isScalar(key)) continue;
        const at = startOf(key as Node); // A parsed key has its place.
        if (flow && value === null)
          refuse(
            at,
            'stands alone behind a comma: write amounts as 12.50, and put quotes around a text with commas',
          );
        else if (seen.has(key.value)) refuse(at, `"${key.value}" stands here twice`);
        seen.add(key.value);
      }
    },
  });
  return found.slice(0, saidAtMost);
}

/** Whether a text would lose its end in silence, as "Shop #1" does. A comment has a space behind its #. */
function endsAtHash(node: Node, text: string): boolean {
  if (!isScalar(node) || node.type !== 'PLAIN' || !node.source || !node.range) return false;
  const [, end] = node.range;
  // Not to the file's end, or a large file takes minutes.
  const behind = text.slice(end, end + 80);
  return /^#[\p{L}\p{N}]/u.test(behind.replace(/^[ \t]+/, ''));
}

const isQuote = (sign: string | undefined): boolean => sign === '"' || sign === "'";

/**
 * Whether a file is broken by what word processors put in place of what was typed: curly quotes, wide spaces, a dash for
 * the hyphen of a list. People may have meant them, so the line is read again with what they stand for.
 * @param place in the line that is judged
 * @param brokenAt where YAML noticed the fault
 */
function isOfWordProcessor(text: string, place: number, brokenAt: number): boolean {
  const line = lineAt(text, place);
  const typed = line
    .replace(/^(\s*)[–—]/, '$1-')
    .replace(/[“”„]/g, '"')
    .replace(/[\u00a0\u2000-\u200b\u202f\u3000]/g, ' ');
  if (typed === line) return false;
  const start = text.lastIndexOf('\n', place - 1) + 1;
  const again = text.slice(0, start) + typed + text.slice(start + line.length);
  const { errors } = parseDocument(again, { schema: 'failsafe', uniqueKeys: false });
  return errors.every(({ pos: [at] }) => at > brokenAt);
}

const startOf = (node: Node): number => node.range?.[0] ?? 0;

const needsQuotes = (sign: string) => `a text that begins with ${sign} needs quotes`;

function lineAt(text: string, at: number): string {
  const end = text.indexOf('\n', at);
  return text.slice(text.lastIndexOf('\n', at - 1) + 1, end === -1 ? undefined : end);
}

/** The quote, or the innermost bracket, that is never closed: YAML notices it only where the file makes no more sense. */
function opened(document: Document.Parsed, text: string): { at: number; reason: string } | null {
  let bracket: number | null = null;
  let quote: number | null = null;
  visit(document, {
    Node: (_, node) => {
      if (!node.range) return;
      const [at, end] = node.range;
      const closes = { '"': '"', "'": "'", '{': '}', '[': ']' }[text[at] ?? ''];
      if (!closes || (end - at > 1 && text[end - 1] === closes)) return;
      if (isScalar(node)) quote ??= at;
      else if ('flow' in node && node.flow) bracket = at;
    },
  });
  if (quote !== null) return { at: quote, reason: 'a quote opens here and is never closed' };
  if (bracket === null) return null;
  const hidden = closedInComment(text, bracket);
  return hidden === null
    ? { at: bracket, reason: 'a bracket opens here and is never closed' }
    : { at: hidden, reason: hashReason };
}

/** Where a # behind a text, as in `{ color: #1D6B52, mark: C }`, hides the sign that closes a bracket; null: nowhere. */
function closedInComment(text: string, bracket: number): number | null {
  const closing = text[bracket] === '{' ? '}' : ']';
  let at = bracket;
  for (const line of text.slice(bracket).split('\n')) {
    // A # in quotes begins no comment.
    const bare = line.replace(/\x22[^\x22]*\x22|\x27[^\x27]*\x27/g, (quoted) =>
      '"'.repeat(quoted.length),
    );
    const hash = bare.search(/(?<=^|\s)#/);
    const isHidden = /^#[\p{L}\p{N}]/u.test(bare.slice(hash)) && bare.includes(closing, hash);
    // A line that begins with a # is a comment that somebody meant.
    if (hash !== -1 && isHidden && bare.slice(0, hash).trim() !== '') return at + hash;
    at += line.length + 1;
  }
  return null;
}

/** What is wrong at a place, by the text that stands there. */
function reasonAt(document: Document.Parsed, text: string, at: number): string {
  const sign = text[at] ?? '';
  const before = text.slice(0, at);
  const last = before.trimEnd().at(-1);
  if (last === '|' || last === '>') return needsQuotes(last);
  if (sign !== '' && '%@`!&*|>'.includes(sign)) return needsQuotes(sign);
  if (/[}\]]/.test(sign)) return 'a bracket closes here that was never opened';
  if (sign === '\\') return 'a backslash stands in double quotes: use single ones';
  if (/^(---|\.\.\.)/.test(text.slice(at)) || /^\.\.\.\s*$/m.test(before))
    return 'a second document begins: a file is one program';
  const inBrackets = isInBrackets(document, at);
  if (isQuote(before.at(-1)) || (!inBrackets && isQuote(last)))
    return 'the text goes on behind its quotes: put all of it in double quotes (")';
  if (inBrackets)
    return 'this is not "key: value" with commas between: a text with a comma, colon or bracket needs quotes';
  const line = lineAt(text, at);
  if (!/:(\s|$)/.test(line))
    return 'a key is missing, with a colon and a space behind it, such as "currency: EUR"';
  if (`${line} `.split(': ').length > 2) return 'a text with a colon in it needs quotes';
  return 'this line begins too far left or right: what belongs together begins in one column';
}

function isInBrackets(document: Document.Parsed, at: number): boolean {
  let found = false;
  visit(document, {
    Collection: (_, { flow, range }) => {
      if (flow && range && range[0] < at && at < range[1]) found = true;
    },
  });
  return found;
}

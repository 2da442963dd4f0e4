// No regular expression takes long, whatever it is given: each in the sources is judged by how many ways it can go back and
// try again. One that can go back without end must read something short, and say here what keeps it short.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path/posix';
import { test } from 'node:test';
import { ts } from '@ts-morph/common';
import { isSafe } from 'redos-detector';

const ownDocument = 'our own document, made by the server';
const userAgent = 'at most 400 characters of a header';
const fewAtATime = 'a log line of ours; each part of it is bounded, or can begin in one place only';

/** By the pattern's source, so that the same is judged once. */
const short: Readonly<Record<string, string>> = {
  'id="state"[^>]*>([^<]+)<': ownDocument,
  '^\\D+|\\D+$': 'a scan, which every schema limits to 200 characters',
  '\\bVersion\\/[\\d.]+.*\\bSafari\\/': userAgent,
  '\\b(iPhone|iPad)\\b.*\\bAppleWebKit\\/.*\\bMobile\\/': userAgent,
  '^(.+) <(.+)>$': 'a setting of the administrator’s',
  '^smtps?:\\/\\/([^\\s/@]+@)?[A-Za-z0-9.:_[\\]-]+\\/?$': 'a setting of the administrator’s',
  '^([^<>"@,;:\\p{Cc}]{1,100} <[^\\s<>"@,;:]+@[A-Za-z0-9.-]+>|[^\\s<>"@,;:]+@[A-Za-z0-9.-]+)$':
    'a setting of the administrator’s',
  '\\b(Bearer|Basic)\\s+[^\\s"\'\\\\]+': fewAtATime,
  '([a-z]{2,12}:\\/\\/)[^\\s"\'\\\\/@]{1,256}@': fewAtATime,
  '[^\\s"\'\\\\<>[\\]@:/=,;()]{1,64}(?:@|%40)[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63})+':
    fewAtATime,
  '(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{43,50}(?![A-Za-z0-9_-])': fewAtATime,
  '(<div id="root">)[\\s\\S]*(<\\/div>\\s*<script[^>]* id="state")': ownDocument,
  '"formIds":\\[[^\\]]*\\]': ownDocument,
  '<html lang="([^"]+)"': ownDocument,
  ':\\w+': 'our own addresses',
  '(?<!\\\\)(?:\\\\\\\\)*\\\\u(?:0000|d[89a-f]..)|\\ufffd':
    'a body of 64 KB; a run of backslashes is read once, from where it begins',
  '"(?:[^"\\\\]|\\\\.)*"(\\s*:)?':
    'text that was parsed as JSON before, in which every string ends',
  '\\x22[^\\x22]*\\x22|\\x27[^\\x27]*\\x27':
    'a line of a program’s file; only the last quote of a kind can stay open, so a line is read twice at most',
  '<link rel="(stylesheet|preload" as="style)"[^>]*href="([^"]+)"[^>]*>': ownDocument,
};

/** What judges is a search of its own. A pattern that it can't judge in so many steps is as good as unsafe. */
const steps = 20_000;

type Found = { readonly pattern: RegExp; readonly at: string };

function patternsIn(path: string, text: string): Found[] {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false, kind);
  const found: Found[] = [];
  const walk = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      const pattern = new RegExp(node.text.slice(1, end), node.text.slice(end + 1));
      const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
      found.push({ pattern, at: `${path}:${line + 1}` });
    }
    ts.forEachChild(node, walk);
  };
  walk(file);
  return found;
}

const isLinear = (pattern: RegExp): boolean => isSafe(pattern, { maxSteps: steps }).safe;

const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.tsx?$/.test(path))
  .filter((path) => !/\.test\.tsx?$|^server\/tests\/|^house\/|^i18n\/compiled\//.test(path));
const found = sources.flatMap((path) =>
  patternsIn(path, readFileSync(join(import.meta.dirname, path), 'utf8')),
);
const bySource = Map.groupBy(found, ({ pattern }) => pattern.source);

test('no pattern takes long, or what it reads is short', () => {
  const slow = [...bySource].filter(
    ([source, [one]]) => !(source in short) && one && !isLinear(one.pattern),
  );
  const told = slow.map(
    ([source, places]) => `${places.map(({ at }) => at).join(', ')}: ${source}`,
  );
  assert.ok(slow.length === 0, `can go back without end:\n${told.join('\n')}`);
});

test('what is said to read something short is still there', () => {
  assert.deepEqual(
    Object.keys(short).filter((source) => !bySource.has(source)),
    [],
  );
});

test('a pattern that can go back without end is noticed', () => {
  const text = 'a.split(/\\s*;\\s*/); b.test(/^(a+)+$/); c.test(/^[a-z]{1,9}$/);';
  const slow = patternsIn('a.ts', text).filter(({ pattern }) => !isLinear(pattern));
  assert.deepEqual(
    slow.map(({ pattern }) => pattern.source),
    ['\\s*;\\s*', '^(a+)+$'],
  );
});

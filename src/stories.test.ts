// Each mail, right, import and bad input has a test in which a person meets it: docs/stories.md names it, and here it is looked for.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { messageRules } from '#domain/messages/message.ts';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const page = read('docs/stories.md');

/** The rows of a section's table: what it is about, and its tests by file and first words. */
function rowsOf(heading: string) {
  const [, rest = assert.fail(heading)] = page.split(`\n## ${heading}\n`);
  const [section = ''] = rest.split('\n## ');
  const rows = [...section.matchAll(/^\| (.+?) \| (.+) \|$/gm)].slice(2);
  return rows.map(([row, what = '', stories = '']) => ({
    row,
    what,
    stories: [...stories.matchAll(/“(.+?)” in `([\w./-]+\.(?:spec|test)\.ts)`/g)].map(
      ([, words = '', file = '']) => ({ words, file }),
    ),
  }));
}

const sections = ['Mails', 'Rights', 'Imports', 'Bad input'];
const rows = sections.flatMap(rowsOf);

test('each row of docs/stories.md names a test that is there, by the words with which it begins', () => {
  for (const { row, stories } of rows) {
    assert.ok(stories.length > 0, row);
    for (const { words, file } of stories) {
      assert.ok(existsSync(new URL(`../${file}`, import.meta.url)), `${file}: ${row}`);
      const titles = [...read(file).matchAll(/\btest\(\s*['"`](.*)/g)].map(
        ([, title = '']) => title,
      );
      const found = titles.filter((title) => title.startsWith(words));
      assert.equal(found.length, 1, `${file}: “${words}”`);
    }
  }
});

const named = (heading: string) =>
  rowsOf(heading).flatMap(({ what }) => [...what.matchAll(/`([\w-]+)`/g)].map(([, name]) => name));

test('each mail that can be looked at, and each kind of message, has its row', () => {
  const source = read('src/server/dev/sample-mails.ts');
  const samples = [...source.matchAll(/^ {4}\[\s*'([\w-]+)',/gm)].map(([, name]) => name);
  assert.ok(samples.length > 25, 'the mails of /dev/mails');
  const told = new Set(named('Mails'));
  const lost = [...samples, ...Object.keys(messageRules)].filter((name) => !told.has(name));
  assert.deepEqual(lost, []);
});

/** The headings of a document, as links lead to them. */
const anchorsOf = (document: string, level: RegExp) =>
  [...read(`docs/${document}`).matchAll(level)].map(
    ([, heading = '']) => `${document}#${heading.toLowerCase().replaceAll(' ', '-')}`,
  );

test('each right of docs/privacy.md and each part and recipe of docs/import.md has its row', () => {
  const rights = anchorsOf('privacy.md', /^## (.+)$/gm).slice(0, -2);
  const imports = anchorsOf('import.md', /^#{2,3} (.+)$/gm);
  const recipes = [...read('docs/import.md').matchAll(/`import-members \S+ --source (\w+)/g)];
  assert.ok(rights.length >= 8 && recipes.length >= 4, 'there are some');
  for (const anchor of rights) assert.ok(page.includes(`](${anchor})`), anchor);
  for (const anchor of imports) assert.ok(page.includes(`](${anchor})`), anchor);
  const told = new Set(named('Imports'));
  for (const [, source = ''] of recipes) assert.ok(told.has(source), source);
});

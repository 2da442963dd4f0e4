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

/** Words by which the test of a mail's row reads that mail, where the mail's own name is not in its file. */
const readAs: Readonly<Record<string, string>> = {
  'sign-in': "expect(mail.text).toContain('Chrome')",
  welcome: "toContain('You agreed to this')",
  confirm: "toContain('Till 2, Main Street wants to give you",
  'newsletter-code': 'mail.text.includes(wording)',
  expiry: 'points expire on ',
  membership: "notice === 'membership'",
  'membership-ended': 'membership ended on ',
  coming: ': 20 points are on their way: ',
  available: ': 20 points can be spent from now on',
  tier: '.text).toContain(sentence)',
  used: 'Any coffee for 60 points, at Main Street at ',
  frozen: '/is frozen$/',
  thawed: '/is thawed$/',
  device: '/: A device signed in: Chrome \\(/ ',
  'device-unknown': ': A device signed in$/',
  forgetting: '150 points end with it',
  'address-code': '(await server.mailTo(next)).code',
  'address-old': '\\/a\\/\\S+/.exec(text)',
  'address-new': 'belongs to the membership',
  'pin-set': 'A PIN was chosen[',
  'pin-chosen': "toContain('a PIN was chosen')",
  'pin-locked': 'wrong PIN was typed',
  'pin-ended': 'PIN of the membership .* has ended',
  'merge-code': '(await server.mailTo(other)).code',
  'merged-kept': 'is part of yours',
  'merged-ended': 'is part of your other one from now on',
  'merged-asked': 'sign in with your other address',
  'merge-offer-goes-on': 'assert.match(told.text, ',
  'merge-offer-ends': 'assert.match(toldOther.text, ',
};

/** Whether one of a row's tests reads this mail or runs this recipe. */
const isIn = (stories: readonly { readonly file: string }[], name: string) =>
  stories.some(({ file }) => {
    const source = read(file);
    const words = readAs[name];
    return words ? source.includes(words) : new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(source);
  });

test('each mail is read, and each source is brought over, in a test that its row names', () => {
  const lost = ['Mails', 'Imports'].flatMap((heading) =>
    rowsOf(heading).flatMap(({ what, stories }) =>
      [...what.matchAll(/`([\w-]+)`/g)]
        .map(([, name = '']) => name)
        .filter((name) => !isIn(stories, name)),
    ),
  );
  assert.deepEqual(lost, []);
});

/** The headings of a document, as links lead to them. */
const anchorsOf = (document: string, level: RegExp) =>
  [...read(`docs/${document}`).matchAll(level)].map(
    ([, heading = '']) => `${document}#${heading.toLowerCase().replaceAll(' ', '-')}`,
  );

/** What is held, and what of it no copy has: these tell of data, and nobody acts there. */
const lists = new Set(['privacy.md#what-is-held-of-a-member', 'privacy.md#what-is-in-no-copy']);

test('each right of docs/privacy.md and each part and recipe of docs/import.md has its row', () => {
  const headings = anchorsOf('privacy.md', /^## (.+)$/gm);
  const rights = headings.filter((anchor) => !lists.has(anchor));
  const imports = anchorsOf('import.md', /^#{2,3} (.+)$/gm);
  const recipes = [...read('docs/import.md').matchAll(/`import-members \S+ --source (\w+)/g)];
  for (const anchor of lists) assert.ok(headings.includes(anchor), anchor);
  assert.ok(rights.length >= 8 && recipes.length >= 4, 'there are some');
  for (const anchor of rights) assert.ok(page.includes(`](${anchor})`), anchor);
  for (const anchor of imports) assert.ok(page.includes(`](${anchor})`), anchor);
  const told = new Set(named('Imports'));
  for (const [, source = ''] of recipes) assert.ok(told.has(source), source);
});

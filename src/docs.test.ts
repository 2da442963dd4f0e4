// What the documents say of the house is so: paths that they name, links, the decisions' index, the settings.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { test } from 'node:test';

const root = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const pages = ['.', 'docs', 'docs/decisions'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name)),
);
/** What stands in a fence is a command or an example. */
const prose = (page: string) => read(page).replace(/^ *```[\s\S]*?^ *```/gm, '');

/** `sh` is typed; `console` is typed and printed, and is run by its page's own test; the rest is read or printed. */
const languages = [
  ...['sh', 'console', 'text', 'json', 'http', 'js', 'ts', 'yaml', 'csv', 'nginx', 'markdown'],
];

test('every source that a document names is there', () => {
  // A path from the root, or below src as the rooms are called.
  const isThere = (path: string) =>
    existsSync(join(root, path)) || existsSync(join(root, 'src', path));
  const lost = pages.flatMap((page) =>
    [...prose(page).matchAll(/`((?:[\w.-]+\/)+[\w.-]+\.(?:tsx?|mjs|css))`/g)]
      .filter(([, path = '']) => !isThere(path))
      .map(([, path]) => `${page}: ${path}`),
  );
  assert.deepEqual(lost, []);
});

test('what a document finds in a source is there', () => {
  const found = pages.flatMap((page) =>
    [...prose(page).matchAll(/`(\w+)` in `(?:src\/)?((?:[\w.-]+\/)+[\w.-]+\.tsx?)`/g)].map(
      ([, name = '', path = '']) => ({ page, name, path }),
    ),
  );
  assert.ok(found.length > 5, 'the documents name some');
  const lost = found.filter(({ name, path }) => !read(`src/${path}`).includes(name));
  assert.deepEqual(lost, []);
});

test('every link of a document leads somewhere', () => {
  const lost = pages.flatMap((page) =>
    [...prose(page).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)]
      .filter(([, to = '']) => !existsSync(join(root, dirname(page), to)))
      .map(([, to]) => `${page}: ${to}`),
  );
  assert.deepEqual(lost, []);
});

/** The name by which GitHub links to a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

test('every link to a heading leads to one', () => {
  const headings = (page: string) =>
    [...prose(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
  const lost = pages.flatMap((page) =>
    [...prose(page).matchAll(/\]\((?!https?:)([^)#\s]*)#([^)\s]+)\)/g)]
      .filter(([, to = '', anchor = '']) => {
        const target = to === '' ? page : join(dirname(page), to);
        return target.endsWith('.md') && !headings(target).includes(anchor);
      })
      .map(([, to, anchor]) => `${page}: ${to}#${anchor}`),
  );
  assert.deepEqual(lost, []);
});

test('what is typed stands in a block of commands, which e2e/docs.test.ts runs', () => {
  const typed = /^(?: {4,}|\t)\$? ?(?:npm|npx|node|node_modules\/|git|sqlite3|openssl)\b.*$/gm;
  const hidden = pages.flatMap((page) =>
    [...prose(page).matchAll(typed)].map(([line]) => `${page}: ${line}`),
  );
  assert.deepEqual(hidden, []);
  const fences = /^( *)```(\w*).*\n[\s\S]*?^\1```$/gm;
  const unknown = pages.flatMap((page) =>
    [...read(page).matchAll(fences)]
      .filter(([, , language = '']) => !languages.includes(language))
      .map(([block]) => `${page}: ${block}`),
  );
  assert.deepEqual(unknown, []);
});

test('every script and every stage of the tests that a document names is one that there is', () => {
  const { scripts } = JSON.parse(read('package.json'));
  const stages = [...read('build/stages.ts').matchAll(/name: '(\w+)'|tests\('(\w+)'/g)].map(
    ([, name, short]) => name ?? short,
  );
  const wrong = pages.flatMap((page) => {
    const text = read(page);
    const named = [...text.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(
      ([, name = '']) => name,
    );
    const tested = [...text.matchAll(/npm test -- ([a-z][a-z0-9 ]*)/g)].flatMap(([, list = '']) =>
      list.trim().split(' '),
    );
    return [
      ...named.filter((name) => !(name in scripts)),
      ...tested.filter((name) => !stages.includes(name)),
    ].map((name) => `${page}: ${name}`);
  });
  assert.deepEqual(wrong, []);
});

test('every decision stands in the index under its number, its title and a status', () => {
  const index = read('docs/decisions/README.md');
  const decisions = readdirSync(join(root, 'docs/decisions')).filter((name) => /^\d/.test(name));
  const missing = decisions.filter((name) => {
    const [, number, title] = /^# (\d{3}): (.+)$/m.exec(read(`docs/decisions/${name}`)) ?? [];
    return (
      !number || !name.startsWith(number) || !index.includes(`| [${number}](${name}) | ${title} | `)
    );
  });
  assert.deepEqual(missing, []);
});

test('the example of an environment and the table of settings have every setting', () => {
  const settings = [
    ...read('src/server/start/settings.ts').matchAll(/^ {2}([A-Z][A-Z_]+): [a-z]/gm),
  ].map(([, name = '']) => name);
  assert.ok(settings.length > 10, 'the settings are read from their table');
  const example = read('.env.example');
  const [, table = ''] = read('docs/operations.md').split('| setting |');
  // For tests only.
  const shown = settings.filter((name) => !/_BASE_URL$/.test(name));
  const inExample = (name: string) => new RegExp(`^#?${name}=`, 'm').test(example);
  assert.deepEqual(
    shown.filter((name) => !inExample(name)),
    [],
  );
  assert.deepEqual(
    shown.filter((name) => !new RegExp(`^\\|.*\`${name}\``, 'm').test(table)),
    [],
  );
});

test('the newest version of the changelog is the one that is running, and each has its day and says how to upgrade', () => {
  const text = read('CHANGELOG.md');
  const parts = text.split(/^## /m).slice(1);
  assert.match(parts[0] ?? '', /^\[Unreleased\]\n/);
  const versions = parts
    .slice(1)
    .map((part) => /^\[(\d+\.\d+\.\d+)\] - (20\d\d-\d\d-\d\d)\n/.exec(part));
  assert.ok(versions.every(Boolean), 'every other heading is "[0.1.0] - 2026-11-29"');
  assert.equal(versions[0]?.[1], JSON.parse(read('package.json')).version);
  const numbers = versions.map((found) => found?.[1]?.split('.').map(Number) ?? []);
  const higher = (one: number[], other: number[]) =>
    one.reduce((sign, number, at) => sign || number - (other[at] ?? 0), 0) > 0;
  assert.ok(numbers.slice(1).every((older, at) => higher(numbers[at] ?? [], older)));
  const days = versions.map((found) => found?.[2] ?? '');
  assert.deepEqual(days, days.toSorted().reverse());
  const upgrading = parts
    .slice(1)
    .map((part) => /^### (.+)$/m.exec(part)?.[1])
    .filter((first) => first !== 'Upgrading');
  assert.deepEqual(upgrading, [], 'each version begins with "### Upgrading"');
});

test('what says that a test runs it elsewhere names a file that there is', () => {
  const named = pages.flatMap((page) =>
    [...read(page).matchAll(/# Not run by our tests.*$/gm)].flatMap(([line]) =>
      [...line.matchAll(/[\w/.-]+\.test\.ts/g)].map(([file]) => ({ page, file })),
    ),
  );
  assert.ok(named.length > 8);
  assert.deepEqual(
    named.filter(({ file }) => !existsSync(join(root, file))),
    [],
  );
});

// The rules of the house, read from the sources themselves. Each rule is a pure function of sources and is also shown sources that
// break it, so that a rule which has gone blind fails too.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path/posix';
import { test } from 'node:test';
import type { Room } from './house/room.ts';
import { rooms } from './house/rooms.ts';
import {
  bare,
  circlesIn,
  folderOf,
  type Import,
  importsOf,
  isBarrel,
  isSource,
  isTest,
  lineAt,
  type Rule,
  wrongCode,
  wrongImports,
} from './house/sources.ts';

/** What opens transactions, and what looks into a database before anything is loaded. */
const beforeAnyProgram = [
  'server/usecases/ground/work.ts',
  'server/usecases/program/its-secret-key.ts',
];

const mostInFolder = 30;
const roomAt = new Map(rooms.map((room) => [room.path, room]));
const covers = (allowed: string, folder: string) =>
  allowed === folder || (allowed.endsWith('/**') && `${folder}/`.startsWith(allowed.slice(0, -2)));

/** Why the folder of one file may not import from another's; undefined where it may, or where no room is asked. */
function whyNot({ from, to }: Import): string | undefined {
  const [own, other] = [dirname(from), dirname(to)];
  if (own === other || isTest(from) || !isSource(to)) return;
  const room = roomAt.get(own);
  return room?.imports.some((allowed) => covers(allowed, other))
    ? undefined
    : `${own} must not know ${other} (src/house/rooms.ts)`;
}

const emptyNames = /^(utils?|helpers?|lib|common|misc|index)$/i;
const longest = 250;

const rules: Readonly<Record<string, Rule>> = {
  'every folder with sources is a room': {
    broken: (sources) =>
      sources
        .filter(({ path }) => isSource(path) && !isTest(path) && !roomAt.has(folderOf(path)))
        .map(({ path }) => `${path} is in no room: give its folder a line in src/house/rooms.ts`),
    bad: { 'server/usecases/attic/a.ts': '' },
  },
  'rooms import one way': {
    broken: wrongImports(whyNot),
    bad: {
      'contract/a.ts': "import {\n  a,\n} from '#server/http/a.ts';",
      'worker/b.ts': "import '#shopper/b.ts';",
      'server/storage/points/a.ts': "import '#server/usecases/till/a.ts';",
      'server/usecases/pools/b.ts': "export { b } from '#server/http/b.ts';",
      'server/usecases/vouchers/c.ts': "import '#server/usecases/till/c.ts';",
      'shopper/sign-in/d.tsx': "import { D } from '#shopper/wallet/d.tsx';",
    },
  },
  [`no folder holds more than ${mostInFolder} sources`]: {
    broken: (sources) => {
      const held = Map.groupBy(
        sources.filter(({ path }) => !path.includes('.test.')),
        ({ path }) => folderOf(path),
      );
      return [...held]
        .filter(([, files]) => files.length > mostInFolder)
        .map(
          ([folder, files]) =>
            `${folder} holds ${files.length} sources, two subjects in one room: ${files.map(({ path }) => path).join(', ')}`,
        );
    },
    bad: Object.fromEntries(
      Array.from({ length: mostInFolder + 1 }, (_, n) => [
        `shopper/ui/${'a'.repeat(n + 1)}.ts`,
        '',
      ]),
    ),
  },
  'an act opens its transaction by `transact`, and one use-case changes points': {
    broken: (sources) => [
      ...wrongCode(
        /\bstore\s*\.\s*transact\s*\(/g,
        'opens a transaction without the program and the time: usecases/ground/work.ts does that',
        (path) =>
          !path.startsWith('server/usecases/') || isTest(path) || beforeAnyProgram.includes(path),
      )(sources),
      ...wrongCode(
        /\bappendEntry\s*\(/g,
        'writes an entry of the ledger: usecases/points/change-points.ts does that',
        (path) =>
          isTest(path) ||
          path === 'server/usecases/points/change-points.ts' ||
          path.startsWith('server/storage/points/'),
      )(sources),
    ],
    bad: {
      'server/usecases/till/a.ts': 'await context.store.transact((tx) => addShift(tx, row));',
      'server/usecases/sign-in/b.ts': 'await appendEntry(work, memberId, entry);',
    },
  },
  'the domain imports nothing from outside': {
    broken: wrongImports(({ from, to }) => {
      if (!from.startsWith('domain/') || isTest(from) || to.startsWith('domain/')) return;
      return 'the ground is pure';
    }),
    bad: {
      'domain/a.ts': "const a = await import('node:crypto');",
      'domain/b.ts': "export * from 'yaml';",
    },
  },
  'relative imports stay in their folder': {
    broken: wrongImports(({ from, to, relative }) => {
      // A stylesheet has no other way to name another folder.
      const stays = !relative || from.endsWith('.css') || to.startsWith(`${dirname(from)}/`);
      return stays ? undefined : 'write it as #room/…';
    }),
    bad: { 'shopper/ui/a.ts': "import '../api/b.ts';" },
  },
  'nothing imports in a circle': {
    broken: circlesIn,
    bad: {
      'shopper/ui/a.ts': "import './b.ts';",
      'shopper/ui/b.ts': "import type { A } from './a.ts';",
    },
  },
  'what runs in production knows nothing of development': {
    broken: wrongImports(({ from, to }) =>
      /^(server\/dev\/|gallery\/|vite$)/.test(to) &&
      !/^(server\/dev|gallery)\//.test(from) &&
      !isTest(from)
        ? 'only `npm run dev` loads that'
        : undefined,
    ),
    bad: {
      'server/start/main.ts': "import { developmentFront } from '#server/dev/front.ts';",
      'server/http/a.ts': "import { createServer } from 'vite';",
      'shopper/a.ts': "import '#gallery/gallery.tsx';",
    },
  },
  'only the API client and the worker fetch': {
    broken: wrongCode(
      /(?<![\w$.])((window|self|globalThis)\.)?fetch\s*\(/g,
      'fetches: web/client.ts does that',
      (path) => isTest(path) || /^(web|worker)\//.test(path),
    ),
    bad: { 'shopper/wallet/a.ts': "await fetch('/api/wallet');" },
  },
  'one place touches the browser’s storage, which may throw': {
    broken: wrongCode(
      /\b(?:local|session)Storage\b/g,
      'touches the storage: web/browser-storage.ts does that, and never throws',
      (path) => isTest(path) || basename(path) === 'browser-storage.ts',
    ),
    bad: { 'shopper/wallet/a.ts': "localStorage.setItem('a', '');" },
  },
  'only the configuration reads the environment': {
    broken: wrongCode(
      /\bprocess\s*\.\s*env\b/g,
      'reads the environment: server/start/config.ts does that',
      (path) => isTest(path) || path === 'server/start/config.ts',
    ),
    bad: { 'server/start/main.ts': 'const port = process.env.PORT;' },
  },
  [`no file is longer than ${longest} lines`]: {
    broken: (sources) =>
      sources.flatMap(({ path, text }) => {
        const lines = text.trimEnd().split('\n').length;
        return lines > longest ? [`${path} has ${lines} lines: two ideas in one room`] : [];
      }),
    bad: { 'shopper/ui/long.css': 'a {}\n'.repeat(longest + 1) },
  },
  'names say what lives there': {
    broken: (sources) =>
      sources.flatMap(({ path }) => {
        const empty = path.split('/').find((part) => emptyNames.test(part.replace(/\..*$/, '')));
        return empty ? [`${path}: "${empty}" says nothing of what lives there`] : [];
      }),
    bad: { 'shopper/ui/index.ts': '', 'server/lib/a.ts': '' },
  },
  'nothing is left for later': {
    broken: (sources) =>
      sources.flatMap(({ path, text }) =>
        [...text.matchAll(/\b(?:TODO|FIXME)\b|@ts-ignore/g)].map(
          ({ index, 0: word }) => `${path}:${lineAt(text, index)} ${word}`,
        ),
      ),
    bad: { 'domain/a.ts': '// TODO: later', 'domain/b.ts': '// @ts-ignore' },
  },
  'no file only passes on what others export': {
    broken: (sources) =>
      sources
        .map(({ path, text }) => ({ path, text: bare(text, { strings: true }) }))
        .filter(isBarrel)
        .map(({ path }) => `${path}:1 is a barrel: import from the source itself`),
    bad: {
      'shopper/ui/all.ts': "// All.\nexport * from './a.ts';\nexport type { B } from './b.ts';",
    },
  },
};

/** This file is left out: what it shows the rules breaks them on purpose. The words' compiler writes `compiled`. */
const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.(tsx?|css)$/.test(path) && !path.startsWith('i18n/compiled/'))
  .filter((path) => path !== basename(import.meta.filename))
  .map((path) => ({ path, text: readFileSync(join(import.meta.dirname, path), 'utf8') }));

for (const [name, { broken, bad }] of Object.entries(rules)) {
  test(name, () => {
    const found = broken(sources);
    assert.ok(found.length === 0, `\n${found.join('\n')}`);
  });
  test(`a breach is noticed: ${name}`, () => {
    const found = broken(Object.entries(bad).map(([path, text]) => ({ path, text })));
    for (const path of Object.keys(bad)) assert.match(found.join('\n'), new RegExp(path));
  });
}

test('imports are found in code only, with their lines', () => {
  const text = [
    "// import 'in-a-comment';",
    "const said = `import 'in-a-string' $" + '{`//`}`;',
    "import { type A, b } from 'c'; // 'd'",
    'export {',
    '  e,',
    "} from './f.ts';",
    "const g = () => import('#domain/g.ts');",
  ].join('\n');
  const found = importsOf({ path: 'shopper/ui/a.ts', text }).map(({ line, to }) => `${line} ${to}`);
  assert.deepEqual(found, ['3 c', '6 shopper/ui/f.ts', '7 domain/g.ts']);
});

test('the table of rooms in docs/architecture.md is made of src/house/rooms.ts', () => {
  const page = readFileSync(join(import.meta.dirname, '../docs/architecture.md'), 'utf8');
  assert.ok(page.includes(tableOf(rooms)), `put this table there:\n\n${tableOf(rooms)}\n`);
});

function tableOf(all: readonly Room[]): string {
  const rows = all.map(({ path, holds }) => `| \`src/${path}\` | ${holds} |`);
  return ['| room | holds |', '| --- | --- |', ...rows].join('\n');
}

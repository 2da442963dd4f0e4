// The rules of the house, read from the sources themselves. Each rule is a pure function of sources and is also shown sources that
// break it, so that a rule which has gone blind fails too.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path/posix';
import { test } from 'node:test';
import type { Room } from './house/room.ts';
import { rooms } from './house/rooms.ts';

type Source = { readonly path: string; readonly text: string };
/** Files as paths below src (`domain/tier.ts`), packages as they are named. */
type Import = { from: string; line: number; to: string; relative: boolean };
type Rule = {
  /** One sentence, with file and line, for each place that breaks the rule. */
  readonly broken: (sources: readonly Source[]) => string[];
  /** Sources by their paths, each of which breaks it. */
  readonly bad: Readonly<Record<string, string>>;
};

const quoted = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/;
const template = /`(?:\\[\s\S]|\$\{(?:`[^`]*`|\{[^{}]*\}|[^`{}])*\}|[^`\\])*`/;
const comment = /\/\/[^\n]*|\/\*[\s\S]*?\*\//;
const withStrings = new RegExp(`(${quoted.source}|${template.source})|${comment.source}`, 'g');

/** Comments, and unless they are kept strings, become spaces: what is left stands where it stood. */
function bare(text: string, { strings }: { strings: boolean }): string {
  return text.replace(withStrings, (part, string) =>
    string && strings ? part : part.replace(/[^\n]/g, ' '),
  );
}

const statement = /\b(?:import|export)\s(?:[^'"`;=()]*?\sfrom\s*)?(['"])([^'"\n]+)\1;?/g;
const call = /\bimport\s*\(\s*(['"`])([^'"`\n$]+)\1/g;

function importsOf({ path, text }: Source): Import[] {
  const [code, alone] = [bare(text, { strings: true }), bare(text, { strings: false })];
  return [...code.matchAll(statement), ...code.matchAll(call)]
    .filter(({ index }) => alone[index] !== ' ')
    .map((match) => {
      const name = match[2] ?? '';
      const relative = name.startsWith('.');
      const to = relative ? join(dirname(path), name) : name.replace(/^#/, '');
      const line = lineAt(code, match.index + match[0].lastIndexOf(name));
      return { from: path, line, to, relative };
    });
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

function wrongImports(why: (one: Import) => string | undefined): Rule['broken'] {
  return (sources) =>
    sources.flatMap(importsOf).flatMap((one) => {
      const reason = why(one);
      return reason ? [`${one.from}:${one.line} imports ${one.to}: ${reason}`] : [];
    });
}

/** Finds `pattern` where it is code, neither comment nor string. */
function wrongCode(pattern: RegExp, why: string, allowed: (path: string) => boolean) {
  return (sources: readonly Source[]) =>
    sources.flatMap(({ path, text }) => {
      const found = allowed(path) ? [] : [...bare(text, { strings: false }).matchAll(pattern)];
      return found.map(({ index }) => `${path}:${lineAt(text, index)} ${why}`);
    });
}

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

/** Tests, and what only they use, may read the environment and Node's own modules wherever they stand. */
const isTest = (path: string) => /\.test\.tsx?$|^server\/tests\//.test(path);
const isSource = (path: string) =>
  /^(domain|contract|i18n|web|shopper|till|desk|worker|gallery|server)\//.test(path) &&
  !path.startsWith('i18n/compiled/');
const folderOf = (path: string) => dirname(path);

function circlesIn(sources: readonly Source[]): string[] {
  const next = new Map(sources.map((one) => [one.path, importsOf(one).map(({ to }) => to)]));
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): string[] => {
    const start = trail.indexOf(path);
    if (start >= 0) return [`a circle: ${[...trail.slice(start), path].join(' → ')}`];
    if (done.has(path)) return [];
    done.add(path);
    return (next.get(path) ?? []).flatMap((to) => walk(to, [...trail, path]));
  };
  return [...next.keys()].flatMap((path) => walk(path, []));
}

function isBarrel({ text }: Source): boolean {
  const passedOn = /\bexport\s[^'"`;=()]*\sfrom\s/;
  const rest = text.replace(statement, '').replace(/\bexport\s+(type\s*)?\{[^}]*\}/g, '');
  return passedOn.test(text) && /^[\s;]*$/.test(rest);
}

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
        sources.filter(({ path }) => !isTest(path)),
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

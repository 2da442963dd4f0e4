// The rules of the house, read from the sources themselves. Each rule is a pure function of sources and is also shown sources that
// break it, so that a rule which has gone blind fails too.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path/posix';
import { test } from 'node:test';

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

const mayImport: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  contract: ['domain'],
  i18n: ['domain'],
  server: ['domain', 'contract', 'i18n'],
  app: ['domain', 'contract', 'i18n'],
  worker: ['domain', 'contract', 'i18n'],
};
const serverLayers = ['storage', 'usecases', 'http', 'main.ts'];
const sharedInApp = ['ui', 'api'];
const emptyNames = /^(utils?|helpers?|lib|common|misc|index)$/i;
const longest = 250;

/** Tests, and what only they use, may read the environment and Node's own modules wherever they stand. */
const isTest = (path: string) => /\.test\.tsx?$|^server\/testing\//.test(path);
const roomOf = (path: string) => path.split('/')[0] ?? '';
const layerOf = (path: string) =>
  roomOf(path) === 'server' ? serverLayers.indexOf(path.split('/')[1] ?? '') : -1;

function featureOf(path: string): string | undefined {
  const [room, folder = '', file] = path.split('/');
  return room === 'app' && file && !sharedInApp.includes(folder) ? folder : undefined;
}

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
  'rooms import one way': {
    broken: wrongImports(({ from, to }) => {
      const [own, other] = [roomOf(from), roomOf(to)];
      if (own === other || !(own in mayImport && other in mayImport)) return;
      return mayImport[own]?.includes(other) ? undefined : `${own} must not know ${other}`;
    }),
    bad: {
      'contract/a.ts': "import {\n  a,\n} from '#server/a.ts';",
      'worker/b.ts': "import '#app/b.ts';",
    },
  },
  'the domain imports nothing from outside': {
    broken: wrongImports(({ from, to }) => {
      if (roomOf(from) !== 'domain' || isTest(from) || roomOf(to) === 'domain') return;
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
    bad: { 'app/ui/a.ts': "import '../api/b.ts';" },
  },
  'the server imports from main down to storage': {
    broken: wrongImports(({ from, to }) =>
      layerOf(from) >= 0 && layerOf(to) > layerOf(from) && !isTest(from)
        ? 'storage ← usecases ← http ← main'
        : undefined,
    ),
    bad: {
      'server/storage/a.ts': "import '#server/usecases/a.ts';",
      'server/usecases/b.ts': "export { b } from '#server/http/b.ts';",
    },
  },
  'features of the app meet only at the router': {
    broken: wrongImports(({ from, to }) => {
      const feature = featureOf(to);
      // A document's stylesheet gathers what its pages look like, as its router gathers the pages.
      const meets = /^(main|router)\./.test(basename(from)) || /^app\/[^/]+\.css$/.test(from);
      if (!feature || feature === featureOf(from) || meets) return;
      return 'only router and main know features';
    }),
    bad: {
      'app/ui/a.tsx': "import { A } from '#app/wallet/a.tsx';",
      'app/sign-in/b.tsx': "import '#app/wallet/b.css';",
    },
  },
  'nothing imports in a circle': {
    broken: circlesIn,
    bad: { 'app/ui/a.ts': "import './b.ts';", 'app/ui/b.ts': "import type { A } from './a.ts';" },
  },
  'only the API client and the worker fetch': {
    broken: wrongCode(
      /(?<![\w$.])((window|self|globalThis)\.)?fetch\s*\(/g,
      'fetches: app/api does that',
      (path) => isTest(path) || /^(app\/api|worker)\//.test(path),
    ),
    bad: { 'app/wallet/a.ts': "await fetch('/api/wallet');" },
  },
  'one place touches the browser’s storage, which may throw': {
    broken: wrongCode(
      /\b(?:local|session)Storage\b/g,
      'touches the storage: api/browser-storage.ts does that, and never throws',
      (path) => isTest(path) || basename(path) === 'browser-storage.ts',
    ),
    bad: { 'app/wallet/a.ts': "localStorage.setItem('a', '');" },
  },
  'only the configuration reads the environment': {
    broken: wrongCode(
      /\bprocess\s*\.\s*env\b/g,
      'reads the environment: server/config.ts does that',
      (path) => isTest(path) || path === 'server/config.ts',
    ),
    bad: { 'server/main.ts': 'const port = process.env.PORT;' },
  },
  [`no file is longer than ${longest} lines`]: {
    broken: (sources) =>
      sources.flatMap(({ path, text }) => {
        const lines = text.trimEnd().split('\n').length;
        return lines > longest ? [`${path} has ${lines} lines: two ideas in one room`] : [];
      }),
    bad: { 'app/ui/long.css': 'a {}\n'.repeat(longest + 1) },
  },
  'names say what lives there': {
    broken: (sources) =>
      sources.flatMap(({ path }) => {
        const empty = path.split('/').find((part) => emptyNames.test(part.replace(/\..*$/, '')));
        return empty ? [`${path}: "${empty}" says nothing of what lives there`] : [];
      }),
    bad: { 'app/ui/index.ts': '', 'server/lib/a.ts': '' },
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
    bad: { 'app/ui/all.ts': "// All.\nexport * from './a.ts';\nexport type { B } from './b.ts';" },
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
  const found = importsOf({ path: 'app/ui/a.ts', text }).map(({ line, to }) => `${line} ${to}`);
  assert.deepEqual(found, ['3 c', '6 app/ui/f.ts', '7 domain/g.ts']);
});

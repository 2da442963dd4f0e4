// How much a phone has to load. Bytes do not vary from run to run, so each limit is a test. `node build/sizes.ts` prints them.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { build, type Manifest, type ManifestChunk } from 'vite';
import type { Outcome } from './outcome.ts';
import { brotliBytes, precached, reachable, weigh } from './weigh.ts';

/** Limits in bytes; a kilobyte is 1,000 bytes here, which is stricter than 1,024. */
const limits = {
  script: 100_000,
  /** Written into each document: to whoever scans a poster in a shop with a bad line, a kilobyte is 20 ms. */
  css: { arrival: 4_500, member: 7_000, voucher: 3_000 },
  worker: 8_000,
  installed: 180_000,
  /** Opened at work, over a line that is no shop floor's, by a few people. */
  desk: { script: 150_000, css: 4_000 },
};

const shopperEntry = 'index.html';
/** The styles of pages for people who are not signed in. The shopper's entry has these and all others. */
const arrivalSheet = 'src/shopper/arrival.css';
/** What a voucher's document has in addition; any other page loads it together with the voucher's script. */
const voucherSheet = 'src/shopper/voucher.css';
/** Each kind of page is a script of its own: see `parts.ts` there. */
const pagesOf = (kind: string) => `src/shopper/${kind}-pages.tsx`;
/** The script that no page waits for: it registers the worker, tells it what to keep, and has the app's notices. */
const laterPart = 'src/shopper/offline/later.ts';
const tillEntry = 'src/till/main.tsx';
const deskEntry = 'src/desk/main.tsx';

export type Check = {
  readonly what: string;
  readonly ok: boolean;
  /** The size that was found, and the limit. */
  readonly found: string;
};

/** The catalogues (`common`, `refusal` …) that each kind of a shopper's page loads. */
export type Audiences = Readonly<Record<string, readonly string[]>>;

/** Weighs a build in `folder`; `wordsRuntime` is the size of what every page needs to speak at all. */
export async function checkBuild(
  folder: string,
  audiences: Audiences,
  wordsRuntime: number,
): Promise<Check[]> {
  const manifest: Manifest = JSON.parse(read(folder, '.vite/manifest.json'));
  const shopper = reachable(manifest, shopperEntry);
  const code = [...shopper].filter(([key]) => !catalogue(key)).map(([, { file }]) => file);
  const words = await catalogueSizes(folder, shopper);
  const kinds = Object.keys(audiences);
  const firstScript = async ([kind, names]: [string, readonly string[]]) => {
    const others = new Set([...kinds.filter((other) => other !== kind).map(pagesOf), laterPart]);
    const first = reachable(manifest, shopperEntry, (key) => !catalogue(key) && !others.has(key));
    const files = [...first.values()].map(({ file }) => file);
    const found = (await weigh(folder, files)) + largest(words, new Set(names));
    return limit(`script: ${kind} pages`, found, limits.script);
  };
  const checks = [
    ...(await Promise.all(Object.entries(audiences).map(firstScript))),
    await sheetCheck(folder, 'arrival', manifest[arrivalSheet]?.file),
    await sheetCheck(folder, 'member', manifest[shopperEntry]?.css?.[0]),
    await sheetCheck(folder, 'voucher', manifest[voucherSheet]?.file),
    // Within the script's limit; i18n/size.test.ts holds what one page says to 4 KB.
    ...Object.entries(audiences).map(([page, names]) =>
      within(`words: ${page} pages`, wordsRuntime + largest(words, new Set(names))),
    ),
    noCamera(folder, code),
    ...(await workerChecks(folder)),
  ];
  if (!manifest[tillEntry]) return checks;
  const till = [...reachable(manifest, tillEntry)].filter(([key]) => !catalogue(key));
  const tillScript = await weigh(
    folder,
    till.map(([, { file }]) => file),
  );
  return [
    ...checks,
    // The till's page is opened once a day on a device that stays: weighed, but not limited.
    { what: 'till script', ok: true, found: `${bytes(tillScript)} (no limit)` },
    ...(await deskChecks(folder, manifest)),
  ];
}

/** A page of the desk that is loaded when it is opened, and not with the first one. */
const isLaterPage = (manifest: Manifest) => (key: string) =>
  key.startsWith('src/desk/') && manifest[key]?.isDynamicEntry === true;

/** The desk's first page: its script without the pages that come later, and its words in the heaviest language. */
async function deskChecks(folder: string, manifest: Manifest): Promise<Check[]> {
  if (!manifest[deskEntry]) return [];
  const isLater = isLaterPage(manifest);
  const all = reachable(manifest, deskEntry, (key) => !isLater(key));
  const code = [...all].filter(([key]) => !catalogue(key)).map(([, { file }]) => file);
  const words = largest(await catalogueSizes(folder, all), new Set(['common', 'desk', 'refusal']));
  return [
    limit('script: desk', (await weigh(folder, code)) + words, limits.desk.script),
    limit('CSS: desk', await weigh(folder, sheetsOf(all)), limits.desk.css),
  ];
}

/** The sheets of what is loaded, without those that later pages bring along. */
const sheetsOf = (chunks: ReadonlyMap<string, ManifestChunk>): string[] => [
  ...new Set([...chunks.values()].flatMap(({ css = [] }) => css)),
];

async function workerChecks(folder: string): Promise<Check[]> {
  if (!existsSync(path.join(folder, 'sw.js'))) {
    return [{ what: 'worker', ok: false, found: 'sw.js is not in the build' }];
  }
  const files = precached(read(folder, 'sw.js'));
  return [
    limit('worker', await weigh(folder, ['sw.js']), limits.worker),
    files.length === 0
      ? { what: 'installed for offline', ok: false, found: 'the worker installs nothing' }
      : limit('installed for offline', await weigh(folder, files), limits.installed),
  ];
}

/** The scanner's decoder is for tills: a shopper's page must not even know where it lies. */
function noCamera(folder: string, files: readonly string[]): Check {
  const found = files.filter((file) => /zxing/i.test(read(folder, file)));
  return {
    what: 'no camera code',
    ok: found.length === 0,
    found: found.length ? `zxing in ${found.join(', ')}` : 'none',
  };
}

function catalogue(key: string): { language: string; audience: string } | undefined {
  const [, language, audience] = /^src\/i18n\/compiled\/([^/]+)\/([^/]+)\.js$/.exec(key) ?? [];
  return language && audience ? { language, audience } : undefined;
}

type CatalogueSize = { language: string; audience: string; bytes: number };

async function catalogueSizes(
  folder: string,
  chunks: ReadonlyMap<string, ManifestChunk>,
): Promise<CatalogueSize[]> {
  const sizes = [...chunks].map(async ([key, { file }]) => {
    const named = catalogue(key);
    return named ? [{ ...named, bytes: await weigh(folder, [file]) }] : [];
  });
  return (await Promise.all(sizes)).flat();
}

/** A phone loads one language: the heaviest one counts. */
function largest(sizes: readonly CatalogueSize[], audiences: ReadonlySet<string>): number {
  const byLanguage = new Map<string, number>();
  for (const { language, audience, bytes } of sizes) {
    if (!audiences.has(audience)) continue;
    byLanguage.set(language, (byLanguage.get(language) ?? 0) + bytes);
  }
  return Math.max(0, ...byLanguage.values());
}

async function sheetCheck(
  folder: string,
  whose: keyof typeof limits.css,
  sheet: string | undefined,
): Promise<Check> {
  const what = `CSS: ${whose} pages`;
  if (!sheet) return { what, ok: false, found: 'the build has no sheet' };
  return limit(what, await weigh(folder, [sheet]), limits.css[whose]);
}

function within(what: string, found: number): Check {
  return { what, ok: true, found: `${bytes(found)} (within the script)` };
}

function limit(what: string, found: number, allowed: number): Check {
  return { what, ok: found <= allowed, found: `${bytes(found)} of ${bytes(allowed)}` };
}

function bytes(count: number): string {
  return count.toLocaleString('en');
}

function read(folder: string, file: string): string {
  return readFileSync(path.join(folder, file), 'utf8');
}

/** What speaks, without what is said: the words' loader bundled by itself, its catalogues left outside. */
async function wordsRuntimeBytes(): Promise<number> {
  const made = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: 'src/i18n/load.ts',
        external: /compiled\/[^/]+\/[^/]+\.js$|^\.\/[^/]+\/[^/]+\.js$/,
        preserveEntrySignatures: 'strict',
      },
    },
  });
  // `build` answers with a list only for several outputs and with a watcher only when watching; this is neither.
  const { output } = made as Extract<typeof made, { output: unknown }>;
  const code = output.map((chunk) => (chunk.type === 'chunk' ? chunk.code : '')).join('');
  return brotliBytes(code);
}

export async function sizeChecks(): Promise<Outcome> {
  // Loaded here, since it takes in what the build writes and every other stage should run without.
  const { pageAudiences } = await import('#i18n/load.ts');
  const checks = await checkBuild('dist/app', pageAudiences, await wordsRuntimeBytes());
  const line = ({ what, ok, found }: Check) => `${ok ? ' ' : '✖'} ${what.padEnd(24)} ${found}`;
  return {
    passed: checks.filter(({ ok }) => ok).length,
    failed: checks.filter(({ ok }) => !ok).length,
    skipped: 0,
    report: 'A limit was passed; the design says how much a phone may have to load.',
    note: checks.map(line).join('\n'),
  };
}

if (import.meta.main) void sizeChecks().then(({ note }) => process.stdout.write(`${note}\n`));

// `node e2e/kept-builds/pack.ts 2026-11-25 [dist]` puts a build aside: what a phone of that day ran, and what wrote its documents.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

/** Texts by their paths. */
type Files = Readonly<Record<string, string>>;

const fileOf = (day: string): string => join(import.meta.dirname, `${day}.json.br`);

/** The shopper's part of a build: no till, and nothing that was compressed or drawn. */
const isShoppers = (name: string): boolean =>
  /\.(js|css)$/.test(name) && !/^(till|scanner|zxing)/.test(name);

async function pack(day: string, dist: string): Promise<void> {
  const assets = (await readdir(join(dist, 'app/assets'))).filter(isShoppers);
  const paths = [
    ...['app/index.html', 'app/sw.js', 'app/.vite/manifest.json', 'render/render.js'],
    ...assets.map((name) => `app/assets/${name}`),
  ];
  const texts = await Promise.all(paths.map((path) => readFile(join(dist, path), 'utf8')));
  const files: Files = Object.fromEntries(paths.map((path, at) => [path, texts[at] ?? '']));
  const params = { [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS };
  await writeFile(fileOf(day), brotliCompressSync(JSON.stringify(files), { params }));
}

/** Unpacks a build that was put aside. @returns its folder, for BUILD_DIR, and how it goes again */
export async function unpack(day: string): Promise<{ dist: string; remove(): Promise<void> }> {
  const files = JSON.parse(brotliDecompressSync(await readFile(fileOf(day))).toString()) as Files;
  const dist = await mkdtemp(join(tmpdir(), 'tillpass-build-'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(dist, path)), { recursive: true });
    await writeFile(join(dist, path), text);
  }
  // Pictures are the same in every version, and no test of old builds looks at one.
  return { dist, remove: () => rm(dist, { recursive: true }) };
}

if (import.meta.main) {
  const [day = '', dist = 'dist'] = process.argv.slice(2);
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) throw new Error('Usage: pack.ts YYYY-MM-DD [dist]');
  await pack(day, dist);
}

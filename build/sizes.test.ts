import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { checkBuild } from './sizes.ts';
import { brotliBytes, precached, reachable } from './weigh.ts';

/** A small build, as Vite would leave it: pages of two kinds, two languages, a till, a worker. */
const files = {
  'a/index.js': 'start();'.repeat(50),
  'a/shopper.js': 'wallet();'.repeat(50),
  'a/account.js': 'profile();'.repeat(50),
  'a/en.js': 'Hello',
  'a/ar.js': 'السلام عليكم ورحمة الله',
  'a/mail.js': 'Words that only a mail says, which a page can reach and never loads',
  'a/till.js': 'import "zxing-wasm"',
  'a/index.css': 'a{color:red}',
  'a/arrival.css': 'b{color:red}',
  'a/voucher.css': 'i{color:red}',
  'sw.js': 'precache([{url:`a/index.js`,revision:null},{"revision":"1","url":"/a/index.css"}])',
};
const manifest = {
  'index.html': {
    file: 'a/index.js',
    isEntry: true,
    css: ['a/index.css'],
    dynamicImports: [
      'src/shopper/shopper-pages.tsx',
      'src/shopper/account-pages.tsx',
      'src/i18n/compiled/en/common.js',
      'src/i18n/compiled/ar/common.js',
      'src/i18n/compiled/en/mail.js',
    ],
  },
  'src/shopper/arrival.css': { file: 'a/arrival.css' },
  'src/shopper/voucher.css': { file: 'a/voucher.css' },
  'src/shopper/shopper-pages.tsx': { file: 'a/shopper.js', imports: ['index.html'] },
  'src/shopper/account-pages.tsx': { file: 'a/account.js', imports: ['index.html'] },
  'src/i18n/compiled/en/common.js': { file: 'a/en.js' },
  'src/i18n/compiled/ar/common.js': { file: 'a/ar.js' },
  'src/i18n/compiled/en/mail.js': { file: 'a/mail.js' },
  'src/till/main.tsx': { file: 'a/till.js', isEntry: true, imports: ['index.html'] },
};

async function checked(changes: Record<string, string> = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'tillpass-sizes-'));
  const all = { ...files, ...changes, '.vite/manifest.json': JSON.stringify(manifest) };
  for (const [file, text] of Object.entries(all)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  try {
    const checks = await checkBuild(folder, { shopper: ['common'], account: [] }, 1_000);
    return new Map(checks.map((check) => [check.what, check]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Text that no compressor makes shorter than about three quarters. */
function dense(bytes: number): string {
  const parts = Array.from({ length: bytes / 8 }, (_, at) =>
    Math.sin(at + 1)
      .toString(36)
      .slice(-8),
  );
  return parts.join('');
}

async function compressed(...names: (keyof typeof files)[]): Promise<number> {
  const each = await Promise.all(names.map((name) => brotliBytes(files[name])));
  return each.reduce((sum, bytes) => sum + bytes, 0);
}

test('a first page loads the app, the pages of its kind and the heaviest language', async () => {
  const script = await compressed('a/index.js', 'a/shopper.js', 'a/ar.js');
  assert.equal((await checked()).get('script: shopper pages')?.found, `${script} of 100,000`);
});

test('words are the runtime and one language', async () => {
  const words = 1_000 + (await compressed('a/ar.js'));
  assert.equal(
    (await checked()).get('words: shopper pages')?.found,
    `${words.toLocaleString('en')} (within the script)`,
  );
});

test('what the worker installs is weighed file by file', async () => {
  const installed = await compressed('a/index.js', 'a/index.css');
  assert.equal((await checked()).get('installed for offline')?.found, `${installed} of 180,000`);
});

test('a small build keeps every limit', async () => {
  const broken = [...(await checked()).values()].filter(({ ok }) => !ok);
  assert.deepEqual(broken, []);
});

const tooMuch: [file: string, text: string, breaks: string[]][] = [
  ['a/index.js', dense(200_000), ['script: shopper pages', 'script: account pages']],
  ['a/account.js', dense(200_000), ['script: account pages']],
  ['a/index.css', dense(12_000), ['CSS: member pages']],
  ['a/arrival.css', dense(12_000), ['CSS: arrival pages']],
  ['a/voucher.css', dense(12_000), ['CSS: voucher pages']],
  ['a/index.css', dense(300_000), ['CSS: member pages', 'installed for offline']],
  ['a/account.js', 'import("/assets/zxing_reader.js")', ['no camera code']],
  ['sw.js', 'skipWaiting()', ['installed for offline']],
  ['sw.js', `${files['sw.js']}//${dense(16_000)}`, ['worker']],
];
for (const [file, text, breaks] of tooMuch) {
  test(`too much in ${file} breaks ${breaks.join(', ')}`, async () => {
    const checks = await checked({ [file]: text });
    const broken = [...checks.values()].filter(({ ok }) => !ok).map(({ what }) => what);
    assert.deepEqual(broken, breaks);
  });
}

test('chunks that import each other are visited once', () => {
  assert.equal(reachable(manifest, 'src/till/main.tsx').size, 7);
});

test('a list of installed files is read whatever its quotes and order', () => {
  assert.deepEqual(precached(files['sw.js']), ['a/index.js', 'a/index.css']);
});

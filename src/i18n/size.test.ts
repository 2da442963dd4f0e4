import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'vite';
import { languages } from '#i18n/language.ts';
import { pageAudiences } from '#i18n/load.ts';

const limitBytes = 4096;
type Page = keyof typeof pageAudiences;
// Object.keys loses the key type.
const pages = Object.keys(pageAudiences) as Page[];

/** What a browser gets from this folder: the runtime and one page's catalogues, as Vite writes them. */
async function bundle(language: string, page: Page): Promise<string> {
  const source = [
    `export { growingTranslator } from './translate.ts';`,
    `export { formatOf, digitGroups, spokenDigits } from './format.ts';`,
    `export { languages, directionOf, isLanguage } from './language.ts';`,
    `export { refusalSentence, whyLabel } from './refusal.ts';`,
    ...pageAudiences[page].map(
      (name) => `export { default as ${name} } from './compiled/${language}/${name}.js';`,
    ),
  ].join('\n');
  const entry = join(import.meta.dirname, 'size-of-page.js');
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    root: import.meta.dirname,
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => (id === entry ? source : null),
      },
    ],
    build: {
      write: false,
      minify: true,
      rolldownOptions: { input: entry, preserveEntrySignatures: 'strict' },
    },
  });
  if (!('output' in result)) throw new Error('one build was asked for');
  return result.output.map((chunk) => ('code' in chunk ? chunk.code : '')).join('');
}

for (const { language } of languages) {
  for (const page of pages) {
    test(`runtime and catalogues of the page ${page} in ${language} stay under 4 KB`, async (context) => {
      const bytes = brotliCompressSync(await bundle(language, page)).length;
      assert.ok(bytes > 1000, `${bytes} bytes: the bundle lacks something`);
      assert.ok(bytes <= limitBytes, `${bytes} bytes`);
      context.diagnostic(`${bytes} bytes`);
    });
  }
}

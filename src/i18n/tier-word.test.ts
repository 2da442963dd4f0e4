import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';

const catalogues = new URL('./catalogues/ar/', import.meta.url);

/** Of the accessibility guidelines, which speak of levels. */
const ofOthers = ['accessibility.conforms'];

test('a tier has one name in Arabic, at the desk and for members, and goods have categories of another', async () => {
  const found: string[] = [];
  for (const file of await readdir(catalogues)) {
    const words: Record<string, string> = JSON.parse(
      await readFile(new URL(file, catalogues), 'utf8'),
    );
    for (const [key, text] of Object.entries(words)) {
      if (/مستو/.test(text) && !ofOthers.includes(key)) found.push(key);
      if (/categor/.test(key) && /فئ/.test(text)) found.push(key);
    }
  }
  assert.deepEqual(found, []);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { webManifest } from './manifest.ts';

const english = webManifest('Aldgate Coffee House', '#155e75', 'en');

test('an installed app has the program’s name and opens the wallet', () => {
  assert.equal(english.name, 'Aldgate Coffee House');
  assert.equal(english.start_url, '/wallet');
  assert.equal(english.display, 'standalone');
  assert.equal(english.theme_color, '#155e75');
});

test('a long name is cut between words for the home screen', () => {
  const shortOf = (name: string) => webManifest(name, '#155e75', 'en').short_name;
  assert.equal(english.short_name, 'Aldgate');
  assert.equal(shortOf('Corner Store'), 'Corner Store');
  assert.equal(shortOf('Farmersmarkets'), 'Farmersmarke');
});

test('the shortcut leads to the barcode', () => {
  assert.deepEqual(
    english.shortcuts.map(({ name, url }) => ({ name, url })),
    [{ name: 'Show my barcode', url: '/wallet#barcode' }],
  );
});

test('it speaks the member’s language, from the side that is read from', () => {
  const arabic = webManifest('Aldgate', '#155e75', 'ar');
  assert.equal(arabic.dir, 'rtl');
  assert.notEqual(arabic.shortcuts[0]?.name, english.shortcuts[0]?.name);
});

test('there is an icon for a mask, and one for none', () => {
  const purposes = new Set(english.icons.map(({ purpose }) => purpose));
  assert.deepEqual([...purposes].sort(), ['any', 'maskable']);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { directionOf, isLanguage, languages, pickLanguage } from '#i18n/language.ts';

test('a language has its own name and direction', () => {
  assert.deepEqual(languages, [
    { language: 'en', name: 'English', direction: 'ltr' },
    { language: 'ar', name: 'العربية', direction: 'rtl' },
  ]);
  assert.equal(directionOf('ar'), 'rtl');
});

test('what the person chose wins over what the browser asks for', () => {
  assert.equal(pickLanguage('ar', 'en'), 'en');
  assert.equal(pickLanguage('en', 'ar'), 'ar');
});

test('an unknown choice is no choice', () => {
  assert.equal(pickLanguage('ar', 'xx'), 'ar');
  assert.equal(pickLanguage(undefined, 'toString'), 'en');
  assert.equal(isLanguage('__proto__'), false);
});

test('the browser’s best known language is spoken, whatever its region', () => {
  for (const [header, language] of [
    ['ar-EG,ar;q=0.9,en;q=0.8', 'ar'],
    ['de-DE, ar;q=0.5, en;q=0.7', 'en'],
    ['fr, AR ; q=0.4', 'ar'],
    ['en;q=0, ar;q=0.1', 'ar'],
    ['en;q=junk, ar;q=0.1', 'ar'],
    ['*', 'en'],
    ['', 'en'],
    [`${'x,'.repeat(100_000)}ar`, 'en'],
  ] as const)
    assert.equal(pickLanguage(header, null), language, header.slice(0, 40));
});

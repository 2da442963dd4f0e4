import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import {
  fillDocument,
  isKept,
  languageIn,
  rootId,
  stateId,
  stateIn,
  withoutFormIds,
  withoutMarkup,
  withSlots,
} from './document.ts';

const built = readFileSync(new URL('../../index.html', import.meta.url), 'utf8');
const state = { at: 1, formIds: ['f1', 'f2'], queries: [{ key: ['visit'], data: '</script>$&' }] };
const html = fillDocument(withSlots(built), {
  wideLink: '',
  language: 'ar',
  direction: 'rtl',
  title: '<Corner & Co>',
  description: '"Points"',
  style: ':root{--a:$1}',
  markup: '<main>drawn <div>$&</div></main>',
  state,
});

test('what the server writes into the page, the script and the worker read out of it', () => {
  assert.deepEqual(stateIn(html), state);
  assert.equal(languageIn(html), 'ar');
  assert.match(html, /<html lang="ar" dir="rtl">/);
  assert.match(
    html,
    /<title>&#60;Corner &#38; Co><\/title>|<title>&#60;Corner &#38; Co&#62;<\/title>/,
  );
  assert.match(html, /content="&#34;Points&#34;"/);
  assert.ok(html.includes('<style>:root{--a:$1}</style>'));
  assert.ok(html.includes(`<div id="${rootId}"><main>drawn <div>$&</div></main></div>`));
  assert.ok(html.includes(`id="${stateId}"`));
  assert.doesNotMatch(html, /<!--/, 'every place is filled');
});

test('a kept document names no request', () => {
  const kept = stateIn(withoutFormIds(html));
  assert.deepEqual(kept, { ...state, formIds: [] });
  assert.deepEqual([state, { formIds: [] }].map(isKept), [false, true]);
});

test('a document without its markup is the same for the rest', () => {
  const shell = withoutMarkup(html);
  assert.ok(shell.includes(`<div id="${rootId}"></div>`));
  assert.deepEqual(stateIn(shell), state);
});

test('a document that was cut short has no state', () => {
  const end = html.indexOf('"queries"');
  for (const cut of ['', html.slice(0, end), html.slice(0, 20)]) assert.equal(stateIn(cut), null);
});

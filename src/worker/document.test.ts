import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languageIn, withoutMarkup } from '#contract/document.ts';
import { assetsOf, isAnothers, judge, queryIn } from './document.ts';

type Parts = { signedIn?: boolean; refusal?: unknown; failure?: unknown };

function page({ signedIn = true, refusal = null, failure = null }: Parts = {}): string {
  const queries = [
    { key: ['visit'], data: { signedIn, program: { name: 'A \\u003cb>' } } },
    { key: ['wallet'], data: { balance: 120 } },
  ];
  const state = { language: 'en', at: 1, queries, refusal, formIds: ['f1', 'f2'], failure };
  return (
    '<html><script type="module" crossorigin src="/assets/index-Ab_1.js"></script>' +
    '<link rel="modulepreload" href="/assets/words-x2.js"><div id="root">120</div>' +
    `<script type="application/json" id="state">${JSON.stringify(state)}</script></html>`
  );
}
const answer = (html: string) => ({ status: 200, ours: true, html });

test('a member’s document is kept', () => {
  assert.equal(judge(answer(page())).act, 'keep');
});

test('a kept document can be opened twice without asking twice under one id', () => {
  const verdict = judge(answer(page()));
  assert.ok(verdict.act === 'keep');
  assert.match(verdict.html, /"formIds":\[\]/);
  assert.doesNotMatch(verdict.html, /f1/);
  assert.match(verdict.html, /"balance":120/);
});

test('a document for nobody ends what was kept', () => {
  assert.deepEqual(judge(answer(page({ signedIn: false }))), { act: 'forget' });
});

test('what a form was refused for is said once', () => {
  assert.equal(judge(answer(page({ refusal: { key: 'points-short', missing: 5 } }))).act, 'pass');
});

test('a captive portal, an error and a failure change nothing', () => {
  assert.equal(judge({ ...answer('<html>Free wifi!</html>'), ours: false }).act, 'pass');
  assert.equal(judge({ ...answer(page({ signedIn: false })), ours: false }).act, 'pass');
  assert.equal(judge({ ...answer(page()), status: 500 }).act, 'pass');
  assert.equal(judge(answer(page({ failure: { status: 404, requestId: 'r' } }))).act, 'pass');
  assert.equal(judge(answer('<script id="state">{"queries":</script>')).act, 'pass');
  assert.equal(judge(answer('<script id="state">{}</script>')).act, 'pass');
});

test('a document says which scripts it was built for', () => {
  assert.deepEqual(assetsOf(page() + page()), ['/assets/index-Ab_1.js', '/assets/words-x2.js']);
  assert.deepEqual(assetsOf('<p>no scripts</p>'), []);
});

test('a document says which language was chosen', () => {
  assert.equal(languageIn('<!doctype html>\n<html lang="ar" dir="rtl"><head>'), 'ar');
  assert.equal(languageIn('<p>no document</p>'), null);
});

test('a document that was cut short, or names things otherwise, says nothing', () => {
  assert.deepEqual(queryIn(page(), 'wallet'), { balance: 120 });
  const cut = page().slice(0, page().indexOf('"balance"'));
  for (const html of ['', cut, page().replace('"queries"', '"answers"')])
    assert.equal(queryIn(html, 'wallet'), undefined);
});

test('a document of another member, or in another language, is not the kept wallet’s', () => {
  const wallet = (number: string, language = 'en') =>
    page()
      .replace('"balance":120', `"member":{"number":"${number}"}`)
      .replace('<html>', `<html lang="${language}">`);
  assert.equal(isAnothers(wallet('1'), wallet('1')), false);
  assert.equal(isAnothers(wallet('2'), wallet('1')), true);
  assert.equal(isAnothers(wallet('1', 'ar'), wallet('1')), true);
  // Only the wallet's document says whose it is.
  const history = page().replace('wallet', 'history').replace('<html>', '<html lang="en">');
  assert.equal(isAnothers(history, wallet('1')), false);
});

test('a document without its markup has its state and nothing drawn', () => {
  const shell = withoutMarkup(page());
  assert.match(shell, /<div id="root"><\/div>/);
  assert.deepEqual(queryIn(shell, 'wallet'), { balance: 120 });
  assert.deepEqual(assetsOf(shell), assetsOf(page()));
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { tillApi, tillPages } from '#contract/paths.ts';
import { plainProfile } from '#domain/scan/scanner-profile.ts';
import { sheetOf } from '#domain/scan/scanner-sheet.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';

const scanner = { ...plainProfile, symbology: 'ean-13', prefix: '27' } as const;

let t: Tillpass;
before(async () => {
  t = await startTillpass();
  const stores = testProgram.stores.map((store) =>
    store.id === 'harbour' ? { ...store, name: 'Harbour & Sons', scanner } : store,
  );
  await loadProgram(t.context, { ...testProgram, stores });
});
after(() => t.close());

/** The texts below the symbols, in order. */
const textsOn = (html: string) =>
  [...html.matchAll(/<code dir="ltr">([^<]*)<\/code>/g)].map(([, text]) => text);

test('a store’s sheet holds what its phones show, with the text of each, and nothing that runs', async () => {
  const till = await t.onDuty('harbour-1');
  const { status, text, headers } = await till.page(tillPages.scannerSheet);
  assert.equal(status, 200);
  assert.deepEqual(
    textsOn(text),
    sheetOf(scanner).map((item) => item.text),
  );
  assert.match(text, /Harbour &amp; Sons/);
  assert.equal(text.match(/<svg /g)?.length, 6);
  assert.doesNotMatch(text, /<script|style="/);
  const policy = String(headers['content-security-policy']);
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /style-src 'self' 'sha256-/);
});

test('a store without a profile tests what every phone draws', async () => {
  const till = await t.onDuty('main-1');
  const { text } = await till.page(tillPages.scannerSheet);
  assert.deepEqual(
    textsOn(text),
    sheetOf(plainProfile).map((item) => item.text),
  );
});

test('it speaks the associate’s language', async () => {
  const till = await t.onDuty('main-1');
  const { text } = await till.page(tillPages.scannerSheet, { 'accept-language': 'ar' });
  assert.match(text, /<html lang="ar" dir="rtl">/);
  assert.match(text, /ورقة فحص الماسحات/);
});

test('a device that is no till, and one without a shift, are led to where one signs in', async () => {
  const stranger = await t.browser().page(tillPages.scannerSheet);
  assert.deepEqual([stranger.status, stranger.headers.location], [303, tillPages.till]);
  const till = await t.onDuty('main-1');
  await till.post(tillApi.endShift);
  assert.equal((await till.page(tillPages.scannerSheet)).status, 303);
});

test('the till page learns what its store’s bars carry', async () => {
  const device = async (tillId: string) =>
    (await (await t.onDuty(tillId)).get(tillApi.device)).body;
  assert.deepEqual((await device('harbour-1')).scanner, scanner);
  assert.deepEqual((await device('main-1')).scanner, plainProfile);
});

test('a symbol of the sheet is nobody’s voucher', async () => {
  const till = await t.onDuty('harbour-1');
  for (const { text } of sheetOf(scanner)) {
    const { body } = await till.post(tillApi.look, { scanned: text });
    assert.equal(body.error.key, 'code-unknown');
  }
});

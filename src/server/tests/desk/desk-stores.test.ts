import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import { deskApi } from '#contract/desk/desk-paths.ts';
import type { TillView } from '#contract/desk/desk-stores.ts';
import { posApi, tillApi } from '#contract/paths.ts';
import { administrator, type Signed } from '#server/tests/kit/desk/at-desk.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { posterSheets, sheetsAtMost } from '#server/usecases/desk/poster-sheets.ts';

let t: Tillpass;
let editor: Signed;
let storeId: string;
before(async () => {
  t = await startTillpass();
  editor = await administrator(t, 'Ed', 'editor');
  const { body } = await editor.browser.get(deskApi.stores);
  storeId = body.stores.find(({ name }: { name: string }) => name === 'Main Street')?.id ?? 'main';
});
after(() => t.close());

const at = (pattern: string, id: string) => pattern.replace(/:\w+/, id);
const store = async () => (await editor.browser.get(at(deskApi.store, storeId))).body;
const till = async (): Promise<TillView> => (await store()).tills[0];

test('a device becomes a till by the desk’s link, and can do nothing once it is ended', async () => {
  const { id } = await till();
  const { body } = await editor.proved('enrol-till', id, at(deskApi.enrolTill, id), {
    replaces: false,
  });
  const device = t.browser();
  const token = body.url.split('/').at(-1);
  assert.equal((await device.post(tillApi.enrol, { token })).status, 200);
  const [found] = (await till()).devices;
  assert.ok(found);
  await editor.browser.post(at(deskApi.endDevice, found.id));
  assert.equal((await device.get(tillApi.device)).body.error.key, 'device-unknown');
  const again = await editor.browser.post(at(deskApi.endDevice, found.id));
  assert.equal(again.body.error.key, 'not-found');
});

test('a POS key is shown once, stands beside the old one, and ends at once', async () => {
  const { id } = await till();
  const old = t.keys.get(id) ?? '';
  const statusOf = async (key: string) =>
    (await t.browser().get(posApi.events, { authorization: `Bearer ${key}` })).status;
  const give = (atOnce: boolean) =>
    editor.proved('give-till-key', id, at(deskApi.giveTillKey, id), { atOnce });
  const first = (await give(false)).body;
  assert.notEqual(first.oldUntil, null);
  assert.deepEqual([await statusOf(first.key), await statusOf(old)], [200, 200]);
  const second = (await give(true)).body;
  assert.deepEqual([await statusOf(second.key), await statusOf(first.key)], [200, 401]);
  await editor.browser.post(at(deskApi.endTillKey, id));
  assert.equal(await statusOf(second.key), 401);
  assert.equal((await till()).hasKey, false);
});

test('an associate gets a PIN, a new one, and leaves; a second of one name is told at the field', async () => {
  const add = (name: string) =>
    editor.proved('change-associates', storeId, at(deskApi.addAssociate, storeId), { name });
  assert.match((await add('Nora')).body.pin, /^\d{5}$/);
  assert.equal((await add(' nora ')).body.error.key, 'desk-associate-taken');
  assert.equal((await add(' ')).body.error.key, 'desk-name');
  const nora = (await store()).associates.find(({ name }: { name: string }) => name === 'Nora');
  const change = (pattern: string) =>
    editor.proved('change-associates', nora.id, at(pattern, nora.id));
  assert.match((await change(deskApi.renewPin)).body.pin, /^\d{5}$/);
  assert.equal((await change(deskApi.dismiss)).status, 200);
  assert.equal((await change(deskApi.renewPin)).body.error.key, 'not-found');
});

test('the desk prints a store’s scanner test sheet and its posters, and says how its tills take a voucher', async () => {
  const { stores } = (await editor.browser.get(deskApi.ways)).body;
  const main = stores.find(({ id }: { id: string }) => id === storeId);
  assert.deepEqual(
    [main.way, main.scanner.symbology, main.posters.length > 0],
    ['page', 'code-128', true],
  );
  const sheet = await editor.browser.get(at(deskApi.scannerSheet, storeId));
  assert.equal(sheet.status, 200);
  assert.match(String(sheet.headers['content-type']), /^text\/html/);
  assert.match(sheet.text, /<svg/);
  assert.doesNotMatch(sheet.text, /<script/);
  for (const size of ['a4', 'a6', 'shelf']) {
    const posters = await editor.browser.get(`${deskApi.posters}?store=${storeId}&size=${size}`);
    assert.match(posters.text, new RegExp(`class="sheet ${size}"`));
  }
  const alone = await editor.browser.get(`${deskApi.posters}?store=${storeId}`);
  assert.equal(alone.text.match(/<nav>/g)?.length, 1, 'a button to print, and no other parts');
  assert.equal((await editor.browser.get(`${deskApi.posters}?page=2`)).body.error.key, 'not-found');
  const nowhere = await editor.browser.get(at(deskApi.scannerSheet, 'nowhere'));
  assert.equal(nowhere.body.error.key, 'not-found');
});

test('posters of a chain come in parts, with the way to the next, and its logo stands in each once', async () => {
  const [store] = testProgram.stores;
  assert.ok(store);
  const stores = Array.from({ length: sheetsAtMost + 1 }, (_, n) => ({
    ...store,
    id: `s${n}`,
    tills: [],
    posters: [{ placement: `P-${n}`, place: { en: 'Door' } }],
  }));
  const { context } = t;
  const bytes = await sharp({ create: { width: 400, height: 200, channels: 3, background: 'red' } })
    .webp()
    .toBuffer();
  const content = bytes.toString('base64');
  const stored = { hash: 'logo', kind: 'webp', width: 800, content, stored_at: 0 } as const;
  await context.store.transact(({ db }) => db.insertInto('pictures').values(stored).execute());
  const brand = { ...testProgram.brand, logoPicture: { hash: 'logo', ratio: 2 } };
  const chain = { ...testProgram, brand, stores };
  const drafted = { ...context, drafted: { program: chain, version: 1 } };
  const wish = { size: 'shelf', language: 'en' } as const;
  const first = await posterSheets(drafted, { ...wish, page: 1 });
  const sheets = (text: string) => text.match(/class="sheet/g)?.length;
  assert.equal(sheets(first.html), sheetsAtMost);
  assert.equal(first.html.match(/data:image/g)?.length, 1);
  assert.match(first.html, /Sheets 1 to 40 of 41\.[\s\S]*page=2/);
  assert.equal(sheets((await posterSheets(drafted, { ...wish, page: 2 })).html), 1);
  assert.equal(sheets((await posterSheets(drafted, wish)).html), sheetsAtMost + 1);
});

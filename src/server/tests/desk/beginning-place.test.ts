import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { DeskBeginning, TemplateNumbers } from '#contract/desk/desk-begin.ts';
import { deskApi } from '#contract/desk/desk-paths.ts';
import { runCommand } from '#server/tests/kit/admin.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { begun, tokenOf } from '#server/tests/kit/desk/at-desk.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { countryOfZone } from '#server/usecases/beginning/country-of-zone.ts';
import { readWork } from '#server/usecases/ground/work.ts';

let t: Tillpass;
let desk: Browser;
before(async () => {
  t = await startTillpass({ program: null });
  const printed = await runCommand(t.context, 'begin', 'Olga');
  ({ browser: desk } = await begun(t, tokenOf(/http\S+/.exec(printed)?.[0] ?? '')));
});
after(() => t.close());

const from = (address: string, timeZone: string) =>
  `${address}?timeZone=${encodeURIComponent(timeZone)}`;
const seen = async (timeZone: string): Promise<DeskBeginning> =>
  (await desk.get(from(deskApi.beginning, timeZone))).body;
const answersIn = async (timeZone: string) => {
  const { currency, languages, purchase, timeZone: zone } = (await seen(timeZone)).answers;
  return [currency, languages.join(), purchase, zone];
};
const choose = async (template: string, timeZone: string) => {
  const { revision } = await seen(timeZone);
  const answer = await desk.post(deskApi.beginTemplate, {
    revision,
    template,
    name: 'Ours',
    timeZone,
  });
  assert.equal(answer.status, 200, answer.text);
};
const currency = async () => (await readWork(t.context)).program.currency;

test('a time zone is of a country, by each of its names', () => {
  const countries = [
    'Asia/Kolkata',
    'Asia/Calcutta',
    'Europe/Kyiv',
    'Asia/Yangon',
    'Europe/Berlin',
  ];
  assert.deepEqual(countries.map(countryOfZone), ['IN', 'IN', 'UA', 'MM', 'DE']);
  assert.deepEqual(['UTC', 'Etc/GMT+3'].map(countryOfZone), [null, null]);
});

test('currency, languages, time zone and a usual purchase are those of where the browser is', async () => {
  assert.deepEqual(await answersIn('Asia/Dubai'), ['AED', 'ar', '100.00', 'Asia/Dubai']);
  assert.deepEqual(await answersIn('Asia/Kuwait'), ['KWD', 'ar', '10.000', 'Asia/Kuwait']);
  assert.deepEqual(await answersIn('Asia/Tokyo'), ['JPY', '', '4000', 'Asia/Tokyo']);
  assert.deepEqual(await answersIn('Europe/Dublin'), ['EUR', '', '20.00', 'Europe/Dublin']);
  const reader = { 'accept-language': 'ar' };
  const { body } = await desk.get(from(deskApi.beginning, 'Europe/Dublin'), reader);
  assert.deepEqual(body.answers.languages, ['ar'], 'who reads Arabic has it there too');
});

test('a place that nobody knows suggests nothing, and no place breaks nothing', async () => {
  const plain = ['EUR', 'ar', '20.00', 'Etc/UTC'];
  assert.deepEqual(await answersIn('Mars/Olympus'), plain);
  assert.deepEqual(await answersIn('UTC'), ['EUR', 'ar', '20.00', 'UTC']);
  const { body } = await desk.get(deskApi.beginning);
  assert.equal(body.answers.timeZone, 'Etc/UTC');
});

test('each template says what it comes to in that currency, and the first step begins in it', async () => {
  const { body } = await desk.get(from(deskApi.beginTemplates, 'Asia/Dubai'));
  const templates: TemplateNumbers[] = body;
  const cafe = templates.find(({ template }) => template === 'cafe');
  assert.deepEqual(cafe?.purchase, { minor: 3_000, currency: 'AED' });
  await choose('cafe', 'Asia/Dubai');
  assert.equal(await currency(), 'AED');
  assert.deepEqual((await seen('Asia/Dubai')).done, ['template'], 'the place is still asked for');
});

test('what was done says how much each step changed', async () => {
  const { body } = await desk.get(deskApi.acts);
  const loaded: { details: object }[] = body.rows.filter(
    ({ act }: { act: string }) => act === 'program-loaded',
  );
  const [latest, first] = [loaded[0]?.details, loaded.at(-1)?.details];
  assert.deepEqual(latest, { version: 2, newTills: 0, setting: 6, tier: 3, rule: 4, reward: 8 });
  assert.deepEqual(first, { version: 1, newTills: 1 }, 'nothing was before the first');
});

test('what the retailer says of the place stays, wherever they look from', async () => {
  const { revision } = await seen('Asia/Dubai');
  const place = { languages: [], currency: 'USD', timeZone: 'Asia/Dubai', purchase: '7.50' };
  assert.equal((await desk.post(deskApi.beginPlace, { revision, ...place })).status, 200);
  assert.deepEqual(await answersIn('Asia/Tokyo'), ['USD', '', '7.50', 'Asia/Dubai']);
  await choose('cafe', 'Asia/Tokyo');
  assert.equal(await currency(), 'USD');
});

test('a currency in which somebody has joined is not changed by where a browser is', async () => {
  const shop = await startTillpass({ program: null });
  try {
    const printed = await runCommand(shop.context, 'begin', 'Olga');
    const { browser } = await begun(shop, tokenOf(/http\S+/.exec(printed)?.[0] ?? ''));
    await shop.joined('me@example.com', 'A1');
    const wish = { revision: 1, template: 'food', name: 'Ours', timeZone: 'Asia/Tokyo' };
    const answer = await browser.post(deskApi.beginTemplate, wish);
    assert.equal(answer.status, 200, answer.text);
    assert.equal((await readWork(shop.context)).program.currency, 'EUR');
  } finally {
    await shop.close();
  }
});

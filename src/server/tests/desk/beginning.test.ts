import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import type { DeskBeginning, TemplateNumbers } from '#contract/desk/desk-begin.ts';
import { deskApi } from '#contract/desk/desk-paths.ts';
import { tillApi } from '#contract/paths.ts';
import type { Program } from '#domain/program/program.ts';
import { associatesOf } from '#server/storage/till/associates.ts';
import { tillsWithKey } from '#server/storage/till/tills.ts';
import { refusedCommand, runCommand } from '#server/tests/kit/admin.ts';
import { issued, newId } from '#server/tests/kit/counter.ts';
import { administrator, begun, type Signed, tokenOf } from '#server/tests/kit/desk/at-desk.ts';
import { addPurchase, numberOf } from '#server/tests/kit/members.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { beginShop } from '#server/usecases/beginning/beginning.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';

let t: Tillpass;
let owner: Signed;
before(async () => {
  t = await startTillpass({ program: null });
  const printed = await runCommand(t.context, 'begin', 'Olga');
  owner = await begun(t, tokenOf(/http\S+/.exec(printed)?.[0] ?? ''));
});
after(() => t.close());

const view = async (): Promise<DeskBeginning> => {
  const { status, body, text } = await owner.browser.get(deskApi.beginning);
  assert.equal(status, 200, text);
  return body;
};
const save = async (url: string, wish: object, revision?: number) => {
  const sent = { revision: revision ?? (await view()).revision, ...wish };
  return owner.browser.post(url, sent);
};
const faultOf = async (url: string, wish: object) => {
  const before = await view();
  const { status, body } = await save(url, wish);
  assert.equal(status, 422, JSON.stringify(body));
  assert.deepEqual(await view(), before, 'nothing is half saved');
  const { key, field, fault } = body.error.details;
  assert.equal(key, 'desk-answer');
  return `${field}: ${fault}`;
};
const program = async (): Promise<Program> => (await readWork(t.context)).program;
const place = { languages: ['ar'], currency: 'EUR', timeZone: 'Europe/Dublin', purchase: '8' };

test('an empty database begins once; the owner is led to what is left', async () => {
  assert.match(await refusedCommand(t.context, 'begin', 'Omar'), /There is a program/);
  assert.equal(await beginShop(t.context), false);
  const me = await owner.browser.get(deskApi.me);
  assert.deepEqual([me.body.begins, me.body.hasMembers], [true, false]);
  assert.deepEqual((await view()).done, []);
});

test('before a template is chosen, each says what it comes to', async () => {
  const { status, body } = await owner.browser.get(deskApi.beginTemplates);
  assert.equal(status, 200);
  const templates: TemplateNumbers[] = body;
  const any = templates.find(({ template }) => template === 'any');
  assert.deepEqual(any, {
    template: 'any',
    purchase: { minor: 2_000, currency: 'EUR' },
    earns: 20,
    welcome: 60,
    first: { name: { en: 'Gift wrapping', ar: 'تغليف هدية' }, points: 60 },
    rewards: 4,
    tiers: [
      { en: 'Member', ar: 'الأساسية' },
      { en: 'Silver', ar: 'الفضية' },
      { en: 'Gold', ar: 'الذهبية' },
    ],
    backPercent: 5,
  });
  for (const { template, first, welcome } of templates)
    assert.ok(welcome >= first.points, `${template}: who joins can have ${first.name.en}`);
});

test('what can’t be taken is told at its field, and nothing is half saved', async () => {
  const name = (text: string) => faultOf(deskApi.beginTemplate, { template: 'cafe', name: text });
  assert.equal(await name(' \u200b '), 'name: empty');
  assert.equal(await name('x'.repeat(300)), 'name: long');
  assert.equal(await name('left \u202eright'), 'name: hidden');
  const look = (wish: object) => faultOf(deskApi.beginLook, { color: '#155e75', ...wish });
  const file = (text: string) => Buffer.from(text).toString('base64');
  assert.equal(await look({ color: 'red' }), 'color: colour');
  assert.equal(await look({ color: '#fefefe' }), 'color: pale');
  const drawing = (inside: string) =>
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${inside}<path d="M0 0h9v9z"/></svg>`;
  assert.equal(await look({ logo: file(drawing('<script>1</script>')) }), 'logo: logo-active');
  assert.equal(await look({ logo: file('no picture') }), 'logo: logo');
  assert.equal(await look({ logo: 'A'.repeat(3_000_000) }), 'logo: logo-large');
  const pixels = { raw: { width: 300, height: 300, channels: 3 } } as const;
  const noise = await sharp(randomBytes(300 * 300 * 3), pixels)
    .png()
    .toBuffer();
  assert.equal(
    await look({ logo: noise.toString('base64') }),
    'logo: logo',
    'too fine to be small',
  );
  const where = (wish: object) => faultOf(deskApi.beginPlace, { ...place, ...wish });
  assert.equal(await where({ timeZone: 'Europe/Atlantis' }), 'timeZone: time-zone');
  assert.equal(await where({ currency: 'XXX' }), 'currency: currency');
  assert.equal(await where({ purchase: '0' }), 'purchase: amount');
  assert.equal(await where({ purchase: '1.999' }), 'purchase: amount');
  const wrong = await save(deskApi.beginPlace, { ...place, currency: 'KWD', purchase: 'x' });
  assert.equal(wrong.body.error.details.example, '10.000', 'as the currency is written');
  const huge = await save(deskApi.beginLook, { color: '#155e75', logo: 'A'.repeat(20_000_000) });
  assert.equal(huge.status, 413);
});

test('each step is in force at once, and goes on where another device left it', async () => {
  const right = async (url: string, wish: object) =>
    assert.equal((await save(url, wish)).status, 200);
  await right(deskApi.beginTemplate, { template: 'fashion', name: ' متجر 👗 الأناقة ' });
  const logo = await sharp({ create: { width: 400, height: 200, channels: 3, background: '#800' } })
    .png()
    .toBuffer();
  await right(deskApi.beginLook, { color: '#5A2040', logo: logo.toString('base64') });
  await right(deskApi.beginPlace, { ...place, currency: 'KWD', purchase: '٢٠٫٥٠٠' });
  await right(deskApi.beginStore, { name: 'السوق', till: 'pos' });
  const { name, brand, currency, stores, tiers } = await program();
  assert.deepEqual(
    [name, brand.color, brand.mark, currency],
    ['متجر 👗 الأناقة', '#5a2040', 'م', 'KWD'],
  );
  assert.ok(brand.logoPicture);
  assert.deepEqual([stores[0]?.name, stores[0]?.way], ['السوق', 'ask']);
  assert.equal(tiers[1]?.fromMinor, 250_000);
  const seen = await view();
  assert.deepEqual(seen.done, ['template', 'look', 'place', 'store']);
  assert.equal(seen.answers.logoHash, brand.logoPicture.hash);
  await right(deskApi.beginTemplate, { template: 'fashion', name: 'متجر الأناقة' });
  assert.equal((await view()).answers.purchase, '20.500', 'only the name was put right');
  assert.equal((await program()).tiers[1]?.fromMinor, 250_000);
  const editor = await administrator(t, 'Ed', 'editor');
  assert.equal((await editor.browser.get(deskApi.beginning)).body.revision, seen.revision + 1);
  await right(deskApi.beginLook, { color: '#5a2040', logo: null });
  assert.equal((await program()).brand.logoPicture, undefined);
});

test('of two who save at once, the second is told', async () => {
  const { revision } = await view();
  const both = await Promise.all(
    ['One', 'Two'].map((name) => save(deskApi.beginStore, { name, till: 'tablet' }, revision)),
  );
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 409]);
  const lost = both.find(({ status }) => status === 409);
  assert.equal(lost?.body.error.key, 'desk-begin-changed');
});

test('the sheet to print has the poster’s code, and runs only its button', async () => {
  const { status, text, headers } = await owner.browser.get(`${deskApi.posters}?language=ar`);
  assert.equal(status, 200);
  assert.match(text, /<html lang="ar" dir="rtl">/);
  assert.match(text, /HTTP:\/\/LOCALHOST|localhost:8080\/P\/A1/i);
  const policy = String(headers['content-security-policy']);
  assert.match(policy, /style-src 'sha256-.+'/);
  const [, script = ''] = /<script>(.*)<\/script>/.exec(text) ?? [];
  const hash = createHash('sha256').update(script).digest('base64');
  assert.ok(policy.includes(`script-src 'sha256-${hash}';`), 'the button may run');
  assert.match(text, /<a href="\/desk">.+<button type="button">طباعة</);
  const other = await owner.browser.get(`${deskApi.posters}?store=nowhere`);
  assert.equal(other.status, 404);
});

test('the rehearsal’s ticks come from what was done', async () => {
  const nothing = { till: false, joined: false, earned: false, used: false, undone: false };
  assert.deepEqual((await view()).rehearsal, nothing);
  const { storeId, tillId } = await view();
  const url = deskApi.addAssociate.replace(':storeId', storeId);
  const { body } = await owner.proved('change-associates', storeId, url, { name: 'Nora' });
  const till = t.browser();
  const enrolUrl = deskApi.enrolTill.replace(':tillId', tillId);
  const link = await owner.proved('enrol-till', tillId, enrolUrl, { replaces: false });
  const token = link.body.url.split('/').at(-1);
  assert.equal((await till.post(tillApi.enrol, { token })).status, 200);
  const [associate] = await associatesOf(t.context.store.read, storeId);
  const onDuty = { associateId: associate?.id, pin: body.pin };
  assert.equal((await till.post(tillApi.shifts, onDuty)).status, 200);
  const phone = await t.joined('me@example.com', 'A1');
  assert.deepEqual((await view()).rehearsal, { ...nothing, till: true, joined: true });
  await addPurchase(till, await numberOf(phone), 'R-1', 600);
  const earned = { ...nothing, till: true, joined: true, earned: true };
  assert.deepEqual((await view()).rehearsal, earned);
  const change = await save(deskApi.beginPlace, { ...place, currency: 'SEK', purchase: '90' });
  assert.deepEqual(change.body.error.details.fault, 'members');
  const reward = (await program()).rewards[0]?.id ?? '';
  const { code, id } = await issued(phone, reward);
  await till.post(tillApi.redeem, { scanned: code, id: newId() });
  assert.deepEqual((await view()).rehearsal, { ...earned, used: true });
  await till.post(tillApi.reverse, { redemptionId: id, reason: 'It was a rehearsal' });
  assert.equal((await view()).rehearsal.undone, true);
});

test('a till whose key nobody saw has none, until it is given one', async () => {
  const { storeId, tillId } = await view();
  const hasKey = async () => {
    const { body } = await owner.browser.get(deskApi.store.replace(':storeId', storeId));
    return body.tills.find(({ id }: { id: string }) => id === tillId)?.hasKey;
  };
  assert.equal(await hasKey(), false);
  assert.equal((await tillsWithKey(t.context.store.read)).has(tillId), false);
  const url = deskApi.giveTillKey.replace(':tillId', tillId);
  assert.equal((await owner.proved('give-till-key', tillId, url, { atOnce: false })).status, 200);
  assert.equal(await hasKey(), true);
});

test('a beginning that has ended, or a program from elsewhere, is not overwritten', async () => {
  for (const step of ['people', 'poster'] as const)
    assert.equal((await save(deskApi.beginDone, { step })).status, 200);
  const ours = await program();
  await loadProgram(t.context, { ...ours, voucherMinutes: 45 });
  assert.equal((await view()).isOpen, false);
  assert.equal((await owner.browser.get(deskApi.me)).body.begins, false, 'nobody is sent there');
  const late = await save(deskApi.beginStore, { name: 'Late', till: 'tablet' });
  assert.equal(late.body.error.key, 'desk-begun');
  await loadProgram(t.context, ours);
  assert.equal((await program()).voucherMinutes, 60);
});

test('a beginning that nobody ended is over when a second member joins', async () => {
  const shop = await startTillpass({ program: null });
  try {
    const printed = await runCommand(shop.context, 'begin', 'Olga');
    const { browser } = await begun(shop, tokenOf(/http\S+/.exec(printed)?.[0] ?? ''));
    const look = async (): Promise<DeskBeginning> => (await browser.get(deskApi.beginning)).body;
    const choose = async (template: string) => {
      const wish = { revision: (await look()).revision, template, name: 'Ours' };
      return browser.post(deskApi.beginTemplate, wish);
    };
    await shop.joined('rehearsal@example.com', 'A1');
    assert.equal((await choose('cafe')).status, 200, 'the first one is who tries it');
    await shop.joined('customer@example.com', 'A1');
    assert.equal((await choose('food')).body.error.key, 'desk-begun');
    const last = { revision: (await look()).revision, step: 'rehearsal' };
    assert.equal((await browser.post(deskApi.beginDone, last)).body.error.key, 'desk-begun');
    assert.equal((await look()).isOpen, false);
    assert.equal((await browser.get(deskApi.me)).body.begins, false);
  } finally {
    await shop.close();
  }
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { qrFor } from '#server/start/terminal.ts';
import { refusedCommand, runCommand } from '#server/tests/kit/admin.ts';
import { readPrinted } from '#server/tests/kit/read-printed.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const admin = (name: string, ...args: string[]) => runCommand(t.context, name, ...args);
const count = (text: string, part: string): number => text.split(part).length - 1;

test('each placement has a sheet whose code leads to it, with the address in letters', async () => {
  const page = await admin('posters');
  const codes = await readPrinted(page);
  const placements = ['M1', 'H1'];
  for (const placement of placements) {
    assert.ok(codes.includes(`HTTP://LOCALHOST:8080/P/${placement}`), placement);
    assert.ok(page.includes(`>localhost:8080/P/${placement}<`));
    assert.equal((await t.browser().page(`/P/${placement}`)).status, 200);
  }
  assert.equal(count(page, '<section class="sheet a4">'), codes.length);
  assert.match(page, /Test &amp; Sons/);
  assert.match(page, /150 points are yours when you join/);
  assert.doesNotMatch(page, /<script|<link|src=|url\(/, 'it needs nothing from elsewhere');
});

test('smaller cards fill a sheet, a store has its own only, and it speaks Arabic', async () => {
  for (const [size, copies] of [
    ['a6', 4],
    ['shelf', 8],
  ] as const) {
    const page = await admin('posters', 'harbour', '--size', size, '--language', 'ar');
    const codes = await readPrinted(page);
    assert.equal(codes.length, copies, size);
    assert.deepEqual([...new Set(codes)], ['HTTP://LOCALHOST:8080/P/H1']);
    assert.match(page, /<html lang="ar" dir="rtl">/);
    assert.match(page, /وجّه كاميرا هاتفك إلى هذا الرمز/);
  }
});

test('what can’t be printed is said', async () => {
  const refused = (...args: string[]) => refusedCommand(t.context, 'posters', ...args);
  assert.match(await refused('nowhere'), /^There is no store "nowhere"/);
  assert.match(await refused('--size', 'a5'), /^There is no size "a5"; there are a4, a6, shelf\.$/);
  assert.match(await refused('--language', 'xx'), /^There is no language "xx"/);
});

test('every till of a store is enrolled from one printed sheet', async () => {
  const page = await admin('enrol', '--all', 'main', '--sheet');
  const links = await readPrinted(page);
  assert.deepEqual([links.length, count(page, '<li>')], [2, 2]);
  const names = [];
  for (const link of links) {
    const token = link?.split('/').at(-1) ?? '';
    assert.equal(link, `HTTP://LOCALHOST:8080/till/enrol/${token}`);
    const { status, body } = await t.browser().post('/api/till/enrol', { token });
    assert.equal(status, 200);
    names.push(body.till.id);
  }
  assert.deepEqual(names, ['main-1', 'main-2']);
});

test('without a sheet each till has its line and its link, and a terminal shows a code', async () => {
  const printed = await admin('enrol', '--all');
  assert.match(
    printed,
    /^Open each on its device, within 24 hours:\nmain-1 \(Till 1, Main St\.\)\nhttp/,
  );
  assert.match(await refusedCommand(t.context, 'enrol'), /^There is no till ""/);
  assert.equal(qrFor({}, 'http://localhost:8080/P/M1'), null, 'nothing of it goes into a file');
  assert.match(qrFor({ hasColors: () => true }, 'http://localhost:8080/P/M1') ?? '', /[▀▄█]/);
});

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { digitGroups } from '#i18n/format.ts';
import { refusedCommand, runCommand } from '#server/tests/kit/admin.ts';
import { issue, issued, posAt, refusal } from '#server/tests/kit/counter.ts';
import { assertUnchanged, dump } from '#server/tests/kit/dump.ts';
import { eur, numberOf } from '#server/tests/kit/model/goods.ts';
import { bentProgram, rightProgram } from '#server/tests/kit/program-text.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { ProgramFault } from '#server/usecases/program/refuse-loading.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
  await load(plain);
});
after(() => t.close());

const file = () => join(t.adminSettings.DATA_DIR, 'program.yaml');
const plain = rightProgram
  .replace('    from: 2026-12-01\n', '')
  .replace('    until: 2026-12-31\n', '');

async function load(text: string, ...more: string[]): Promise<string> {
  await writeFile(file(), text);
  return runCommand(t.context, 'program', file(), ...more);
}

test('a stock that was used up is filled by raising it, and the loading says what is left', async () => {
  await load(plain.replace('stock: 7', 'stock: 2'));
  for (const name of ['one', 'two'])
    await issued(await t.joined(`${name}@example.com`), 'five-off');
  const third = await t.joined('three@example.com');
  assert.equal(refusal(await issue(third, 'five-off')).key, 'sold-out');
  const told = await load(plain.replace('stock: 7', 'stock: 12'));
  assert.match(told, /reward five-off: changed: stock 2 → 12\n/);
  assert.match(told, /five-off: 12 in all, 2 before; 10 left now/);
  await issued(third, 'five-off');
  assert.match(
    await load(plain.replace('stock: 7', 'stock: 4')),
    /4 in all, 12 before; 1 left now/,
  );
});

test('the same file again says that nothing changed', async () => {
  await load(plain);
  assert.match(await load(plain), /Nothing changed by it\./);
});

test('how long a code lives where tills know fixed codes is said with the loading', async () => {
  const pooled = plain.replace('name: Main Street', 'name: Main Street\n    way: pool');
  const usual = await load(pooled);
  assert.match(
    usual,
    /Way pool at Main Street: a code is shown for 30 minutes, for 24 hours where a shopper keeps it ready/,
  );
  const set = pooled.replace('voucher-minutes: 30', 'voucher-minutes: 20\nready-hours: 5');
  assert.match(await load(set), /for 20 minutes, for 5 hours/);
  assert.doesNotMatch(await load(plain), /Way pool/);
});

test('a tier that members have stood in goes only when that is meant', async () => {
  const buyer = await numberOf(await t.joined('tier@example.com'));
  const pos = posAt(t, 'main-1');
  await pos.purchase({ member: buyer, receiptNumber: 't-1', total: eur(100) });
  const renamed = plain.replace('id: member', 'id: basic');
  await assert.rejects(load(renamed), (error) => {
    assert.ok(error instanceof ProgramFault);
    assert.match(error.message, /members have stood in "member".*--accept/);
    return true;
  });
  assert.match(await load(renamed, '--accept'), /tier member: gone/);
  await load(bentProgram('id: gold', 'id: golden').replace('id: member', 'id: basic'));
});

test('a file that is not there is one sentence', async () => {
  assert.match(
    await refusedCommand(t.context, 'program', 'nowhere.yaml'),
    /^The file "nowhere\.yaml" can't be read: there is no such file\.$/,
  );
  assert.match(
    await refusedCommand(t.context, 'program', '--from', '2026-12-01'),
    /^Say which file/,
  );
});

test('a file in another encoding is refused, and changes no letter in silence', async () => {
  const file = join(t.adminSettings.DATA_DIR, 'latin.yaml');
  await writeFile(file, Buffer.from(plain.replace(/^name: .*$/m, 'name: Ros\u00e9'), 'latin1'));
  const said = /latin\.yaml" is not UTF-8\. Save it as UTF-8 and try again\.$/;
  assert.match(await refusedCommand(t.context, 'program', file), said);
  assert.match(await refusedCommand(t.context, 'news', file), said);
});

const day = '2026-03-01';
const dearer = plain.replace('points: 100', 'points: 120').replace('rate: 1.25', 'rate: 1.5');
const program = (...args: string[]) => runCommand(t.context, 'program', ...args);

test('a program for a day to come says what it will change, and the list what is in force when', async () => {
  await load(plain);
  assert.match(
    await load(dearer, '--from', day),
    /begins on 2026-03-01 00:00 \(Europe\/Berlin\), as version (\d+)\.\ntier gold: changed: rate 1\.25 → 1\.5\nreward five-off: changed: points 100 → 120$/,
  );
  assert.match(await load(dearer, '--from', day), /loaded for then before: nothing changed/);
  const listed = await program();
  assert.match(
    listed,
    /^Times are those of Europe\/Berlin\.\nVersion \d+: begins on 2026-03-01 00:00, loaded on 2026-01-15 10:00\n {2}tier gold/,
  );
  assert.match(listed, /Version \d+: in force since 2026-01-15 10:00\n/);
  assert.match(listed, /Version 1: from 2026-01-15 10:00\n {2}the first program$/);
});

test('another file for the same day replaces the first, and both say so', async () => {
  const first = await load(dearer, '--from', day);
  const version = /as version (\d+)/.exec(
    await load(plain.replace('points: 100', 'points: 130'), '--from', day),
  )?.[1];
  assert.doesNotMatch(first, /It replaces/);
  assert.match(
    await program(),
    new RegExp(`Version ${Number(version) - 1}: was to begin on 2026-03-01 00:00, withdrawn`),
  );
});

test('a change made now that the file of a day to come was written without is named', async () => {
  const told = await load(
    plain
      .replace('welcome-points: 150', 'welcome-points: 200')
      .replace('points: 100', 'points: 110'),
  );
  assert.match(
    told,
    /Version \d+, which begins on 2026-03-01 00:00, takes this back\. If it is to stay, load that file again with it:\n {2}welcome-points 200 → 150$/,
  );
});

test('what has not begun is taken back, and what is over or unknown is not', async () => {
  const version = /Version (\d+): begins/.exec(await program())?.[1] ?? '';
  assert.match(await program('--withdraw', version), /is withdrawn and will not begin/);
  assert.doesNotMatch(await program(), /begins on/);
  for (const wrong of [version, '1', '999']) {
    await assert.rejects(
      program('--withdraw', wrong),
      /is not one that has yet to begin; there is none/,
    );
  }
  assert.match(await refusedCommand(t.context, 'program', '--withdraw', 'last'), /is no version/);
});

test('a day that has passed, or is no day, is refused with what to do', async () => {
  await assert.rejects(load(dearer, '--from', '2026-01-14'), /has passed.*leave --from out/);
  await assert.rejects(load(dearer, '--from', '2126-03-01'), /more than two years ahead/);
  await writeFile(file(), dearer);
  for (const wrong of ['2026-02-30', 'tomorrow', '2026-03-01T09:00']) {
    assert.match(
      await refusedCommand(t.context, 'program', file(), '--from', wrong),
      /is no day: say/,
    );
  }
});

test('--what-if says whose tier another program would move, and changes nothing', async () => {
  await load(plain);
  const pos = posAt(t, 'main-1');
  const buys = async (name: string, minor: number) => {
    const member = await numberOf(await t.joined(`${name}@example.com`));
    await pos.purchase({ member, receiptNumber: name, total: eur(minor) });
    return digitGroups(member.number);
  };
  const [golden, near] = [await buys('golden', 50_000), await buys('near', 40_000)];
  const before = await dump(t.context.store.read);
  const lower = await load(plain.replace('from: 499.99', 'from: 399.99'), '--what-if');
  assert.match(lower, new RegExp(`bought until then:\\n  member → gold: 1, such as ${near}\\n`));
  const yearly = plain
    .replace('tiers:\n', 'tier-rule: { by: spend, period: calendar-year }\ntiers:\n')
    .replace('from: 499.99', 'from: 900\n    keep: 600');
  const stricter = await load(yearly, '--what-if', '--from', '2026-02-01');
  assert.match(stricter, /would begin on 2026-02-01 00:00 .*until then:\n {2}nobody moves\n/);
  assert.match(
    stricter,
    new RegExp(`who then buy nothing:\\n  gold → member: 1, such as ${golden}\\n`),
  );
  assertUnchanged(before, await dump(t.context.store.read));
});

test('a program is rehearsed on the past from the command line: who moves, what it costs, by tier and store', async () => {
  await load(plain);
  const pos = posAt(t, 'main-1');
  const member = await numberOf(await t.joined('rehearsed@example.com'));
  t.clock.turn(60_000);
  const began = t.clock.now();
  t.clock.turn(60_000);
  await pos.purchase({ member, receiptNumber: 'rehearsed', total: eur(45_000) });
  t.clock.turn(60_000);
  const books = await dump(t.context.store.read);
  const rehearsed = async (text: string) => {
    await writeFile(file(), text);
    return runCommand(t.context, 'rehearse', file(), '--from', new Date(began).toISOString());
  };
  assert.match(await rehearsed(plain), /Nothing was loaded\..*\nNo difference\.\n/);
  const found = await rehearsed(
    plain.replace('points-per-unit: 1', 'points-per-unit: 3').replace('from: 499.99', 'from: 449'),
  );
  assert.match(found, /\n1 purchase would have other points or another tier/);
  assert.match(found, /points for purchases {4}450 → 1,350 \(\+900\)\n/);
  assert.match(found, /\n {2}Main Street: 1; 450 → 1,350 \(\+900\)\n/);
  assert.match(found, new RegExp(`member → gold: 1, such as ${digitGroups(member.number)}`));
  assert.match(
    await refusedCommand(t.context, 'rehearse', file(), '--from', '2999-01-01'),
    /only what was can be rehearsed/,
  );
  await writeFile(file(), plain.replace('points-per-unit: 1', 'points-per-unit: many'));
  assert.match(await refusedCommand(t.context, 'rehearse', file()), /points-per-unit/);
  assertUnchanged(books, await dump(t.context.store.read));
});

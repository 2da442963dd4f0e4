import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { redemptionRow } from '#server/storage/vouchers/redemptions.ts';
import { runCommand } from '#server/tests/kit/admin.ts';
import { newId } from '#server/tests/kit/counter.ts';
import { assertUnchanged, dump } from '#server/tests/kit/dump.ts';
import { joinDirectly } from '#server/tests/kit/join-directly.ts';
import { codes, lines, load, startWithPools } from '#server/tests/kit/pools/pool.ts';
import { runAdmin } from '#server/tests/kit/run-admin.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { barcodePayloadOf } from '#server/usecases/vouchers/barcode-payload.ts';
import { issueVoucher } from '#server/usecases/vouchers/issue-voucher.ts';

const day = 24 * 60 * 60_000;

let t: Tillpass;
let folder: string;
before(async () => {
  t = await startWithPools();
  // Commands use the real clock: vouchers that are issued at this time have ended before the commands run.
  t.clock.turnTo(Date.now() - day);
  folder = await mkdtemp(join(tmpdir(), 'tillpass-codes-'));
});
after(async () => {
  await rm(folder, { recursive: true });
  await t.close();
});

/** Runs a command in a process of its own, as it is typed. */
const admin = (...args: string[]) => runAdmin(t.adminSettings, args);

/** Runs a command in this process, which takes a tenth of the time. */
async function command(name: string, ...args: string[]): Promise<string> {
  return `${await runCommand(t.context, name, ...args)}\n`;
}

async function fileOf(name: string, text: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

test('codes are loaded, listed and settled from a command line', async () => {
  const file = await fileOf('codes.csv', lines('Code', ...codes(5), 'SAVE-000001'));
  const loaded = await admin('pool', 'coffee', file, '--store', 'kiosk', '--low', '2');
  assert.equal(loaded.status, 0, loaded.err);
  assert.match(
    loaded.out,
    /^Read: column 1 \(Code\): .* characters: 6 of 11\.\nline 7: is in the file twice, first in line 3\n/,
  );
  assert.match(loaded.out, /6 lines: 5 added, 1 known before, 0 bad\.\n5 codes can be handed out/);
  assert.match(await command('pool', 'coffee', file, '--store', 'kiosk'), /Nothing new/);

  const { code } = await held('coffee', 'kiosk');
  await held('coffee', 'kiosk');
  t.clock.turnTo(Date.now());
  await command('till-file', 'kiosk', '--dates', 'dd.mm.yyyy hh:mi:ss', '--separator', ';');
  const used = await fileOf('used.csv', `Code;Zeit;Bon\n${code};;17\nELSE;;18\n`);
  const until = new Date(t.clock.now()).toISOString();
  const settled = await command('settle', 'kiosk', used, '--until', until);
  assert.match(
    settled,
    /^Read: code in column 1 \(Code\); line 1 is the header\.\nline 3: unknown\n1 used\n1 unknown\n1 were not used/,
  );
  assert.equal(
    await command('settle', 'kiosk', used, '--until', until),
    settled.replace('points are back.', 'points are back (1 of them since an earlier run).'),
  );
  assert.match(
    await command('pools'),
    /^coffee \(Reward coffee\), Kiosk, code-128: 3 free, 2 handed out, 1 used, 1 not used, 0 waiting/,
  );
});

test('what can’t be done is one line with status 1, and changes nothing', async () => {
  const latin = await fileOf('latin.csv', Buffer.from('Code\nGOOD\nB\u00d6SE\n', 'latin1'));
  const good = await fileOf('good.csv', lines('A-1'));
  const before = await dump(t.context.store.read);
  const { status, err } = await admin('pool', 'coffee', latin);
  const [, complaint, ...more] = err.trim().split('\n');
  assert.deepEqual([status, more], [1, []]);
  assert.match(complaint ?? '', /^Line 3 is not UTF-8\. Save the file as “CSV UTF-8”/);
  const asked: readonly [readonly string[], RegExp][] = [
    [['pool', 'nothing', good], /^There is no reward "nothing"; there are coffee, /],
    [['pool', 'coffee', good, '--store', 'moon'], /^There is no store "moon"; there are main, /],
    [['pool', 'coffee', good, '--symbology', 'runes'], /^There is no symbology "runes"; there are/],
    [['pool', 'coffee', good, '--low', 'few'], /^--low is how many/],
    [['pool', 'coffee', good, '--wrong'], /^There is no option "--wrong"/],
    [['pool', 'coffee', join(folder, 'none.csv')], /can't be read: there is no such file\.$/],
    [['pool', 'coffee', folder], /can't be read: it is a folder\.$/],
    [['settle', 'kiosk', folder], /can't be read: it is a folder\.$/],
    [['settle', 'kiosk', good, '--until', 'tomorrow'], /^--until is a time/],
    [['till-file', 'kiosk', '--dates', 'hh:mi'], /^request-invalid$/],
    [['api-key'], /^A name has/],
    [['end-api-key', 'nobody'], /^No key is called nobody, and none was ended\.$/],
  ];
  for (const [[name = '', ...args], words] of asked) {
    await assert.rejects(command(name, ...args), { message: words }, `${name} ${args}`);
  }
  assertUnchanged(before, await dump(t.context.store.read));
});

test('a pool whose store asks us for codes is filled all the same, and said to be handed out nowhere', async () => {
  const file = await fileOf('main.csv', lines('Code', ...codes(2, 0, 'MAIN')));
  const printed = await command('pool', 'coffee', file, '--store', 'main');
  assert.match(
    printed,
    /2 codes can be handed out\.\nWARNING: they are handed out nowhere\. No store/,
  );
  assert.match(await command('pools'), /Main St\., code-128: 2 free,.*HANDED OUT NOWHERE/);
  const [, id = ''] = /withdraw (\d+)\n$/.exec(printed) ?? [];
  assert.match(await command('uploads'), new RegExp(`^${id}  .* 2 added, 0 taken out again`));
  assert.match(await command('withdraw', id), /^2 codes of upload \d+ were taken out: coffee/);
  assert.match(await command('uploads', '--last', '1'), / 2 added, 2 taken out again\n$/);
});

test('a settlement that is killed half-way is finished by the same command', async () => {
  t.clock.turnTo(Date.now() - day);
  const all = codes(220, 0, 'KILL');
  await load(t, { rewardId: 'small', storeId: 'mall' }, lines(...all));
  const vouchers = [];
  for (const _ of all) vouchers.push(await held('small', 'mall'));
  const used = vouchers.slice(0, 200);
  const file = lines('code', ...used.map(({ code }) => code));
  const args = ['settle', 'mall', '-', '--until', new Date().toISOString()];
  const settled = async (outcome: 'used' | 'unused') => {
    const row = await t.context.store.read
      .selectFrom('pool_handouts')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('outcome', '=', outcome)
      .where('settled_by', 'like', 'mall/%')
      .executeTakeFirstOrThrow();
    return row.count;
  };
  const killed = await runAdmin(t.adminSettings, args, async (child) => {
    // Half of the file has arrived, and the command waits for the rest.
    child.stdin?.write(file.slice(0, file.length / 2));
    while ((await settled('used')) === 0) await setImmediate();
    child.kill('SIGKILL');
  });
  assert.equal(killed.status, null);
  assert.ok((await settled('used')) < 200);
  assert.deepEqual(await verifyBooks(t.context), []);
  const { out } = await runAdmin(t.adminSettings, args, (child) => child.stdin?.end(file));
  assert.match(out, /^Read: .*\n200 used\n20 were not used: their points are back\.\n$/);
  assert.deepEqual([await settled('used'), await settled('unused')], [200, 20]);
  const told = await t.context.store.read
    .selectFrom('events')
    .select('data')
    .where('kind', '=', 'pool.settled')
    .where('store_id', '=', 'mall')
    .execute();
  assert.equal(told.length, 1);
});

let members = 0;

/** A new member who has picked a reward in a store. */
async function held(rewardId: string, storeId: string): Promise<{ code: string }> {
  members += 1;
  const memberId = await joinDirectly(t, `held-${members}@example.com`);
  const id = newId();
  await issueVoucher(t.context, { memberId, id, rewardId, storeId });
  const row = await redemptionRow(t.context.store.read, memberId, id);
  const payload = row && (await barcodePayloadOf(await readWork(t.context), row));
  assert.ok(payload);
  return { code: payload.text };
}

import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import type { ImportReport } from '#contract/admin/admin-imports.ts';
import { atOnce, balance } from '#server/tests/kit/counter.ts';
import { numberOf } from '#server/tests/kit/members.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { importMembers } from '#server/usecases/imports/import-members.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

/** As a command brings a file, which several processes may do at once. */
const bring = (text: string, flags: { dryRun?: boolean } = {}): Promise<ImportReport> =>
  importMembers(
    t.context,
    {
      source: 'smile',
      separator: null,
      encoding: null,
      columns: {},
      dates: null,
      addToMembers: true,
      accept: false,
      dryRun: flags.dryRun ?? false,
    },
    () => Readable.from([Buffer.from(text)]),
  );

test('two lines that name one member by different things are one person, and counted once', async () => {
  const phone = await t.joined('two@example.com');
  const had = await balance(phone);
  const file = `number,email,points\n${await numberOf(phone)},,30\n,two@example.com,40\n`;
  for (const dryRun of [true, false]) {
    const { state, points, faults } = await bring(file, { dryRun });
    assert.deepEqual(
      [state, points, faults.map(({ line, fault, ofLine }) => [line, fault, ofLine])],
      [dryRun ? 'rehearsed' : 'refused', 30, [[3, 'duplicate', 2]]],
    );
  }
  assert.equal(await balance(phone), had);
});

test('a file of members that several send at once is taken once, and known to the others', async () => {
  const phones = await Promise.all(
    Array.from({ length: 6 }, (_, n) => t.joined(`here-${n}@example.com`)),
  );
  const had = await Promise.all(phones.map(balance));
  const lines = phones.map((_, n) => `here-${n}@example.com,H-${n},10`);
  const reports = await atOnce(4, () => bring(`email,id,points\n${lines.join('\n')}\n`));
  for (const { state, faults } of reports) assert.deepEqual([state, faults], ['done', []]);
  assert.equal(
    reports.reduce((sum, { added }) => sum + added, 0),
    phones.length,
  );
  assert.deepEqual(
    await Promise.all(phones.map(balance)),
    had.map((points) => points + 10),
  );
});

test('a dry run and a refused file are on record, because they tell who is a member', async () => {
  await t.joined('told@example.com');
  await bring('email,points\ntold@example.com,1\nnew@example.com,2\n', { dryRun: true });
  await bring('email,points\ntold@example.com,-1\n');
  const acts = await t.context.store.read
    .selectFrom('admin_acts')
    .select('details')
    .where('act', '=', 'import-rehearsed')
    .orderBy('id')
    .execute();
  assert.deepEqual(
    acts.slice(-2).map(({ details }) => JSON.parse(details)),
    [
      { source: 'smile', lines: 2, bad: 0, adminKeyId: null },
      { source: 'smile', lines: 1, bad: 1, adminKeyId: null },
    ],
  );
});

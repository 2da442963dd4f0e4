import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';
import { lastRun } from '#server/start/last-run.ts';
import { noteBacked } from '#server/storage/backup/ledger-hash.ts';
import { putMember } from '#server/tests/kit/points.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { runAdmin } from '#server/tests/kit/run-admin.ts';
import { startTillpass } from '#server/tests/kit/tillpass.ts';

const unit = join(import.meta.dirname, '../../../../docs/install/tillpass-nightly.service');

/** What the unit runs, one command after the other, with another folder for the backups. */
async function commandsIn(folder: string): Promise<string[][]> {
  const lines = (await readFile(unit, 'utf8')).split('\n');
  return lines
    .filter((line) => line.startsWith('ExecStart='))
    .map((line) => line.replace('/var/lib/tillpass/backups', folder).split(' ').slice(2));
}

for (const [shop, program] of [
  ['without a program', null],
  ['that has sold nothing yet', testProgram],
] as const) {
  test(`the nightly unit makes and tries a backup of a shop ${shop}`, async (test) => {
    const folder = await mkdtemp(join(tmpdir(), 'tillpass-night-'));
    const t = await startTillpass({ program });
    test.after(async () => {
      await t.close();
      await rm(folder, { recursive: true });
    });
    const said: string[] = [];
    for (const command of await commandsIn(folder)) {
      const { status, out, err } = await runAdmin(t.adminSettings, command);
      assert.equal(status, 0, `${command.join(' ')}: ${err}`);
      said.push(out);
    }
    assert.match(said[0] ?? '', /^Not one entry is in this ledger yet/);
    assert.match(said[2] ?? '', /^Restored [^\n]+: 0 entries/);
    for (const run of ['verify', 'backup', 'drill'] as const)
      assert.equal((await lastRun(t.adminSettings.DATA_DIR, run))?.ok, true, run);
  });
}

test('a night on an empty database makes no backup beside one with sales, unless told so once', async (test) => {
  const folder = await mkdtemp(join(tmpdir(), 'tillpass-night-'));
  const t = await startTillpass();
  test.after(async () => {
    await t.close();
    await rm(folder, { recursive: true });
  });
  const good = 'tillpass-2026-01-01-020000.sqlite';
  noteBacked(join(folder, good), { at: 1, entries: 3, hash: 'of another ledger' });
  await writeFile(join(folder, good), '');
  const [, backup = []] = await commandsIn(folder);
  const { status, err } = await runAdmin(t.adminSettings, backup);
  assert.equal(status, 1);
  assert.match(
    err,
    /No backup was made: this ledger has 0 entries, and tillpass-2026-01-01-020000\.sqlite in .+ has 3\./,
  );
  assert.deepEqual(await readdir(folder), [good, `${good}.json`]);
  assert.equal((await lastRun(t.adminSettings.DATA_DIR, 'backup'))?.ok, false);

  const meant = await runAdmin(t.adminSettings, [...backup, '--may-have-fewer']);
  assert.equal(meant.status, 0, meant.err);
  const made = (await readdir(folder)).find((name) => name.endsWith('.sqlite') && name !== good);
  // Of the next night, and not of this second, in which it would have the same name.
  for (const end of ['', '.json'])
    await rename(
      join(folder, `${made}${end}`),
      join(folder, `tillpass-2026-01-02-020000.sqlite${end}`),
    );
  const next = await runAdmin(t.adminSettings, backup);
  assert.equal(next.status, 0, next.err);
});

test('a ledger that was lost ends the night, and no backup of it is made', async (test) => {
  const t = await startTillpass();
  const { store } = t.context;
  const have = (points: number) =>
    store.transact(({ db }) => sql`update members set balance = ${points}`.execute(db));
  await store.transact((tx) => putMember(tx, 'lost'));
  await have(500);
  test.after(async () => {
    await have(0);
    await t.close();
  });
  const [verify = []] = await commandsIn('nowhere');
  const { status, err } = await runAdmin(t.adminSettings, verify);
  assert.equal(status, 1);
  assert.match(err, /balance of lost/);
});

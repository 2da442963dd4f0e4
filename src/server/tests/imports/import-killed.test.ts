import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { secretKey } from '#server/tests/kit/context.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';

const child = fileURLToPath(import.meta.resolve('#server/tests/kit/events/import-until-killed.ts'));
/** At how many places of an import the process is killed, one after the other, and the file begun again. */
const kills = 4;
/** More than two batches, the last of which is not full. */
const members = 1_100;

async function importElsewhere(t: Tillpass, file: string, killedAt: number) {
  const { DATA_DIR = '', DATABASE_URL = '' } = t.adminSettings;
  const args = [DATA_DIR, DATABASE_URL, secretKey, t.clock.now(), file, killedAt].map(String);
  const running = spawn(process.execPath, [child, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [printed, [status, signal]] = await Promise.all([
    text(running.stdout),
    once(running, 'close'),
  ]);
  return { status, signal, printed };
}

async function held(t: Tillpass): Promise<{ members: number; points: number }> {
  const row = await t.context.store.read
    .selectFrom('members')
    .select(({ fn }) => [fn.countAll().as('members'), fn.sum('balance').as('points')])
    .executeTakeFirstOrThrow();
  return { members: Number(row.members), points: Number(row.points ?? 0) };
}

test('killed wherever it is, the same file goes on, and at the end each member is there once with their points', async (c) => {
  const t = await startTillpass();
  const folder = await mkdtemp(join(tmpdir(), 'tillpass-import-'));
  c.after(async () => {
    await t.close();
    await rm(folder, { recursive: true });
  });
  // Some are members already, so that both ways of taking a line are killed.
  for (const n of [3, 722]) await t.joined(`member-${n}@example.com`);
  const before = await held(t);
  const lines = Array.from(
    { length: members },
    (_, n) => `member-${n}@example.com,C-${n},${n},2027-06-30,${n}`,
  );
  const file = join(folder, 'members.csv');
  await writeFile(file, `email,id,points,expires,points-2\n${lines.join('\n')}\n`);

  const whole = { members: members, points: before.points + members * (members - 1) };
  let killed = 0;
  for (let n = 1; killed < kills; n += 1) {
    // Early and late, and never at the same place of what is left twice.
    const { status, signal } = await importElsewhere(t, file, 1 + ((n * 7) % 23));
    if (signal === 'SIGKILL') killed += 1;
    else assert.equal(status, 0);
    const now = await held(t);
    assert.ok(now.members >= before.members && now.members <= whole.members, `${now.members}`);
    assert.deepEqual(await verifyBooks(t.context), []);
    if (signal !== 'SIGKILL') break;
  }
  assert.ok(killed > 0);
  assert.equal((await importElsewhere(t, file, 0)).status, 0);
  assert.deepEqual(await held(t), whole);
  assert.equal((await importElsewhere(t, file, 0)).printed, '0', 'and once more writes nothing');
  assert.deepEqual(await held(t), whole);
});

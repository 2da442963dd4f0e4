import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { verify } from '#server/storage/verify/verify.ts';
import { openTestStore } from '#server/tests/kit/database.ts';
import { putMember } from '#server/tests/kit/points.ts';
import { openStore } from './open.ts';

const child = fileURLToPath(import.meta.resolve('#server/tests/kit/events/append-until-killed.ts'));
const answersBeforeKill = 400;

/** Runs the child until it has answered so often, kills it in the middle, and returns its answers. */
async function answeredUntilKilled(dataDir: string, databaseUrl: string): Promise<string[]> {
  const running = spawn(process.execPath, [child, dataDir, databaseUrl], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  running.stdout.on('data', (chunk) => {
    text += chunk;
    if (text.split('\n').length > answersBeforeKill) running.kill('SIGKILL');
  });
  await once(running, 'close');
  return text.split('\n').slice(0, -1); // The last line may have been cut by the kill.
}

test('a server that is killed at work loses nothing that it answered', async () => {
  const db = await openTestStore();
  await db.store.transact(async (tx) => {
    for (let index = 0; index < 8; index += 1) await putMember(tx, `m${index}`);
  });
  const { dataDir, databaseUrl } = db.options;
  const answered = await answeredUntilKilled(dataDir, databaseUrl ?? '');
  assert.ok(answered.length >= answersBeforeKill);

  const { store } = await openStore(db.options);
  const rows = await store.read.selectFrom('ledger_entries').select('cause').execute();
  const kept = new Set(rows.map(({ cause }) => cause));
  assert.deepEqual(
    answered.filter((cause) => !kept.has(cause)),
    [],
  );
  assert.deepEqual(await verify(store), []);
  await store.close();
  await db.close();
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookAtBuild } from '#server/admin/doctor/installation.ts';
import { readConfig } from '#server/start/config.ts';
import { version } from '#server/start/version.ts';
import { startTillpass } from '#server/tests/kit/tillpass.ts';
import { viewHome } from '#server/usecases/desk/view-home.ts';

test('the health check, doctor and the desk say the same version, which is a number of the changelog', async (test) => {
  const t = await startTillpass();
  test.after(() => t.close());
  assert.match(version, /^\d+\.\d+\.\d+$/);
  const { body } = await t.browser().get('/healthz');
  assert.deepEqual(body, { status: 'ok', version });
  assert.equal((await viewHome(t.context)).version, version);
  const { found } = await lookAtBuild(readConfig({ DATA_DIR: t.adminSettings.DATA_DIR }));
  assert.ok(found.startsWith(`Tillpass ${version}, of 20`), found);
});

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { nodeTests } from './node-tests.ts';

/** Runs these as test files of a stage, and leaves nothing behind. */
async function runAll(context: TestContext, ...sources: readonly string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'tillpass-stage-'));
  context.after(() => rm(folder, { recursive: true }));
  await Promise.all(
    sources.map((source, at) =>
      writeFile(
        join(folder, `${at}.test.mjs`),
        `import assert from 'node:assert/strict';
        import { after, before, beforeEach, test } from 'node:test';\n${source}`,
      ),
    ),
  );
  return nodeTests('stage-of-a-test', [join(folder, '*.test.mjs')]);
}

const passing = "test('holds', () => {});";
const failing = "test('breaks', () => assert.equal(1, 2));";

test('what passed and what failed is counted, and a failure told whole', async (context) => {
  const { passed, failed, report } = await runAll(context, passing, failing, passing);
  assert.deepEqual({ passed, failed }, { passed: 2, failed: 1 });
  assert.match(report, /breaks.*1 !== 2/s);
});

test('what a file does before, after and around its tests is done for its tests alone', async (context) => {
  const file = (name: string) => `
    let open = false;
    before(async () => { await null; globalThis.files = [...globalThis.files ?? [], '${name}']; open = true; });
    beforeEach(async () => assert.ok(open));
    after(async () => { await null; assert.equal(globalThis.files.at(-1), '${name}'); open = false; });
    test('${name}', async () => { await null; assert.equal(globalThis.files.at(-1), '${name}'); });
    test('${name} in parts', async (t) => { await null; await t.test('part', () => assert.ok(open)); });`;
  const { passed, failed, report } = await runAll(context, file('one'), file('two'));
  assert.deepEqual({ passed, failed }, { passed: 6, failed: 0 }, report);
});

for (const [what, source] of [
  ['an error that nobody catches', "setTimeout(() => { throw new Error('nobody') }, 1);"],
  ['a promise that nobody waits for', "void Promise.reject(new Error('nobody'));"],
  ['one in the next round', "setImmediate(async () => { throw new Error('nobody') });"],
]) {
  test(`${what} fails the run, and is told with its place`, async (context) => {
    const late = `test('late', async () => { ${source} await new Promise((go) => setTimeout(go, 20)); });`;
    const { failed, report } = await runAll(context, late, passing);
    assert.ok(failed > 0);
    assert.match(report, /Error: nobody\n +at .*0\.test\.mjs:\d+/);
  });
}

test('a file that awaits before its tests are known is refused', async (context) => {
  const { failed, report } = await runAll(context, `await null;${passing}`, passing);
  assert.equal(failed, 1);
  assert.match(report, /ERR_REQUIRE_ASYNC_MODULE/);
});

test('a file without a test is a failure that names it, alone and beside others', async (context) => {
  const nothing = "import { suite } from 'node:test'; suite('empty', () => {});";
  assert.equal((await runAll(context, nothing)).failed, 1);
  const { passed, failed, report } = await runAll(context, passing, nothing, passing);
  assert.deepEqual({ passed, failed }, { passed: 2, failed: 1 });
  assert.match(report, /^No tests found: .*1\.test\.mjs\n$/);
});

test('a pattern that names no file is a failure that names it, alone and beside others', async (context) => {
  assert.equal((await runAll(context)).failed, 1);
  const { failed, report } = await nodeTests('stage-of-a-test', [import.meta.filename, 'no/*.ts']);
  assert.deepEqual([failed, report], [1, 'No tests found: no/*.ts']);
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { DeskAudit } from '#contract/desk/desk-audit.ts';
import { deskApi } from '#contract/desk/desk-paths.ts';
import { audit } from '#domain/desk/audit/audit.ts';
import type { Program } from '#domain/program/program.ts';
import { refusedCommand, runCommand } from '#server/tests/kit/admin.ts';
import { administrator, type Signed } from '#server/tests/kit/desk/at-desk.ts';
import { running } from '#server/tests/kit/desk/sound-shop.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { readProgramFile } from '#server/usecases/program/program-file.ts';

let t: Tillpass;
let viewer: Signed;
before(async () => {
  t = await startTillpass();
  viewer = await administrator(t, 'Vera', 'viewer');
});
after(() => t.close());

const audited = async (query = ''): Promise<DeskAudit> => {
  const { status, body, text } = await viewer.browser.get(deskApi.audit + query);
  assert.equal(status, 200, text);
  return body;
};
const namesOf = ({ findings }: DeskAudit, wanted: string, name: string) =>
  findings.filter(({ key }) => key === wanted).map(({ values }) => values[name]);

test('the audit sees what is missing, and that it was mended', async () => {
  const before = await audited();
  assert.deepEqual(namesOf(before, 'till-without-device', 'till'), ['Till 1', 'Till 2', 'Till 1']);
  assert.equal(namesOf(before, 'no-second-owner', '').length, 1);
  assert.deepEqual(namesOf(before, 'store-with-one-associate', 'name'), [
    'Sam of Main St.',
    'Sam of Harbour',
  ]);
  await t.onDuty('main-1');
  await administrator(t, 'Olga');
  await administrator(t, 'Omar');
  await runCommand(t.context, 'associate', 'main', 'Nora');
  const now = await audited();
  assert.deepEqual(namesOf(now, 'till-without-device', 'till'), ['Till 2', 'Till 1']);
  assert.equal(namesOf(now, 'no-second-owner', '').length, 0);
  assert.deepEqual(namesOf(now, 'store-with-one-associate', 'name'), ['Sam of Harbour']);
});

test('what is kept of a sale is said by whoever looks', async () => {
  assert.deepEqual(
    namesOf(await audited('?margin=4'), 'reward-at-loss', 'margin').slice(0, 1),
    [4],
  );
  assert.equal((await viewer.browser.get(`${deskApi.audit}?margin=0`)).status, 400);
});

test('the command line says the same, with the way to mend it', async () => {
  const printed = await runCommand(t.context, 'audit');
  assert.match(printed, /^warning {2}Nothing is left of Reward gone\./m);
  assert.match(printed, /^ {9}→ Raise its stock, .* \(rewards\[6\]\.stock\)$/m);
  assert.match(await refusedCommand(t.context, 'audit', '--margin', 'x'), /from 1 to 100/);
});

test('a chain’s stores without a poster are ten lines and a number', async () => {
  const [first] = testProgram.stores;
  assert.ok(first);
  const stores = Array.from({ length: 50 }, (_, index) => ({
    ...first,
    id: `shop-${index}`,
    name: `Shop ${index}`,
    posters: [],
    tills: [{ id: `till-${index}`, name: 'Till' }],
  }));
  const rewards = testProgram.rewards.filter((reward) => reward.stores === undefined);
  await loadProgram(t.context, { ...testProgram, rewards, stores });
  const { findings } = await audited();
  const posters = findings.filter(({ key }) => key === 'store-without-poster');
  assert.deepEqual([posters.length, posters.at(-1)?.more], [10, 40]);
  assert.match(await runCommand(t.context, 'audit'), /^ {9}and 40 more like this$/m);
});

test('of the demonstration’s program nothing is said but what it shows on purpose', () => {
  const read = readProgramFile(readFileSync('src/server/demonstration/program.yaml', 'utf8'));
  assert.ok('program' in read);
  const found = audit(read.program, everythingIn(read.program));
  assert.deepEqual(
    found.map(({ key, mend }) => [key, 'path' in mend && mend.path.join('.')]),
    [['reward-sold-out', 'rewards.5.stock']],
  );
});

/** The facts of a shop in which everything that a program needs stands. */
const everythingIn = ({ stores }: Program) => {
  const tills = stores.flatMap((store) => store.tills.map(({ id }) => id));
  const people = running.associates.get('main') ?? [];
  return {
    ...running,
    tillsWithKey: new Set(tills),
    tillsWithDevice: new Set(tills),
    associates: new Map(stores.map(({ id }) => [id, people])),
  };
};

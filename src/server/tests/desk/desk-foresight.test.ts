import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ActView } from '#contract/desk/desk-answers.ts';
import type { BothTried, MomentTried, RehearsalLine } from '#contract/desk/desk-foresight.ts';
import { deskApi } from '#contract/desk/desk-paths.ts';
import { rehearsalsIn } from '#server/jobs/rehearsal/start-rehearsals.ts';
import type { Seen } from '#server/tests/kit/browser.ts';
import { posAt } from '#server/tests/kit/counter.ts';
import { administrator, type Signed } from '#server/tests/kit/desk/at-desk.ts';
import { eur, numberOf } from '#server/tests/kit/model/goods.ts';
import { rightProgram } from '#server/tests/kit/program-text.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { readProgramFile } from '#server/usecases/program/program-file.ts';

const dayMs = 24 * 60 * 60_000;
const read = readProgramFile(rightProgram);
assert.ok('program' in read);
const { program } = read;

let t: Tillpass;
let owner: Signed;
before(async () => {
  t = await startTillpass({ program });
  const member = await numberOf(await t.joined('buyer@example.com'));
  await posAt(t, 'main-1').purchase({ member, receiptNumber: 'one', total: eur(40_000) });
  t.clock.turn(dayMs);
  owner = await administrator(t, 'Olga');
});
after(() => t.close());

const linesOf = ({ text }: Seen): RehearsalLine[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as RehearsalLine);

const rehearsed = async (who: Signed, text: string, more: object = {}) =>
  who.browser.post(deskApi.rehearsal, { text, ...more });

test('a program is rehearsed in a thread, and who may not see members gets no numbers', async () => {
  const text = rightProgram
    .replace('points-per-unit: 1', 'points-per-unit: 2')
    .replace('from: 499.99', 'from: 399');
  const lines = linesOf(await rehearsed(owner, text));
  assert.deepEqual(lines[0], { members: 1 });
  const last = lines.at(-1);
  assert.ok(last && 'found' in last);
  assert.deepEqual(last.found.given, { was: 400, would: 800 });
  assert.deepEqual(
    last.found.moves.map(({ to, sample }) => [to, sample.length]),
    [['gold', 1]],
  );
  const editor = await administrator(t, 'Ed', 'editor');
  const seen = linesOf(await rehearsed(editor, text)).at(-1);
  assert.ok(seen && 'found' in seen);
  assert.deepEqual([seen.found.moves[0]?.sample, seen.found.most], [[], []]);
  const same = linesOf(await rehearsed(owner, rightProgram)).at(-1);
  assert.ok(same && 'found' in same);
  assert.deepEqual(same.found.differences, { sales: 0, members: 0 });
});

test('what can’t be rehearsed is told: a wrong file at its line, a day to come, a second one at once', async () => {
  const wrong = linesOf(await rehearsed(owner, rightProgram.replace('rate: 1\n', 'rate: much\n')));
  assert.ok(wrong[0] && 'faults' in wrong[0]);
  assert.match(wrong[0].faults[0]?.path ?? '', /rate/);
  for (const from of ['2999-01-01', 'soon']) {
    const refused = await rehearsed(owner, rightProgram, { from });
    assert.equal(refused.body.error.key, 'desk-rehearsal-day');
  }
  const both = await Promise.all([rehearsed(owner, rightProgram), rehearsed(owner, rightProgram)]);
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409]);
  const support = await administrator(t, 'Sue', 'support');
  assert.equal((await rehearsed(support, rightProgram)).body.error.key, 'desk-role');
});

test('a rehearsal ends by its deadline and when nobody waits for it, and the next one can begin', async () => {
  const { DATA_DIR: dataDir, DATABASE_URL: databaseUrl } = t.adminSettings;
  const wish = { program, from: null };
  const reached = () => {};
  const cancelled = new AbortController();
  const watch = { at: t.clock.now(), cancelled: cancelled.signal, reached };
  const { rehearse: hasty, tierMoves } = rehearsalsIn({ dataDir, databaseUrl }, 0, 0);
  await assert.rejects(hasty(wish, watch), { refusal: { key: 'desk-rehearsal-too-long' } });
  const asks = { at: watch.at, cancelled: cancelled.signal, asker: 'Olga' };
  await assert.rejects(tierMoves({ program, dated: null }, asks), {
    refusal: { key: 'desk-rehearsal-too-long' },
  });
  const { rehearse: begins } = rehearsalsIn({ dataDir, databaseUrl });
  const left = begins(wish, watch);
  cancelled.abort();
  assert.equal(await left, null);
  const again = await begins(wish, { ...watch, cancelled: new AbortController().signal });
  assert.equal(again?.sales, 1);
});

test('the playground says what a member and somebody new see and earn, and why not more', async () => {
  const offered = (await owner.browser.get(deskApi.playground)).body;
  const moment = {
    storeId: 'main',
    at: Date.UTC(2026, 11, 3, 10),
    minor: 4_000,
    channel: 'store',
    acts: [],
  };
  const tried = async (who: object, more: object = {}, by = owner): Promise<Seen> =>
    by.browser.post(deskApi.playground, { ...moment, who, ...more });
  assert.deepEqual(offered.stores, [{ id: 'main', name: 'Main Street' }]);
  const [found] = (await owner.browser.post(deskApi.members, { find: 'buyer@example.com' })).body
    .rows;
  const member: MomentTried = (await tried({ memberId: found.id })).body.inForce;
  assert.deepEqual([member.earned, member.spendable, member.rewards[0]?.refusal], [40, 550, null]);
  assert.equal(member.asOfToday, false);
  const past: MomentTried = (
    await tried({ memberId: found.id }, { at: t.clock.now() - 300 * dayMs })
  ).body.inForce;
  assert.deepEqual([past.asOfToday, past.spendable], [true, 550]);
  const { rows: acts } = (await owner.browser.get(deskApi.acts)).body;
  assert.ok(acts.some((act: ActView) => act.act === 'member-found' && act.member?.id === found.id));
  const invented: MomentTried = (await tried({ tierId: 'gold', points: 60 })).body.inForce;
  assert.deepEqual(
    [invented.member, invented.earned, invented.rewards[0]?.refusal],
    [null, 50, { key: 'points-short', missing: 40 }],
  );
  const early: MomentTried = (await tried({ tierId: 'gold', points: 500 }, { at: t.clock.now() }))
    .body.inForce;
  assert.equal(early.rewards[0]?.refusal?.key, 'not-begun');
  assert.equal(
    (await tried({ tierId: 'gold', points: 0 }, { storeId: 'nowhere' })).body.error.key,
    'not-found',
  );
  const editor = await administrator(t, 'Eva', 'editor');
  assert.equal((await tried({ memberId: found.id }, {}, editor)).body.error.key, 'desk-role');
  assert.equal((await tried({ tierId: 'member', points: 0 }, {}, editor)).status, 200);
});

test('a draft is tried beside the program in force, for the same member and moment, and writes nothing', async () => {
  const text = rightProgram
    .replace('points-per-unit: 1', 'points-per-unit: 2')
    .replace('stock: 7', 'stock: 0');
  const draft = (await owner.browser.post(deskApi.beginDraft, { name: 'Double', text })).body;
  assert.deepEqual(draft.faults, []);
  const offered = (await owner.browser.get(`${deskApi.playground}?draft=${draft.id}`)).body;
  assert.deepEqual(
    offered.drafts.map(({ name }: { name: string }) => name),
    ['Double'],
  );
  const [found] = (await owner.browser.post(deskApi.members, { find: 'buyer@example.com' })).body
    .rows;
  const at = Date.UTC(2026, 11, 3, 10);
  const wish = { storeId: 'main', at, minor: 4_000, channel: 'store', acts: [], draft: draft.id };
  const tried = async (more: object) =>
    (await owner.browser.post(deskApi.playground, { ...wish, ...more })).body;
  const both: BothTried = await tried({ who: { memberId: found.id } });
  assert.ok(!('missing' in both.inForce) && both.draft && !('missing' in both.draft));
  assert.deepEqual([both.inForce.earned, both.draft.earned], [40, 80]);
  assert.deepEqual([both.inForce.spendable, both.draft.spendable], [550, 550]);
  assert.deepEqual(
    [both.inForce.rewards[0]?.refusal, both.draft.rewards[0]?.refusal?.key],
    [null, 'sold-out'],
    'nothing would be left by the draft',
  );
  const nowhere = await tried({ who: { tierId: 'platinum', points: 5 } });
  assert.equal(nowhere.error.key, 'not-found');
  const { program: now } = await readWork(t.context);
  assert.equal(now.pointsPerUnit, 1, 'what holds is as it was');
});

test('what only one of the two programs has is said, and a draft with faults is not tried', async () => {
  const more = rightProgram.replace(
    '\nstores:\n',
    '\nstores:\n  - { id: new, name: New Street, posters: [], tills: [{ id: new-1, name: 1 }] }\n',
  );
  const begun = async (name: string, text: string) =>
    (await owner.browser.post(deskApi.beginDraft, { name, text })).body;
  const draft = await begun('Another store', more);
  assert.deepEqual(draft.faults, []);
  const { stores } = (await owner.browser.get(`${deskApi.playground}?draft=${draft.id}`)).body;
  assert.deepEqual(
    stores.map(({ id }: { id: string }) => id),
    ['main', 'new'],
  );
  const wish = { at: t.clock.now(), minor: 4_000, channel: 'store', acts: [] };
  const who = { tierId: 'member', points: 0 };
  const tried = async (draft: string, storeId = 'new') =>
    (await owner.browser.post(deskApi.playground, { ...wish, who, storeId, draft })).body;
  const both: BothTried = await tried(draft.id);
  assert.deepEqual(both.inForce, { missing: 'store' });
  assert.ok(both.draft && !('missing' in both.draft));
  const wrong = await begun('Wrong', rightProgram.replace('rate: 1\n', 'rate: much\n'));
  assert.equal((await tried(wrong.id, 'main')).error.key, 'desk-draft-faulty');
  assert.equal((await tried('nothing', 'main')).error.key, 'not-found');
});

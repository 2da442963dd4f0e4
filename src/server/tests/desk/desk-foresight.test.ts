import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ActView } from '#contract/desk/desk-answers.ts';
import type { MomentTried, RehearsalLine } from '#contract/desk/desk-foresight.ts';
import { deskApi } from '#contract/desk/desk-paths.ts';
import { rehearsalsIn } from '#server/jobs/rehearsal/start-rehearsals.ts';
import type { Seen } from '#server/tests/kit/browser.ts';
import { posAt } from '#server/tests/kit/counter.ts';
import { administrator, type Signed } from '#server/tests/kit/desk/at-desk.ts';
import { eur, numberOf } from '#server/tests/kit/model/goods.ts';
import { rightProgram } from '#server/tests/kit/program-text.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
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
  const member: MomentTried = (await tried({ memberId: found.id })).body;
  assert.deepEqual([member.earned, member.spendable, member.rewards[0]?.refusal], [40, 550, null]);
  assert.equal(member.asOfToday, false);
  const past: MomentTried = (
    await tried({ memberId: found.id }, { at: t.clock.now() - 300 * dayMs })
  ).body;
  assert.deepEqual([past.asOfToday, past.spendable], [true, 550]);
  const { rows: acts } = (await owner.browser.get(deskApi.acts)).body;
  assert.ok(acts.some((act: ActView) => act.act === 'member-found' && act.member?.id === found.id));
  const invented: MomentTried = (await tried({ tierId: 'gold', points: 60 })).body;
  assert.deepEqual(
    [invented.member, invented.earned, invented.rewards[0]?.refusal],
    [null, 50, { key: 'points-short', missing: 40 }],
  );
  const early: MomentTried = (await tried({ tierId: 'gold', points: 500 }, { at: t.clock.now() }))
    .body;
  assert.equal(early.rewards[0]?.refusal?.key, 'not-begun');
  assert.equal(
    (await tried({ tierId: 'gold', points: 0 }, { storeId: 'nowhere' })).body.error.key,
    'not-found',
  );
  const editor = await administrator(t, 'Eva', 'editor');
  assert.equal((await tried({ memberId: found.id }, {}, editor)).body.error.key, 'desk-role');
  assert.equal((await tried({ tierId: 'member', points: 0 }, {}, editor)).status, 200);
});

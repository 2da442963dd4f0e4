import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ActView } from '#contract/desk/desk-answers.ts';
import { deskApi } from '#contract/desk/desk-paths.ts';
import type { ProgramDraft } from '#contract/desk/desk-program.ts';
import { rewardOf } from '#domain/program/reward.ts';
import { atOnce } from '#server/tests/kit/counter.ts';
import { administrator, type Signed } from '#server/tests/kit/desk/at-desk.ts';
import { addPurchase, numberOf } from '#server/tests/kit/members.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { settled } from '#server/tests/kit/settled.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { watchStaff } from '#server/usecases/followers/watch-staff.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { scheduleOf } from '#server/usecases/program/refuse-loading.ts';

const stocked = {
  ...testProgram,
  rewards: testProgram.rewards.map((one) => (one.id === 'small' ? { ...one, stock: 5 } : one)),
};

let t: Tillpass;
let owner: Signed;
before(async () => {
  t = await startTillpass({ program: stocked });
  owner = await administrator(t, 'Olga');
});
after(() => t.close());

const at = (pattern: string, id: string) => pattern.replace(/:\w+/, id);
const acts = async (kind: string): Promise<ActView[]> =>
  (await owner.browser.get(deskApi.acts)).body.rows.filter(({ act }: ActView) => act === kind);
const undo = (act: ActView | undefined, who = owner) =>
  who.proved('undo-act', act?.id ?? '', at(deskApi.undoAct, act?.id ?? ''));
const inForce = async () => (await readWork(t.context)).program;
const stock = async () => rewardOf(await inForce(), 'small')?.stock;

async function restock(total: number): Promise<void> {
  const onto = await scheduleOf(await readWork(t.context));
  const url = at(deskApi.restock, 'small');
  const answer = await owner.proved('restock-reward', 'small', url, { onto, total });
  assert.equal(answer.status, 200, answer.text);
  t.clock.turn(1_000);
}

test('another stock is taken back once, by whoever is first, and only while nobody changed it since', async () => {
  await restock(7);
  await restock(9);
  const [second, first] = await acts('reward-restocked');
  assert.deepEqual([first?.undoable, second?.undoable], [false, true]);
  assert.equal((await undo(first)).body.error.key, 'desk-undo-late');
  const other = await administrator(t, 'Oskar');
  const answers = await atOnce(2, (turn) => undo(second, turn === 0 ? owner : other));
  assert.equal(answers.filter(({ status }) => status === 200).length, 1);
  assert.equal(await stock(), 7);
  assert.equal((await undo(second)).body.error.key, 'desk-undone');
  const [undoing] = await acts('reward-restocked');
  assert.deepEqual(
    [undoing?.undoes, undoing?.undoable, undoing?.changes],
    [second?.id, false, { stock: [9, 7] }],
  );

  t.clock.turn(1_000);
  await restock(20);
  const [latest] = await acts('reward-restocked');
  await loadProgram(t.context, {
    ...stocked,
    rewards: stocked.rewards.map((one) => (one.id === 'small' ? { ...one, stock: 30 } : one)),
  });
  assert.equal((await undo(latest)).body.error.key, 'desk-undo-late', 'by a file since');
  assert.equal(await stock(), 30);
});

test('a poster hangs again where it hung', async () => {
  const hangs = async () =>
    (await inForce()).stores.find(({ posters }) => posters.some((one) => one.placement === 'M1'))
      ?.id;
  const before = await hangs();
  const onto = await scheduleOf(await readWork(t.context));
  const wish = { onto, storeId: 'harbour' };
  const url = at(deskApi.movePoster, 'M1');
  assert.equal((await owner.proved('move-poster', 'M1', url, wish)).status, 200);
  assert.equal(await hangs(), 'harbour');
  assert.equal((await undo((await acts('poster-moved'))[0])).status, 200);
  assert.equal(await hangs(), before);
});

test('a draft that was discarded is taken up again as it was saved, and can be discarded anew', async () => {
  const draft: ProgramDraft = (await owner.browser.post(deskApi.beginDraft, { name: 'Spring' }))
    .body;
  const read = () => owner.browser.get(at(deskApi.draft, draft.id));
  const discard = () =>
    owner.browser.post(at(deskApi.discardDraft, draft.id), { revision: draft.revision });
  assert.equal((await discard()).status, 200);
  assert.equal((await read()).body.error.key, 'desk-draft-over');
  const [discarded] = await acts('program-draft-discarded');
  assert.equal((await undo(discarded)).status, 200);
  assert.equal((await read()).body.text, draft.text);
  assert.equal((await undo(discarded)).body.error.key, 'desk-undone');
  t.clock.turn(1_000);
  assert.equal((await discard()).status, 200);
  assert.equal((await undo((await acts('program-draft-discarded'))[0])).status, 200);
});

test('another decision about a note is taken back; the first one has nothing before it', async () => {
  const till = await t.onDuty('main-1');
  const number = await numberOf(await t.joined('large@example.com'));
  assert.equal((await addPurchase(till, number, 'large', 60_000)).status, 200);
  t.clock.turn(1_000);
  await settled(t.context.store);
  while (await watchStaff(t.context)) {}
  const notes = async () => (await owner.browser.get(deskApi.watchNotes)).body.rows;
  const [{ eventId, rule }] = await notes();
  const url = at(deskApi.watchNote, `${eventId}.${rule}`);
  assert.equal((await owner.browser.post(url, { from: null, to: 'talked' })).status, 200);
  assert.deepEqual(
    (await acts('watch-note-decided')).map(({ undoable }) => undoable),
    [false],
  );
  t.clock.turn(1_000);
  assert.equal((await owner.browser.post(url, { from: 'talked', to: 'acted' })).status, 200);
  assert.equal((await undo((await acts('watch-note-decided'))[0])).status, 200);
  assert.equal((await notes())[0].decided.decision, 'talked');
});

test('what is not harmless is not taken back here', async () => {
  const [begun] = await acts('program-draft-begun');
  assert.equal(begun?.undoable, false);
  assert.equal((await undo(begun)).body.error.key, 'desk-not-undoable');
});

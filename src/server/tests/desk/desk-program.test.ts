import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ActView } from '#contract/desk/desk-answers.ts';
import { deskApi } from '#contract/desk/desk-paths.ts';
import type { DraftEffect, FileContents, ProgramDraft } from '#contract/desk/desk-program.ts';
import type { Seen } from '#server/tests/kit/browser.ts';
import { wallet } from '#server/tests/kit/counter.ts';
import { administrator, prove, type Signed } from '#server/tests/kit/desk/at-desk.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { listPrograms } from '#server/usecases/program/list-programs.ts';

let t: Tillpass;
let nora: Signed;
let sam: Signed;
before(async () => {
  t = await startTillpass();
  nora = await administrator(t, 'Nora', 'editor');
  sam = await administrator(t, 'Sam');
});
after(() => t.close());

const at = (pattern: string, id: string | number) => pattern.replace(/:\w+/, String(id));
const key = (answer: Seen) => answer.body?.error?.key;
const begun = async (who: Signed, name: string, more = {}): Promise<ProgramDraft> =>
  good(await who.browser.post(deskApi.beginDraft, { name, ...more }));
const saved = (who: Signed, { id, revision }: ProgramDraft, change: object) =>
  who.browser.post(at(deskApi.draft, id), { revision, ...change });
const effectOf = async (who: Signed, id: string, from = ''): Promise<DraftEffect> =>
  good(await who.browser.get(at(deskApi.draftEffect, id) + (from && `?from=${from}`)));
const put = (who: Signed, id: string, body: object) =>
  who.proved('put-program', id, at(deskApi.putDraft, id), { accepted: [], ...body });
const back = (who: Signed, version: number) =>
  who.proved('put-program', String(version), at(deskApi.withdrawProgram, version));

function good<T>(answer: Seen): T {
  assert.equal(answer.status, 200, answer.text);
  return answer.body;
}

const listIn = ({ content }: ProgramDraft, key: string): FileContents[] =>
  (content?.[key] ?? []) as FileContents[]; // Lists of the program's own file.

/** The draft's content with a reward's points changed. */
const repriced = (draft: ProgramDraft, id: string, points: string): FileContents => ({
  ...draft.content,
  rewards: listIn(draft, 'rewards').map((one) => (one.id === id ? { ...one, points } : one)),
});
const pointsFor = async (phone: Awaited<ReturnType<Tillpass['joined']>>, id: string) => {
  const { rewards } = await wallet(phone);
  return rewards.find((one: { id: string }) => one.id === id).points;
};

test('a price changes by a draft: seen as a difference, put in force, and every phone has it', async () => {
  const phone = await t.joined('price@example.com');
  const draft = await begun(nora, 'Dearer coffee');
  assert.deepEqual(draft.faults, []);
  const changed: ProgramDraft = good(
    await saved(nora, draft, { content: repriced(draft, 'coffee', '120') }),
  );
  assert.deepEqual(changed.changes, [
    {
      what: 'reward',
      id: 'coffee',
      kind: 'changed',
      name: { en: 'Reward coffee', ar: 'مكافأة coffee' },
      fields: [{ key: 'points', before: 100, after: 120 }],
    },
  ]);
  assert.equal(await pointsFor(phone, 'coffee'), 100, 'nothing of a draft reaches a member');
  const effect = await effectOf(nora, draft.id);
  const [loss] = effect.losses;
  assert.ok(loss?.what === 'reward-dearer');
  assert.deepEqual(loss.name, { en: 'Reward coffee', ar: 'مكافأة coffee' });
  assert.deepEqual([loss.from, loss.to, loss.members.more], [100, 120, false]);
  const { revision, onto } = effect;
  const unproved = await nora.browser.post(at(deskApi.putDraft, draft.id), {
    revision,
    onto,
    accepted: [],
  });
  assert.equal(key(unproved), 'desk-prove');
  const done = good<{ version: number }>(await put(nora, draft.id, { revision, onto }));
  assert.equal(await pointsFor(phone, 'coffee'), 120);
  const again = good<{ version: number }>(await put(nora, draft.id, { revision, onto }));
  assert.equal(again.version, done.version, 'a retry loads nothing twice');
  assert.equal(key(await nora.browser.get(at(deskApi.draft, draft.id))), 'desk-draft-over');
  const acts: ActView[] = (await sam.browser.get(deskApi.acts)).body.rows;
  const act = acts.find((one) => one.act === 'program-loaded' && one.actor === 'Nora');
  assert.equal(act?.details.version, done.version);
});

test('two people at once: the second is shown the difference, and nothing is overwritten', async () => {
  const draft = await begun(nora, 'Together');
  good(await saved(nora, draft, { content: repriced(draft, 'small', '11') }));
  const mine = { content: repriced(draft, 'small', '12') };
  const second = await saved(sam, draft, mine);
  assert.equal(key(second), 'desk-draft-changed');
  assert.equal(second.body.error.details.name, 'Nora');
  const differs = good<ProgramDraft>(
    await sam.browser.post(at(deskApi.compareDraft, draft.id), { revision: 1, ...mine }),
  );
  assert.deepEqual(differs.changes[0]?.fields, [{ key: 'points', before: 11, after: 12 }]);
  const now: ProgramDraft = good(await nora.browser.get(at(deskApi.draft, draft.id)));
  assert.match(now.text, /points: "?11/);
  good(await saved(sam, { ...draft, revision: differs.revision }, mine));
});

test('a draft that is older than the program says what it would undo, and is put only after that was seen', async () => {
  const old = await begun(nora, 'Old');
  good(await saved(nora, old, { content: repriced(old, 'cake', '105') }));
  const seen = await effectOf(nora, old.id);
  const other = await begun(sam, 'Meanwhile');
  good(await saved(sam, other, { content: repriced(other, 'dear', '1100') }));
  const { revision, onto } = await effectOf(sam, other.id);
  good(await put(sam, other.id, { revision, onto }));
  const late = await put(nora, old.id, { revision: seen.revision, onto: seen.onto });
  assert.equal(key(late), 'desk-program-changed');
  const fresh = await effectOf(nora, old.id);
  assert.deepEqual(
    fresh.undoes.map(({ id, fields }) => [id, fields[0]?.after]),
    [['dear', 1000]],
  );
  good(await put(nora, old.id, { revision: fresh.revision, onto: fresh.onto }));
});

test('two who put different drafts in force at the same instant: one of them is asked to look again', async () => {
  const drafts = [await begun(nora, 'One'), await begun(nora, 'Two')];
  for (const [index, draft] of drafts.entries())
    good(await saved(nora, draft, { content: repriced(draft, 'golden', String(20 + index)) }));
  const [one, two] = drafts;
  assert.ok(one && two);
  const { onto } = await effectOf(nora, one.id);
  for (const { id } of drafts) await prove(nora.browser, nora.passkey, 'put-program', id);
  const answers = await Promise.all(
    drafts.map(({ id }) =>
      nora.browser.post(at(deskApi.putDraft, id), { revision: 2, onto, accepted: [] }),
    ),
  );
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409]);
});

test('a draft waits for its day, can be taken back, and nothing else changes', async () => {
  const phone = await t.joined('dated@example.com');
  const draft = await begun(nora, 'Winter');
  good(await saved(nora, draft, { content: repriced(draft, 'small', '15') }));
  const day = new Date(t.clock.now() + 40 * 24 * 60 * 60_000).toISOString().slice(0, 10);
  const { revision, onto, against } = await effectOf(nora, draft.id, day);
  const none = await nora.browser.get(`${at(deskApi.draftEffect, draft.id)}?from=2026-02-30`);
  assert.equal(none.body.error.details.fault, 'none');
  const past = await put(nora, draft.id, { revision, onto, from: '2020-01-01' });
  assert.deepEqual([key(past), past.body.error.details.fault], ['desk-program-day', 'past']);
  const before = await pointsFor(phone, 'small');
  const { version } = good<{ version: number }>(
    await put(nora, draft.id, { revision, onto, from: day }),
  );
  assert.equal(await pointsFor(phone, 'small'), before);
  const listed = (await nora.browser.get(deskApi.program)).body;
  assert.deepEqual(
    listed.versions.slice(0, 2).map((one: { state: string }) => one.state),
    ['waits', 'in-force'],
  );
  assert.deepEqual(
    (await listPrograms(t.context, 1)).map(({ state }) => state),
    ['in-force'],
    'what waits never hides what is in force',
  );
  good(await back(nora, version));
  assert.equal(key(await back(nora, version)), 'desk-program-begun');
  const again = await begun(nora, 'Winter once more', { version });
  assert.equal(again.changes[0]?.fields[0]?.after, 15, 'what was taken back can be begun from');
  const now = (await nora.browser.get(deskApi.program)).body.versions;
  assert.equal(now.find((one: { version: number }) => one.version === against).state, 'in-force');
});

test('faults are told at their field and line, a draft keeps them, and it can’t be put in force', async () => {
  const draft = await begun(nora, 'Wrong');
  const wrong: ProgramDraft = good(
    await saved(nora, draft, { content: repriced(draft, 'coffee', 'many') }),
  );
  const [fault] = wrong.faults;
  assert.equal(fault?.path, 'rewards[0].points');
  assert.match(wrong.text.split('\n')[(fault?.line ?? 0) - 1] ?? '', /points: many/);
  assert.equal(key(await nora.browser.get(at(deskApi.draftEffect, draft.id))), 'desk-draft-faulty');
  const broken: ProgramDraft = good(await saved(nora, wrong, { text: 'name: [' }));
  assert.equal(broken.content, null);
  assert.ok(broken.faults.length > 0);
  const aliased: ProgramDraft = good(
    await saved(nora, broken, { text: 'name: &x foo\ncurrency: *x' }),
  );
  assert.equal(aliased.content, null);
  assert.deepEqual(
    aliased.faults.map(({ line }) => line),
    [1, 2],
  );
  const again: ProgramDraft = good(await nora.browser.get(at(deskApi.draft, draft.id)));
  assert.equal(again.text, aliased.text);
  for (const content of [{ name: 7 }, { name: null }, { name: { a: [1] } }])
    assert.equal(key(await saved(nora, aliased, { content })), 'request-invalid');
  const named = await begun(nora, ' Named ');
  assert.equal(named.name, 'Named');
  assert.equal(key(await nora.browser.post(deskApi.beginDraft, { name: ' ' })), 'desk-draft-name');
});

test('a viewer reads the program and its file, and changes nothing', async () => {
  const vic = await administrator(t, 'Vic', 'viewer');
  const draft = await begun(nora, 'Look at this');
  for (const url of [deskApi.program, at(deskApi.programVersion, 1), at(deskApi.draft, draft.id)])
    good(await vic.browser.get(url));
  assert.equal(key(await saved(vic, draft, { name: 'Mine' })), 'desk-role');
  assert.equal(key(await vic.browser.get(at(deskApi.programVersion, 999))), 'not-found');
});

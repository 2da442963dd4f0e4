import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { deskApi } from '#contract/desk/desk-paths.ts';
import type {
  DeskProgram,
  DraftEffect,
  FileContents,
  ProgramDraft,
} from '#contract/desk/desk-program.ts';
import type { Seen } from '#server/tests/kit/browser.ts';
import { administrator, type Signed } from '#server/tests/kit/desk/at-desk.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

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

test('the file keeps its comments through forms, versions and export', async () => {
  const first = await begun(nora, 'By hand');
  const text = first.text.replace('rewards:', '# What we give\nrewards:');
  const written: ProgramDraft = good(await saved(nora, first, { text }));
  const edited: ProgramDraft = good(
    await saved(nora, written, { content: repriced(written, 'mug', '45') }),
  );
  assert.equal(edited.text, text.replace(/points: "?40"?/, 'points: 45'));
  const { revision, onto } = await effectOf(nora, first.id);
  const { version } = good<{ version: number }>(await put(nora, first.id, { revision, onto }));
  const kept = good<{ text: string }>(await sam.browser.get(at(deskApi.programVersion, version)));
  assert.equal(kept.text, edited.text);
  const copy = await begun(sam, 'The same in another shop', { text: kept.text });
  assert.deepEqual([copy.faults, copy.changes], [[], []]);
});

test('a change of comments alone is kept, and a draft that changes nothing is over with an answer', async () => {
  const draft = await begun(nora, 'A note');
  const text = `# Agreed with Sam.\n${draft.text}`;
  good(await saved(nora, draft, { text }));
  const { revision, onto, changes } = await effectOf(nora, draft.id);
  assert.deepEqual(changes, []);
  const { version } = good<{ version: number }>(await put(nora, draft.id, { revision, onto }));
  const kept = good<{ text: string }>(await sam.browser.get(at(deskApi.programVersion, version)));
  assert.equal(kept.text, text);
  const again = good<{ version: number }>(await put(nora, draft.id, { revision, onto }));
  assert.equal(again.version, version);
  const same = await begun(nora, 'Nothing');
  const seen = await effectOf(nora, same.id);
  const wish = { revision: seen.revision, onto: seen.onto };
  assert.equal(good<{ version: null }>(await put(nora, same.id, wish)).version, null);
  assert.equal(good<{ version: number }>(await put(nora, same.id, wish)).version, version);
});

test('a tier that goes needs a yes of its own, and a discarded draft is gone', async () => {
  await t.joined('tier@example.com');
  const draft = await begun(nora, 'Without silver');
  const tiers = listIn(draft, 'tiers').slice(0, 1);
  const content = { ...draft.content, tiers };
  const rewards = listIn(draft, 'rewards').filter((one) => one.id !== 'golden');
  const day = new Date(t.clock.now() + 9 * 24 * 60 * 60_000).toISOString().slice(0, 10);
  good(await saved(nora, draft, { content: { ...content, rewards } }));
  const { revision, onto, tiersGone, losses } = await effectOf(nora, draft.id, day);
  assert.deepEqual(tiersGone, ['silver', 'gold']);
  assert.ok(losses.some(({ what }) => what === 'tier-gone'));
  const refused = await put(nora, draft.id, { revision, onto, from: day });
  assert.equal(key(refused), 'desk-program-tier');
  const half = await put(nora, draft.id, { revision, onto, from: day, accepted: ['silver'] });
  assert.deepEqual(
    [key(half), half.body.error.details.tierId],
    ['desk-program-tier', 'gold'],
    'a yes is for the tiers that it names',
  );
  const discard = () => nora.browser.post(at(deskApi.discardDraft, draft.id), { revision });
  good(await discard());
  assert.equal(key(await discard()), 'desk-draft-over');
  assert.equal(key(await put(nora, draft.id, { revision, onto })), 'desk-draft-over');
});

test('what a version took away is said by its name, also long after', async () => {
  const draft = await begun(nora, 'Without the mug');
  const rewards = listIn(draft, 'rewards').filter((one) => one.id !== 'mug');
  good(await saved(nora, draft, { content: { ...draft.content, rewards } }));
  const { revision, onto, losses } = await effectOf(nora, draft.id);
  const name = { en: 'Reward mug', ar: 'مكافأة mug' };
  assert.deepEqual(
    losses.map((loss) => 'name' in loss && loss.name),
    [name],
  );
  good(await put(nora, draft.id, { revision, onto }));
  const { versions } = good<DeskProgram>(await sam.browser.get(deskApi.program));
  assert.deepEqual(versions[0]?.changes, [
    { what: 'reward', id: 'mug', kind: 'gone', name, fields: [] },
  ]);
});

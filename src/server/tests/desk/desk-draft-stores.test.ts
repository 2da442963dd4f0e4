import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { deskApi } from '#contract/desk/desk-paths.ts';
import type {
  DraftEffect,
  FileContents,
  ProgramDraft,
  ProgramPut,
} from '#contract/desk/desk-program.ts';
import type { DeskStore } from '#contract/desk/desk-stores.ts';
import type { DeskWays } from '#contract/desk/desk-ways.ts';
import type { Seen } from '#server/tests/kit/browser.ts';
import { administrator, type Signed } from '#server/tests/kit/desk/at-desk.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
let sam: Signed;
before(async () => {
  t = await startTillpass();
  sam = await administrator(t, 'Sam');
});
after(() => t.close());

const at = (pattern: string, id: string) => pattern.replace(/:\w+/, id);

function good<T>(answer: Seen): T {
  assert.equal(answer.status, 200, answer.text);
  return answer.body;
}

const begun = async (name: string): Promise<ProgramDraft> =>
  good(await sam.browser.post(deskApi.beginDraft, { name }));

const storesIn = ({ content }: ProgramDraft) => (content?.stores ?? []) as readonly FileContents[]; // Of the program's own file.

const withStores = async (
  draft: ProgramDraft,
  stores: readonly FileContents[],
): Promise<ProgramDraft> =>
  good(
    await sam.browser.post(at(deskApi.draft, draft.id), {
      revision: draft.revision,
      content: { ...draft.content, stores },
    }),
  );

async function put({ id }: ProgramDraft): Promise<ProgramPut> {
  const effect: DraftEffect = good(await sam.browser.get(at(deskApi.draftEffect, id)));
  const { revision, onto } = effect;
  const wish = { revision, onto, accepted: [] };
  return good(await sam.proved('put-program', id, at(deskApi.putDraft, id), wish));
}

const bridge = {
  id: 'bridge',
  name: 'Bridge',
  posters: [{ placement: 'H7QXMK', place: 'At the counter' }],
  tills: [{ id: 'bridge-1', name: 'Till 1' }],
};

test('a store of a draft opens with its till and its poster, and its ids stay its own when it goes', async () => {
  const draft = await begun('A second store');
  assert.ok(!draft.taken.includes('bridge'));
  const added = await withStores(draft, [...storesIn(draft), bridge]);
  assert.deepEqual(added.faults, []);
  const { tills } = await put(added);
  assert.deepEqual(
    tills.map(({ tillId, storeName }) => [tillId, storeName]),
    [['bridge-1', 'Bridge']],
  );
  const store: DeskStore = good(await sam.browser.get(at(deskApi.store, 'bridge')));
  assert.deepEqual([store.name, store.tills[0]?.hasKey], ['Bridge', true]);
  const { stores }: DeskWays = good(await sam.browser.get(deskApi.ways));
  assert.equal(stores.find(({ id }) => id === 'bridge')?.posters[0]?.placement, 'H7QXMK');

  const closing = await begun('It goes');
  const without = await withStores(
    closing,
    storesIn(closing).filter(({ id }) => id !== 'bridge'),
  );
  assert.ok(without.taken.includes('bridge-1'), 'before it is in force');
  await put(without);
  const { taken } = await begun('Later');
  assert.ok(taken.includes('bridge') && taken.includes('bridge-1'), 'after it');
});

test('a store without a till, and a placement that hangs elsewhere, are said where they stand', async () => {
  const draft = await begun('Wrong');
  const own = storesIn(draft);
  const [first] = own;
  const next = own.length;
  const bare = await withStores(draft, [...own, { ...bridge, tills: [] }]);
  assert.deepEqual(
    bare.faults.map(({ path }) => path),
    [`stores[${next}].tills`],
  );
  const posters = (first?.posters ?? []) as readonly FileContents[]; // Of the program's own file.
  const twice = await withStores(bare, [...own, { ...bridge, posters: [...posters] }]);
  assert.equal(twice.faults[0]?.path, `stores[${next}].posters[0].placement`);
});

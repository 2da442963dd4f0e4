import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { deskApi } from '#contract/desk/desk-paths.ts';
import type { DraftEffect, FileContents, ProgramDraft } from '#contract/desk/desk-program.ts';
import type { Seen } from '#server/tests/kit/browser.ts';
import { posAt } from '#server/tests/kit/counter.ts';
import { administrator, type Signed } from '#server/tests/kit/desk/at-desk.ts';
import { eur, numberOf } from '#server/tests/kit/model/goods.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
let nora: Signed;
before(async () => {
  t = await startTillpass();
  nora = await administrator(t, 'Nora', 'editor');
});
after(() => t.close());

const effectOf = async (who: Signed, id: string): Promise<DraftEffect> =>
  good(await who.browser.get(deskApi.draftEffect.replace(':draftId', id)));

function good<T>(answer: Seen): T {
  assert.equal(answer.status, 200, answer.text);
  return answer.body;
}

test('only what decides a tier has members counted, for whoever may rehearse', async () => {
  const member = await t.joined('lower@example.com');
  const number = await numberOf(member);
  await posAt(t, 'main-1').purchase({ member: number, receiptNumber: 'high', total: eur(60_000) });
  const changed = async (name: string, change: (tier: FileContents) => FileContents) => {
    const draft: ProgramDraft = good(await nora.browser.post(deskApi.beginDraft, { name }));
    const of = draft.content as { readonly tiers: FileContents[] }; // Of the program's own file.
    const tiers = of.tiers.map(change);
    const wish = { revision: draft.revision, content: { ...draft.content, tiers } };
    good(await nora.browser.post(deskApi.draft.replace(':draftId', draft.id), wish));
    return draft.id;
  };
  const named = await changed('Names', (tier) => ({ ...tier, name: { en: 'A', ar: 'ب' } }));
  assert.ok((await effectOf(nora, named)).losses.every(({ what }) => what === 'tier-less'));
  const dear = await changed('Dear', (tier) =>
    tier.from === '0' ? tier : { ...tier, from: `${Number(tier.from) * 100}` },
  );
  const lower = (await effectOf(nora, dear)).losses.filter(({ what }) => what === 'tier-lower');
  assert.deepEqual(
    lower.map((loss) => 'members' in loss && loss.members.count),
    [1],
  );
  const support = await administrator(t, 'Sue', 'support');
  assert.deepEqual((await effectOf(support, dear)).losses[0], {
    what: 'tiers-uncounted',
    why: 'role',
  });
});

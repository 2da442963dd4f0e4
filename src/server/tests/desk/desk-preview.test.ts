import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { deskApi } from '#contract/desk/desk-paths.ts';
import type { ProgramDraft } from '#contract/desk/desk-program.ts';
import { lotEnd } from '#domain/points/expiry-rule.ts';
import type { Seen } from '#server/tests/kit/browser.ts';
import { issued } from '#server/tests/kit/counter.ts';
import { administrator } from '#server/tests/kit/desk/at-desk.ts';
import { numberOf } from '#server/tests/kit/members.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { draftedContext, walletOfInvented } from '#server/usecases/desk/preview-draft.ts';
import { readWork } from '#server/usecases/ground/work.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

function good<T>(answer: Seen): T {
  assert.equal(answer.status, 200, answer.text);
  return answer.body;
}

test('the phone beside the form shows the draft, to the desk alone and leaves nothing behind', async () => {
  const nora = await administrator(t, 'Nora', 'editor');
  const sam = await administrator(t, 'Sam');
  const phone = await t.joined('preview@example.com');
  const draft: ProgramDraft = good(
    await nora.browser.post(deskApi.beginDraft, { name: 'Preview' }),
  );
  const content = { ...draft.content, name: 'Winter & Sons' };
  const url = deskApi.draft.replace(':draftId', draft.id);
  good(await nora.browser.post(url, { revision: draft.revision, content }));
  const counted = async () =>
    (await t.context.store.read.selectFrom('members').select('id').execute()).length;
  const members = await counted();
  const preview = deskApi.draftPreview.replace(':draftId', draft.id);
  const look = (more: string, who = nora) =>
    who.browser.get(`${preview}?language=en&theme=dark${more}`);
  const invented = await look('&points=80');
  assert.equal(invented.status, 200, invented.text);
  assert.match(invented.text, /Winter &amp; Sons/);
  assert.match(invented.text, />80</);
  assert.doesNotMatch(invented.text, /welcome gift/, 'the program gives another number');
  assert.match((await look('&points=150')).text, /150 points are here: your welcome gift/);
  assert.match(invented.text, /Reward coffee/);
  assert.doesNotMatch(invented.text, /<script/);
  assert.match(String(invented.headers['content-security-policy']), /frame-ancestors 'self'/);
  assert.equal(await counted(), members);
  const stranger = await look('');
  assert.match(stranger.text, /Winter &amp; Sons/);
  assert.doesNotMatch((await phone.page('/')).text, /Winter/);
  const number = await numberOf(phone);
  const member = await look(`&member=${number}`, sam);
  assert.match(member.text, /150/);
  assert.equal(
    (await look(`&member=${number}`)).body.error.key,
    'desk-role',
    'an editor sees no member',
  );
});

test('a barcode that a member has open is not on the phone beside the form', async () => {
  const vera = await administrator(t, 'Vera', 'viewer');
  const nora = await administrator(t, 'Nora B.', 'editor');
  const phone = await t.joined('barcode@example.com');
  const { code } = await issued(phone, 'coffee');
  const page = await phone.page('/wallet');
  assert.ok(spelled(page.text).includes(code), 'the member sees it');
  const draft: ProgramDraft = good(
    await nora.browser.post(deskApi.beginDraft, { name: 'Barcode' }),
  );
  const preview = deskApi.draftPreview.replace(':draftId', draft.id);
  const number = await numberOf(phone);
  const url = `${preview}?language=en&theme=light&member=${number}`;
  const { status, text } = await vera.browser.get(url);
  assert.equal(status, 200, text);
  assert.match(text, /Reward coffee/);
  assert.ok(!spelled(text).includes(code));
  const bars = /class="barcode barcode-bars"/;
  assert.match(page.text, bars);
  assert.doesNotMatch(text, bars);
});

/** Without what stands between digits: tags and blanks. */
const spelled = (html: string) => html.replace(/<[^>]*>|\s/g, '');

test('points of somebody invented end as the draft says, and came by joining', async () => {
  const nora = await administrator(t, 'Nia', 'editor');
  const draft: ProgramDraft = good(
    await nora.browser.post(deskApi.beginDraft, { name: 'Shorter' }),
  );
  const content = { ...draft.content, 'points-last-months': '3' };
  const url = deskApi.draft.replace(':draftId', draft.id);
  good(await nora.browser.post(url, { revision: draft.revision, content }));
  const drafted = await draftedContext(t.context, draft.id);
  assert.notEqual((await readWork(t.context)).program.pointsLastMonths, 3);
  const wallet = await walletOfInvented(drafted, 80, 'en');
  const endsAt = lotEnd(drafted.program, t.clock.now());
  assert.deepEqual([wallet.expiring?.points, wallet.expiring?.at], [80, endsAt]);
  assert.equal(wallet.history[0]?.what.rule, 'welcome');
});

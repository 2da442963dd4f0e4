import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { deskApi } from '#contract/desk/desk-paths.ts';
import { mergePage } from '#contract/paths.ts';
import { limits } from '#domain/limit.ts';
import { type MergeSide, mergeOfferMs } from '#domain/people/merge.ts';
import { anotherProcess } from '#server/tests/kit/another-process.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { balance, issued } from '#server/tests/kit/counter.ts';
import { administrator, type Signed } from '#server/tests/kit/desk/at-desk.ts';
import { idOf, numberOf } from '#server/tests/kit/members.ts';
import { merge, mergeSaid } from '#server/tests/kit/model/merging.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { beginMergeAtDesk } from '#server/usecases/desk/merge-at-desk.ts';
import { eraseMember } from '#server/usecases/rights/erase.ts';
import { freeze, thawBy } from '#server/usecases/rights/freeze.ts';

// Somebody tells support at its desk that they have two memberships.

let t: Tillpass;
let support: Signed;
before(async () => {
  t = await startTillpass();
  support = await administrator(t, 'Sam', 'support');
});
// Closing verifies every ledger.
after(() => t.close());

const at = (pattern: string, id: string) => pattern.replace(':memberId', id);
const post = (pattern: string, id: string, body: object) =>
  support.browser.post(at(pattern, id), body);
const refusedFor = async (pattern: string, id: string, body: object) =>
  (await post(pattern, id, body)).body.error.key;
const see = async (id: string) => (await support.browser.get(at(deskApi.memberMerge, id))).body;
const nothing = { asked: null, declined: null, preview: null };
const endingOf = (number: string) => number.slice(-4);
const offered = async (phone: Browser) =>
  /Our support has begun/.test((await phone.page(mergePage)).text);

async function twice(name: string) {
  const [email, otherEmail] = [`${name}@example.com`, `${name}-old@example.com`];
  const other = await t.joined(otherEmail);
  t.clock.turn(1);
  const phone = await t.joined(email);
  t.clock.turn(1);
  const [id, otherId] = [await idOf(t, email), await idOf(t, otherEmail)];
  return { phone, other, email, otherEmail, id, otherId };
}

const begin = async (id: string, otherId: string, side: MergeSide = 'goes-on') => {
  const begun = await post(deskApi.beginMerge, id, { otherId, side });
  assert.equal(begun.status, 200, begun.text);
};

/** Says no on the page of one of both. */
async function decline(phone: Browser): Promise<void> {
  const { text } = await phone.page(mergePage);
  const { name } = /name="decline" value="(?<name>[^"]+)"/.exec(text)?.groups ?? {};
  assert.match(await mergeSaid(t, phone, { decline: name ?? '' }), /Taken back/);
}

test('the desk shows both as the member will see them, asks both, and one ledger comes of it', async () => {
  const { phone, other, email, otherEmail, id, otherId } = await twice('desk');
  assert.deepEqual(await see(id), nothing);
  const shown = await post(deskApi.previewMerge, id, { otherId, side: 'ends' });
  assert.equal(shown.status, 200, shown.text);
  assert.deepEqual(
    [shown.body.own.address, shown.body.other.address, shown.body.points, shown.body.canBegin],
    [otherEmail, email, 300, true],
  );
  assert.equal(await offered(phone), false, 'a look begins nothing');

  await begin(id, otherId);
  const { asked, preview } = await see(id);
  assert.deepEqual(
    [asked.ending, asked.side, asked.until - asked.at],
    [endingOf(await numberOf(other)), 'goes-on', mergeOfferMs],
  );
  assert.equal(preview.own.address, email);
  assert.equal((await see(otherId)).asked.side, 'ends');
  for (const address of [email, otherEmail])
    assert.match((await t.lastMail(address)).text, /http\S+\/merge\n/);
  assert.deepEqual([await balance(phone), await balance(other)], [150, 150]);

  await merge(t, phone, otherEmail);
  assert.equal(await balance(phone), 300);
  assert.deepEqual(await see(id), nothing);
  assert.equal(
    await refusedFor(deskApi.beginMerge, id, { otherId, side: 'ends' }),
    'desk-merge-same',
  );
});

test('looks and acts are on record for both members', async () => {
  const { id, otherId } = await twice('record');
  await post(deskApi.previewMerge, id, { otherId, side: 'goes-on' });
  await begin(id, otherId);
  const { asked } = await see(id);
  assert.equal((await post(deskApi.endMerge, otherId, { at: asked.at })).status, 200);
  for (const member of [id, otherId]) {
    const { body } = await support.browser.get(at(deskApi.memberActs, member));
    const acts = body.rows.map(({ act, actor }: { act: string; actor: string }) => [act, actor]);
    for (const act of ['member-found', 'merge-begun', 'merge-taken-back'])
      assert.equal(
        acts.filter(([one, actor]: [string, string]) => one === act && actor === 'Sam').length,
        1,
        act,
      );
  }
});

test('either member says no, and support sees who did until the week is over', async () => {
  const { phone, other, id, otherId } = await twice('no');
  for (const who of [phone, other]) {
    await begin(id, otherId);
    const { asked: stood } = await see(id);
    t.clock.turn(1);
    await decline(who);
    const number = await numberOf(who);
    for (const member of [id, otherId]) {
      const { asked, declined, preview } = await see(member);
      assert.deepEqual([asked, declined.ending, preview], [null, endingOf(number), null]);
      const page = await support.browser.get(at(deskApi.member, member));
      assert.equal(page.body.merge.declined.ending, endingOf(number));
      assert.equal(
        await refusedFor(deskApi.endMerge, member, { at: stood.at }),
        'desk-merge-over',
        'there is nothing left to take back',
      );
    }
    for (const one of [phone, other]) assert.equal(await offered(one), false);
  }
  t.clock.turn(mergeOfferMs);
  support = await administrator(t, 'Sandra', 'support');
  assert.deepEqual(await see(id), nothing);
});

test('a no stays when another merge is begun, when it is asked again, and when the other one leaves', async () => {
  const { other, id, otherId } = await twice('stays');
  const third = await twice('stays-third');
  await begin(id, otherId);
  await decline(other);
  const { declined } = await see(otherId);
  t.clock.turn(1);

  await begin(id, third.id);
  assert.equal((await see(id)).declined, null, 'what stands is said');
  assert.deepEqual((await see(otherId)).declined, declined);

  await begin(otherId, third.otherId);
  const { asked } = await see(otherId);
  assert.equal((await post(deskApi.endMerge, otherId, { at: asked.at })).status, 200);
  assert.deepEqual((await see(otherId)).declined, declined);

  t.clock.turn(1);
  await begin(id, otherId);
  const again = await see(id);
  assert.equal(again.declined, null);
  assert.equal((await post(deskApi.endMerge, id, { at: again.asked.at })).status, 200);
  assert.deepEqual((await see(id)).declined, declined);

  await eraseMember(t.context, id, 'support');
  assert.deepEqual((await see(otherId)).declined, declined);
});

test('what is begun is taken back by the page that showed it, and no later one', async () => {
  const { phone, id, otherId } = await twice('back');
  await begin(id, otherId);
  const { asked } = await see(id);
  assert.equal((await post(deskApi.endMerge, id, { at: asked.at })).status, 200);
  assert.deepEqual(await see(id), nothing);
  t.clock.turn(1);
  await begin(id, otherId, 'ends');
  assert.equal(await refusedFor(deskApi.endMerge, id, { at: asked.at }), 'desk-merge-over');
  assert.equal((await see(id)).asked.side, 'ends');
  assert.equal(await offered(phone), true);
});

test('a member is asked some times a day, with whomever and after each no, and no further mail goes out', async () => {
  const { other, id, otherId, email } = await twice('often');
  const third = await twice('often-third');
  for (let one = 0; one < limits.mergeAsked.atMost; one += 1) {
    await begin(id, otherId);
    await decline(other);
  }
  const last = await t.lastMail(email);
  assert.equal(
    await refusedFor(deskApi.beginMerge, third.id, { otherId: id, side: 'ends' }),
    'too-many-requests',
  );
  assert.deepEqual(await t.lastMail(email), last);
  await begin(third.id, third.otherId);
  t.clock.turn(limits.mergeAsked.windowMs);
  support = await administrator(t, 'Sara', 'support');
  await begin(id, otherId);
});

test('what can’t be begun is refused, and what the members can mend is not', async () => {
  const { other, id, otherId } = await twice('refused');
  const wish = { otherId, side: 'goes-on' };
  for (const pattern of [deskApi.previewMerge, deskApi.beginMerge]) {
    assert.equal(await refusedFor(pattern, id, { ...wish, otherId: id }), 'desk-merge-same');
    assert.equal(await refusedFor(pattern, id, { ...wish, otherId: 'nobody' }), 'member-unknown');
  }
  await freeze(t.context, otherId, 'support');
  const frozen = await post(deskApi.previewMerge, id, wish);
  assert.deepEqual([frozen.body.refusal.key, frozen.body.canBegin], ['merge-frozen', false]);
  assert.equal(await refusedFor(deskApi.beginMerge, id, wish), 'merge-frozen');
  await thawBy(t.context, otherId, 'support');
  await issued(other, 'small');
  const open = await post(deskApi.previewMerge, id, wish);
  assert.deepEqual([open.body.refusal.key, open.body.canBegin], ['merge-vouchers', true]);
  await begin(id, otherId);

  for (const role of ['editor', 'viewer'] as const) {
    const { browser } = await administrator(t, `No ${role}`, role);
    for (const pattern of [deskApi.previewMerge, deskApi.beginMerge])
      assert.equal((await browser.post(at(pattern, id), wish)).body.error.key, 'desk-role');
  }
});

test('of two desks that begin at once on two servers, one mails', async () => {
  const { id, otherId } = await twice('servers');
  const another = await anotherProcess(t);
  const mails = async () =>
    (await t.context.store.read.selectFrom('mails').select('id').execute()).length;
  const before = await mails();
  await Promise.all([
    beginMergeAtDesk(t.context, id, { otherId, side: 'goes-on' }),
    beginMergeAtDesk(another.context, otherId, { otherId: id, side: 'ends' }),
  ]);
  assert.equal(await mails(), before + 2, 'one to each');
  assert.equal((await see(id)).asked.side, 'goes-on');
  await another.close();
});

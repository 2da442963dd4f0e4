import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { memberApi, mergePage } from '#contract/paths.ts';
import { runCommand } from '#server/tests/kit/admin.ts';
import { balance, cancel, issue, issued, posAt, said } from '#server/tests/kit/counter.ts';
import { dump } from '#server/tests/kit/dump.ts';
import { idOf, numberOf } from '#server/tests/kit/members.ts';
import { merge, mergeSaid, proveOther } from '#server/tests/kit/model/merging.ts';
import { move } from '#server/tests/kit/model/moving.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import { freeze, thawBy } from '#server/usecases/rights/freeze.ts';

let t: Tillpass;
before(async () => {
  const rewards = testProgram.rewards.map((one) =>
    one.id === 'small' ? { ...one, perMember: { count: 1, every: 'month' as const } } : one,
  );
  t = await startTillpass({ program: { ...testProgram, rewards } });
});
// Closing verifies every ledger.
after(() => t.close());

const yes = { merge: 'yes', confirm: 'yes' };

test('open rewards, a freeze and a changed address of the other membership stand in the way, each with what to do', async () => {
  const other = await t.joined('waits-two@example.com');
  const { id } = await issued(other, 'mug');
  const phone = await t.joined('waits@example.com');
  const page = await proveOther(t, phone, 'waits-two@example.com');
  assert.match(page, /1 reward of the other membership is still open/);
  assert.match(page, /Reward mug/, 'named among what it has');
  assert.doesNotMatch(page, /Make them one membership/);
  assert.match(await mergeSaid(t, phone, yes), /still open/);
  await cancel(other, id);

  await freeze(t.context, await idOf(t, 'waits-two@example.com'), 'support');
  assert.match(await mergeSaid(t, phone, yes), /One of the two memberships is frozen/);
  await thawBy(t.context, await idOf(t, 'waits-two@example.com'), 'support');

  await move(t, other, 'waits-three@example.com');
  assert.match(await mergeSaid(t, phone, yes), /Begin again/, 'nobody has that address now');
  const moved = await proveOther(t, phone, 'waits-three@example.com');
  assert.match(moved, /changed lately and can be taken back until/);
  assert.match(await mergeSaid(t, phone, yes), /can be taken back until/);
  assert.equal(await balance(phone), 150);
});

test('limits count both together, also for what was had before', async () => {
  const other = await t.joined('limit-two@example.com');
  const had = await issued(other, 'small');
  assert.equal((await posAt(t, 'main-1').redeem(had.code, 'LIMIT-1')).status, 200);
  const phone = await t.joined('limit@example.com');
  await merge(t, phone, 'limit-two@example.com');
  assert.deepEqual(said(await issue(phone, 'small')), [422, 'limit-reached']);
  // What a till undoes there comes back here, and may be had again.
  assert.equal((await posAt(t, 'main-1').reverse(had.id, 'wrong item')).status, 200);
  assert.equal(await balance(phone), 300);
  assert.equal((await issue(phone, 'small')).status, 200);
});

test('the tier of both is that of all that was bought, and a debt comes along', async () => {
  const pos = posAt(t, 'main-1');
  const other = await t.joined('tier-two@example.com');
  const number = await numberOf(other);
  const total = { minor: 60_000, currency: 'EUR' };
  await pos.purchase({ member: { number }, receiptNumber: 'TIER-1', total });
  const spent = await issued(other, 'coffee');
  await pos.redeem(spent.code, 'TIER-2');
  const used = await issued(other, 'cake');
  await pos.redeem(used.code, 'TIER-3');
  const phone = await t.joined('tier@example.com');
  const page = await proveOther(t, phone, 'tier-two@example.com');
  assert.match(page, /Tier: Silver, because it is the higher of the two/);
  assert.match(await mergeSaid(t, phone, yes), /are one membership/);
  assert.equal((await phone.get(memberApi.wallet)).body.tier.id, 'silver');
  assert.equal(await balance(phone), 150 + 150 + 600 - 200);
  await issued(phone, 'cake').then(({ code }) => pos.redeem(code, 'TIER-4'));
  assert.equal((await pos.return('TIER-1', 'TIER-5')).status, 200);
  assert.equal(await balance(phone), 0);

  // A third membership that owes for goods that came back: its debt is paid by what both have.
  t.clock.turn(1);
  const third = await t.joined('tier-three@example.com');
  await pos.purchase({ member: { number: await numberOf(third) }, receiptNumber: 'TIER-6', total });
  for (const [turn, reward] of [
    'coffee',
    'cake',
    'coffee',
    'cake',
    'coffee',
    'cake',
    'coffee',
  ].entries())
    await pos.redeem((await issued(third, reward)).code, `TIER-7-${turn}`);
  await pos.return('TIER-6', 'TIER-8');
  assert.equal(await balance(third), -550);
  await merge(t, third, 'tier@example.com');
  assert.equal(await balance(third), -550);
  const fourth = await t.joined('tier-four@example.com');
  await merge(t, fourth, 'tier-three@example.com');
  assert.equal(await balance(fourth), -400);
  // Two merges back, what is sold by the first card pays it, and what comes back of the first purchases is passed on.
  await pos.purchase({ member: { number }, receiptNumber: 'TIER-9', total });
  assert.equal(await balance(fourth), 200);
  assert.deepEqual(await verifyBooks(t.context), []);
});

test('a copy has both books whole, and leaving erases both: nothing of either is in a row or a byte', async () => {
  const canary = 'canary-two@example.com';
  const other = await t.joined(canary);
  await other.post(memberApi.profile, { firstName: 'Canarytwo' });
  const otherNumber = await numberOf(other);
  const otherId = await idOf(t, canary);
  await runCommand(t.context, 'adjust', otherNumber, '30', 'Canaryreason for the wait');
  const phone = await t.joined('canary-one@example.com');
  const number = await numberOf(phone);
  await merge(t, phone, canary);
  const copy = (await phone.post(memberApi.copy)).body;
  assert.equal(copy.merges[0].number, otherNumber);
  assert.equal(copy.merged[0].id, otherId);
  assert.equal(copy.merged[0].ledgerEntries[0].details.rule, 'welcome');
  assert.deepEqual(copy.merged[0].adminActs.length, 1);
  assert.equal(copy.members[0].balance, 330);

  // Whoever asks for a code at the old address gets a mail there, which goes as well.
  await t.browser().post(memberApi.signIns, { email: canary });
  assert.equal((await phone.post(memberApi.erase, { confirm: 'yes' })).status, 200);
  const rows = await dump(t.context.store.read);
  const dataDir = t.adminSettings.DATA_DIR ?? '';
  const files = (await readdir(dataDir, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  for (const text of ['canary', 'Canary', otherNumber, number]) {
    assert.ok(!rows.includes(text), `${text} in a row`);
    for (const file of files)
      assert.ok(!(await readFile(file)).includes(text), `${text} in ${file}`);
  }
  assert.deepEqual(await verifyBooks(t.context), []);
  assert.equal((await phone.page(mergePage)).status, 303);
  // The address is free again, for whoever has it now; the gift for joining was its mailbox's already.
  assert.equal(await balance(await t.joined(canary)), 0);
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi, mergePage, paths } from '#contract/paths.ts';
import { runCommand } from '#server/tests/kit/admin.ts';
import { balance, posAt } from '#server/tests/kit/counter.ts';
import { enrol, find, idOf, numberOf } from '#server/tests/kit/members.ts';
import { merge, mergeSaid, mergeStep, proveOther } from '#server/tests/kit/model/merging.ts';
import { isSignedIn, mailsTo, owner } from '#server/tests/kit/model/moving.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
// Closing verifies every ledger.
after(() => t.close());

/** The lots of a member that have points, by their end. */
async function lotsOf(memberId: string) {
  const rows = await t.context.store.read
    .selectFrom('lots')
    .select(['remaining', 'expires_at', 'ends_at'])
    .where('member_id', '=', memberId)
    .where('remaining', '>', 0)
    .execute();
  return rows.map((row) => `${row.remaining} until ${row.ends_at ?? row.expires_at}`);
}

test('two memberships become one: every point with its end, both numbers, and one history that says so', async () => {
  const other = await t.joined('second@example.com');
  const otherNumber = await numberOf(other);
  const otherId = await idOf(t, 'second@example.com');
  const sold = { member: { number: otherNumber }, receiptNumber: 'MERGE-1', redemptions: [] };
  assert.equal((await posAt(t, 'main-1').purchase(sold)).status, 200);
  const firstSoldAt = new Date(t.clock.now()).toISOString();
  t.clock.turn(40 * 24 * 60 * 60_000);
  const phone = await t.joined('first@example.com');
  const memberId = await idOf(t, 'first@example.com');
  const number = await numberOf(phone);
  const before = [...(await lotsOf(memberId)), ...(await lotsOf(otherId))];

  const page = await proveOther(t, phone, 'second@example.com');
  assert.match(page, /160 points/, 'what the other one brings');
  assert.match(page, /310 points, each with the expiry date it has now/);
  assert.match(page, new RegExp(otherNumber.slice(2, 6)));
  assert.equal(await balance(phone), 150, 'nothing is done before the yes');
  assert.match(await mergeSaid(t, phone, { merge: 'yes' }), /box|tick|Tick|Confirm|confirm/);
  assert.equal(await balance(phone), 150);
  assert.match(await mergeSaid(t, phone, { merge: 'yes', confirm: 'yes' }), /are one membership/);

  assert.equal(await balance(phone), 310);
  assert.deepEqual((await lotsOf(memberId)).toSorted(), before.toSorted());
  assert.deepEqual(await lotsOf(otherId), []);
  const { lines } = (await phone.get(memberApi.history)).body;
  const said = lines.map(({ what }: { what: { why?: string } }) => what.why);
  assert.equal(said.filter((why: string) => why === 'From your other membership').length, 2);
  assert.equal((await phone.get(memberApi.profile)).body.merge.path, mergePage);

  // The other one's devices are out, and both addresses are told.
  assert.ok(!(await isSignedIn(other)));
  assert.ok(await isSignedIn(phone));
  const [ended] = await mailsTo(t, 'second@example.com');
  assert.match(ended?.text ?? '', /is part of your other one from now on/);
  assert.doesNotMatch(ended?.text ?? '', /first@/, 'it is not told the other address');
  const [kept] = await mailsTo(t, 'first@example.com');
  assert.match(kept?.text ?? '', /is part of yours/);

  // Its card, its number and its address still find the member, at the till and for support.
  const till = await t.onDuty('main-1');
  for (const wish of [
    { number: otherNumber },
    { email: 'second@example.com' },
    { scanned: otherNumber },
  ]) {
    const found = await find(till, wish);
    assert.equal(found.status, 200, found.text);
    assert.equal(found.body.number, number);
  }
  const enrolled = await enrol(till, 'second@example.com');
  assert.equal(enrolled.status, 200, enrolled.text);
  assert.deepEqual([enrolled.body.joined, enrolled.body.member.number], [false, number]);
  assert.match(await runCommand(t.context, 'member', 'second@example.com'), /first@example.com/);
  assert.match(await runCommand(t.context, 'member', otherNumber), /first@example.com/);
  const late = { member: { number: otherNumber }, receiptNumber: 'MERGE-2', redemptions: [] };
  assert.equal((await posAt(t, 'main-1').purchase(late)).status, 200);
  assert.equal(await balance(phone), 320);
  // A till whose answer was lost asks again; one that was offline tells of what was sold before this membership began.
  const retried = await posAt(t, 'main-1').purchase({ ...sold, soldAt: firstSoldAt });
  assert.deepEqual([retried.status, retried.body.balance], [200, 320]);
  const offline = { ...late, receiptNumber: 'MERGE-0', soldAt: firstSoldAt };
  assert.equal((await posAt(t, 'main-1').purchase(offline)).status, 200);
  assert.equal(await balance(phone), 330);

  // What was bought there can be returned, and its points go back from here.
  const back = await posAt(t, 'main-1').return('MERGE-1', 'MERGE-3');
  assert.equal(back.status, 200, back.text);
  assert.deepEqual([back.body.member.number, back.body.balance], [number, 320]);
  assert.equal(await balance(phone), 320);

  // Nobody joins there anew, and whoever tries is told where the points are.
  t.clock.turn(1);
  const again = t.browser();
  assert.equal((await again.post(memberApi.signIns, { email: 'second@example.com' })).status, 200);
  const [asked] = await mailsTo(t, 'second@example.com');
  assert.match(asked?.text ?? '', /sign in with your other address/);
  assert.doesNotMatch(asked?.text ?? '', /^\d{6}$/m);
  assert.equal(await owner(t, 'second@example.com'), undefined);
});

test('without the other mailbox nothing is merged: wrong codes end, another device has none, and nobody learns who is a member', async () => {
  await t.joined('mine@example.com');
  const thief = await t.joined('thief@example.com');
  const asked = await mergeSaid(t, thief, { email: 'mine@example.com' });
  const { code } = await t.lastMail('mine@example.com');
  const free = await mergeSaid(t, thief, { email: 'free-one@example.com' });
  const neutral = (text: string) => text.replaceAll(/mine@|free-one@/g, '');
  assert.equal(neutral(asked), neutral(free));
  const { code: ofNobody } = await t.lastMail('free-one@example.com');
  if (code !== ofNobody)
    assert.match(await mergeSaid(t, thief, { code }), /not the code from the mail/, 'of before');
  assert.match(await mergeSaid(t, thief, { code: ofNobody }), /Nobody has a membership/);
  assert.match(
    await mergeSaid(t, thief, { email: 'thief@example.com' }),
    /address of this membership/,
  );
  await mergeSaid(t, thief, { email: 'mine@example.com' });
  const { code: right } = await t.lastMail('mine@example.com');
  const wrong = right === '000000' ? '111111' : '000000';
  assert.match(
    await mergeSaid(t, thief, { code: '12' }),
    /5 more tries/,
    'a typing error costs none',
  );
  const elsewhere = await t.joined('thief@example.com');
  assert.match(await mergeSaid(t, elsewhere, { code: right }), /That code is over/);
  for (let tries = 0; tries < 5; tries += 1) await mergeSaid(t, thief, { code: wrong });
  assert.match(
    await mergeSaid(t, thief, { code: right }),
    /That code is over/,
    'also the right one',
  );
  assert.match(await mergeSaid(t, thief, { merge: 'yes', confirm: 'yes' }), /Begin again/);
  assert.notEqual(await owner(t, 'mine@example.com'), undefined);
  for (let asks = 0; asks < 3; asks += 1)
    await mergeSaid(t, thief, { email: `many-${asks}@example.com` });
  assert.deepEqual(await mailsTo(t, 'many-2@example.com'), [], 'a sixth ask within a day');
});

test('a session that is not fresh proves its own mailbox first, and comes back to the page', async () => {
  await t.joined('old-other@example.com');
  const phone = await t.joined('old-own@example.com');
  t.clock.turn(20 * 60_000);
  assert.match((await phone.page(mergePage)).text, /Mail a code to old-own@example.com/);
  assert.match(await mergeSaid(t, phone, { email: 'old-other@example.com' }), /Mail a code to/);
  assert.deepEqual((await mailsTo(t, 'old-other@example.com')).length, 1, 'its own sign-in only');
  const waiting = (await mergeStep(phone, { own: 'yes' })).headers.location ?? '';
  const { code } = await t.lastMail('old-own@example.com');
  const entered = await phone.form(
    memberApi.code.replace(':signInId', waiting.split('/').at(-1) ?? ''),
    { code },
    waiting,
  );
  assert.equal(entered.headers.location, mergePage);
  await merge(t, phone, 'old-other@example.com');
  assert.equal(await balance(phone), 300);
  assert.equal((await t.browser().page(mergePage)).headers.location, paths.signIn);
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi } from '#contract/paths.ts';
import { digitGroups } from '#i18n/format.ts';
import type { Store } from '#server/storage/db/store.ts';
import { putMails } from '#server/storage/people/mails.ts';
import { memberById, memberIdByAddress } from '#server/storage/people/members.ts';
import { unsubscribeTokens } from '#server/storage/people/unsubscribe-links.ts';
import { addUndoneLines } from '#server/storage/purchases/returns.ts';
import { putKey } from '#server/storage/till/idempotency-keys.ts';
import { runCommand } from '#server/tests/kit/admin.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { issue, issued, newId, posAt, said } from '#server/tests/kit/counter.ts';
import { dump } from '#server/tests/kit/dump.ts';
import { Killed, mortal } from '#server/tests/kit/events/mortal.ts';
import { foundAnywhere } from '#server/tests/kit/kept/kept-bytes.ts';
import { asked, enrol, find, idOf, numberOf } from '#server/tests/kit/members.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import { freezeAddress } from '#server/usecases/ground/freeze-address.ts';
import { transact } from '#server/usecases/ground/work.ts';
import { changeAddress } from '#server/usecases/members/change-address.ts';
import { changeBirthday } from '#server/usecases/occasions/change-birthday.ts';
import { changeFirstName } from '#server/usecases/occasions/change-name.ts';
import { checkIn } from '#server/usecases/occasions/check-in.ts';
import { wantNewsletter } from '#server/usecases/occasions/newsletter.ts';
import { noteShown } from '#server/usecases/points/notices.ts';
import { endByLink, viewChoices } from '#server/usecases/rights/end-messages.ts';
import { eraseMember } from '#server/usecases/rights/erase.ts';
import { freeze } from '#server/usecases/rights/freeze.ts';
import { memberOfLink } from '#server/usecases/rights/freeze-link.ts';
import { issueVoucher } from '#server/usecases/vouchers/issue-voucher.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const minute = 60_000;

const leave = (phone: Browser) => phone.post(memberApi.erase, { confirm: 'yes' });

const found = (texts: readonly string[]) => foundAnywhere(t, texts);

test('who leaves is found nowhere, in no row and no byte, and the books stay right', async () => {
  const address = 'canary-address@example.com';
  const till = await t.onDuty('main-1');
  const pos = posAt(t, 'main-1');
  await enrol(till, address);
  const { phone, number } = await asked(t, till, { address });
  await phone.post(memberApi.profile, { firstName: 'Canaryname' });
  await phone.post(memberApi.handOvers, { opens: '/wallet' });
  await runCommand(t.context, 'adjust', number, '300', 'Canaryreason for the wait');
  const used = await issued(phone, 'coffee');
  const redeemed = await pos.redeem(used.code, 'OLD-1', { 'idempotency-key': '"use-1"' });
  const wrong = await issued(phone, 'coffee');
  const undoneBefore = await pos.redeem(wrong.code, 'OLD-0');
  await pos.reverse(undoneBefore.body.redemptionId, 'Canaryslip said so', {
    'idempotency-key': '"undo-1"',
  });
  const line = { redemption_id: undoneBefore.body.redemptionId, line_id: '1', at: t.clock.now() };
  await t.context.store.transact(async (tx) =>
    addUndoneLines(tx, [{ member_id: await idOf(t, address), ...line, reason: 'Canaryslip' }]),
  );
  await issued(phone, 'mug');
  const sold = { member: { number }, receiptNumber: 'OLD-2', redemptions: [] };
  await pos.purchase(sold, { 'idempotency-key': '"sale-1"' });
  await find(till, { number });
  await t.browser().post(memberApi.signIns, { email: address });
  const texts = [
    address,
    'Canaryname',
    'Canaryreason',
    'Canaryslip',
    number,
    number.replace(/^(.{4})/, '$1 '),
  ];
  const standing = (await found(texts)).join('\n');
  for (const text of texts.slice(0, 5)) assert.ok(standing.includes(text), `${text} is planted`);
  const memberId = await idOf(t, address);

  const { status, headers } = await leave(phone);
  assert.equal(status, 200);
  assert.match(String(headers['set-cookie']), /session=;/);
  assert.deepEqual(await found(texts), []);
  assert.deepEqual(await verifyBooks(t.context), []);
  const row = await memberById(t.context.store.read, memberId);
  assert.equal(row?.balance, 0);
  assert.equal((await phone.get(memberApi.wallet)).status, 401);
  assert.deepEqual(said(await find(till, { number })), [404, 'member-unknown']);

  const back = await pos.return('OLD-2', 'OLD-3');
  assert.equal(back.status, 200, back.text);
  assert.equal((await pos.redeem(used.code, 'OLD-1')).body.state, 'redeemed');
  assert.deepEqual(said(await pos.redeem(used.code, 'OTHER')), [409, 'already-used']);
  const undone = await pos.reverse(redeemed.body.redemptionId, 'Canaryslip too');
  assert.equal(undone.status, 200, undone.text);
  assert.deepEqual(await found(['Canaryslip too']), []);
  const later = await memberById(t.context.store.read, memberId);
  assert.deepEqual([later?.balance, later?.debt], [0, 0], 'what came back has ended too');
  assert.deepEqual(await verifyBooks(t.context), []);

  const anew = await t.joined(address);
  assert.notEqual(await numberOf(anew), number);
});

test('a phone that is not freshly signed in, or has ticked nothing, deletes nothing', async () => {
  const phone = await t.joined('stays@example.com');
  assert.deepEqual(said(await phone.post(memberApi.erase)), [422, 'confirm-required']);
  t.clock.turn(16 * minute);
  assert.deepEqual(said(await leave(phone)), [403, 'sign-in-again']);
  assert.equal((await phone.get(memberApi.wallet)).status, 200);
});

test('while a till has a voucher reserved nobody leaves, and a minute later they do', async () => {
  const phone = await t.joined('reserved@example.com');
  const { code } = await issued(phone, 'coffee');
  const pos = posAt(t, 'main-1');
  await pos.reserve(code, 'basket', { minutes: 1 });
  assert.deepEqual(said(await leave(phone)), [423, 'voucher-reserved']);
  assert.equal((await phone.get(memberApi.wallet)).body.vouchers.length, 1);
  await pos.release(code, 'basket');
  assert.equal((await leave(phone)).status, 200);
  assert.deepEqual(said(await pos.redeem(code, 'GONE-1')), [410, 'voucher-cancelled']);
});

test('killed before or after, it is not done or done whole, and once', async () => {
  for (const lives of [0, 1]) {
    const address = `killed-${lives}@example.com`;
    const phone = await t.joined(address);
    await issue(phone, 'coffee', newId());
    const memberId = await idOf(t, address);
    await assert.rejects(eraseMember(mortal(t.context, lives), memberId, 'support'), Killed);
    // What the log of SQLite still holds goes with the next try, and at the next start.
    assert.equal((await dump(t.context.store.read)).includes(address), lives === 0);
    assert.equal(await eraseMember(t.context, memberId, 'support'), lives === 0);
    assert.deepEqual(await found([address]), []);
  }
});

test('what an act writes that began before the leaving goes too, whichever address it is to', async () => {
  const phone = await t.joined('slow@example.com');
  const [memberId, number] = [await idOf(t, 'slow@example.com'), await numberOf(phone)];
  const { store, secrets } = t.context;
  const text = `Your membership ${digitGroups(number)} has another address.`;
  const sealed = secrets.seal('mail', JSON.stringify({ to: 'former@example.com', text }));
  const began = t.clock.now() - minute;
  const answer = { till_id: 'main-1', key: 'slow', fingerprint: '', status: 200, body: number };
  const slow: Store = {
    ...mortal(t.context, 9).store,
    // It ends when the long reading has been, and before the member is locked.
    transact: async (work) => {
      await store.transact(async (tx) => {
        await putMails(tx, [{ id: 'slow', sealed, created_at: began }]);
        await putKey(tx, { ...answer, at: began, seal: null });
      });
      return store.transact(work);
    },
  };
  assert.equal(await eraseMember({ ...t.context, store: slow }, memberId, 'member'), true);
  const left = (await dump(store.read)).split('\n');
  assert.deepEqual(
    left.filter((row) => row.includes(sealed) || row.includes(number)),
    [],
  );
});

test('support erases with a flag, and that is on record', async () => {
  const phone = await t.joined('letter-gone@example.com');
  const number = await numberOf(phone);
  const memberId = await idOf(t, 'letter-gone@example.com');
  assert.match(await runCommand(t.context, 'erase', number, '--yes'), /^Erased/);
  const acts = await t.context.store.read
    .selectFrom('admin_acts')
    .select('act')
    .where('member_id', '=', memberId)
    .execute();
  assert.deepEqual(acts, [{ act: 'member-erased' }]);
  assert.equal((await phone.get(memberApi.profile)).status, 401);
  const pos = posAt(t, 'main-1');
  const late = { member: { number }, receiptNumber: 'GONE-2' };
  assert.deepEqual(said(await pos.purchase(late)), [404, 'member-unknown']);
  const byId = { member: { memberId }, receiptNumber: 'GONE-3' };
  assert.deepEqual(said(await pos.purchase(byId)), [404, 'member-unknown']);
});

test('an act that found the member before they left writes nothing of them back', async () => {
  const address = 'meanwhile@example.com';
  await t.joined(address);
  const memberId = await idOf(t, address);
  const link = freezeAddress(t.context, { id: memberId, address }, t.clock.now());
  const token = new URL(link).pathname.split('/').at(-1) ?? '';
  assert.deepEqual(await memberOfLink(t.context, token), { memberId, isFrozen: false });
  await eraseMember(t.context, memberId, 'support');
  const telling = { memberId, language: 'en', place: null };
  const session = { memberId, placement: null };
  const signedOut = { refusal: { key: 'signed-out' } };
  for (const act of [
    () => changeFirstName(t.context, session, { firstName: 'Back', language: 'en' }),
    () => changeBirthday(t.context, session, { birthday: { month: 2, day: 3 }, language: 'en' }),
    () => wantNewsletter(t.context, telling),
    () => freeze(t.context, memberId, 'mail'),
    () => noteShown(t.context, memberId),
    () => issueVoucher(t.context, { memberId, id: newId(), rewardId: 'coffee', storeId: null }),
    () => checkIn(t.context, { memberId, storeId: 'main', code: '123456' }),
  ]) {
    await assert.rejects(act(), signedOut);
  }
  assert.equal(await changeAddress(t.context, { memberId, address }), 'gone');
  assert.equal(await memberIdByAddress(t.context.store.read, address), undefined);
  assert.equal(await memberOfLink(t.context, token), null);
});

test('the switches of an old mailbox end when the member moves to another', async () => {
  const [address, next] = ['left-box@example.com', 'new-box@example.com'];
  await t.joined(address);
  const memberId = await idOf(t, address);
  const tokens = await transact(t.context, (work) =>
    unsubscribeTokens(work, [memberId], 'tier', () => 'AbcdefghijklmnoP'),
  );
  const token = tokens.get(memberId) ?? '';
  const link = freezeAddress(t.context, { id: memberId, address }, t.clock.now());
  const freezing = new URL(link).pathname.split('/').at(-1) ?? '';
  assert.ok(await memberOfLink(t.context, freezing));
  // The same again, and a link of nobody, are answered without a write.
  await endByLink(t.context, token);
  await endByLink(mortal(t.context, 0), token);
  const nobody = endByLink(mortal(t.context, 0), 'AAAAAAAAAAAAAAAA');
  await assert.rejects(nobody, { refusal: { key: 'not-found' } });

  assert.equal(await changeAddress(t.context, { memberId, address: next }), 'changed');
  assert.equal(await memberOfLink(t.context, freezing), null);
  assert.equal(await viewChoices(t.context, token), null);
});

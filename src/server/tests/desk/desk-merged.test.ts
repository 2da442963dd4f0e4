import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { deskApi } from '#contract/desk/desk-paths.ts';
import { memberApi } from '#contract/paths.ts';
import type { DeskRight } from '#domain/desk/desk-role.ts';
import type { EarningRule } from '#domain/program/earning-rule.ts';
import { balance, issued, posAt } from '#server/tests/kit/counter.ts';
import { administrator, type Signed } from '#server/tests/kit/desk/at-desk.ts';
import { idOf, numberOf } from '#server/tests/kit/members.ts';
import { merge } from '#server/tests/kit/model/merging.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';

// The desk's page of a membership that was merged into another one: an older tab, a note of the watch list, an event's id.

const earning: readonly EarningRule[] = [
  {
    id: 'sorry',
    kind: 'apology',
    name: { en: 'We are sorry' },
    points: 60,
    when: {},
    limits: { perMember: { count: 2, every: 'month' } },
  },
];

let t: Tillpass;
let support: Signed;
before(async () => {
  t = await startTillpass({ program: { ...testProgram, earning } });
  support = await administrator(t, 'Sam', 'support');
});
// Closing verifies every ledger.
after(() => t.close());

const at = (pattern: string, id: string) => pattern.replace(':memberId', id);
const read = async (pattern: string, id: string) =>
  (await support.browser.get(at(pattern, id))).body;
const act = (right: DeskRight, pattern: string, id: string, body: object = {}) =>
  support.proved(right, id, at(pattern, id), body);

/** @param before what happens to the membership that ends */
async function merged(name: string, before: (id: string) => Promise<unknown> = async () => {}) {
  const [ended, kept] = [`${name}-old@example.com`, `${name}@example.com`];
  const other = await t.joined(ended);
  const formerNumber = await numberOf(other);
  const formerId = await idOf(t, ended);
  await before(formerId);
  const phone = await t.joined(kept);
  await merge(t, phone, ended);
  return { phone, formerId, formerNumber, id: await idOf(t, kept), number: await numberOf(phone) };
}

test('its page, lists, card and copy are those of the membership that goes on', async () => {
  const { phone, formerId, id, number } = await merged('page');
  const { id: redemptionId } = await issued(phone, 'small');
  const page = await read(deskApi.member, formerId);
  assert.deepEqual([page.id, page.number, page.spendable], [id, number, await balance(phone)]);
  assert.equal(page.devices.length, 1);
  const vouchers = await read(deskApi.memberVouchers, formerId);
  assert.deepEqual(
    vouchers.rows.map((row: { id: string }) => row.id),
    [redemptionId],
  );
  const history = await read(deskApi.memberHistory, formerId);
  assert.deepEqual(history, await read(deskApi.memberHistory, id));
  const card = await support.browser.post(at(deskApi.memberCard, formerId));
  assert.equal(card.body.number, number, card.text);
  const copy = await act('copy-member', deskApi.copyMember, formerId);
  assert.match(copy.headers['content-disposition'] as string, new RegExp(`${number}\\.json`));
  assert.equal(copy.body.members[0].id, id);
  const { rows } = await read(deskApi.memberActs, id);
  const acts = new Set(rows.map((row: { act: string }) => row.act));
  for (const done of ['member-found', 'card-printed', 'member-copied'])
    assert.ok(acts.has(done), done);
});

test('what is done on it is done to the membership that goes on', async () => {
  const { phone, formerId } = await merged('acts');
  const had = await balance(phone);
  const done = async (right: DeskRight, pattern: string, body: object = {}) => {
    const answer = await act(right, pattern, formerId, body);
    assert.equal(answer.status, 200, answer.text);
  };
  const points = { id: randomUUID(), points: 40, why: 'Wrong price' };
  await done('adjust-points', deskApi.adjust, points);
  await done('apologise', deskApi.apologise, { ...points, id: randomUUID() });
  assert.equal(await balance(phone), had + 80);
  await done('freeze-member', deskApi.freezeMember);
  assert.ok((await read(deskApi.member, formerId)).frozenAt);
  await done('thaw-member', deskApi.thawMember);
  await done('end-member-sessions', deskApi.endMemberSessions);
  assert.equal((await phone.get(memberApi.wallet)).status, 401);
});

test('points that were given before the merge are not given again when the page sends them again', async () => {
  const points = { id: randomUUID(), points: 40, why: 'Wrong price' };
  const sorry = { ...points, id: randomUUID() };
  const send = async (id: string) => {
    for (const [right, pattern, body] of [
      ['adjust-points', deskApi.adjust, points],
      ['apologise', deskApi.apologise, sorry],
    ] as const) {
      const answer = await act(right, pattern, id, body);
      assert.equal(answer.status, 200, answer.text);
    }
  };
  const { phone, formerId, id } = await merged('again', send);
  assert.equal(await balance(phone), 150 + 150 + 80);
  await send(formerId);
  await send(id);
  assert.equal(await balance(phone), 150 + 150 + 80);
});

test('a voucher of it is undone from either page, and its points come to the one that goes on', async () => {
  const used: string[] = [];
  const { phone, formerId, id } = await merged('undo', async () => {
    const other = await t.joined('undo-old@example.com');
    for (const reward of ['small', 'small']) {
      const { code, id: redemptionId } = await issued(other, reward);
      assert.equal((await posAt(t, 'main-1').redeem(code, `U-${used.length}`)).status, 200);
      used.push(redemptionId);
    }
  });
  for (const [index, member] of [formerId, id].entries()) {
    const wish = { redemptionId: used[index], why: 'Somebody else used it' };
    const undone = await act('undo-voucher', deskApi.undoVoucher, member, wish);
    assert.equal(undone.status, 200, undone.text);
  }
  assert.equal(await balance(phone), 300);
  const { rows } = await read(deskApi.memberActs, id);
  assert.equal(rows.filter((row: { act: string }) => row.act === 'voucher-undone').length, 2);
});

test('erasing there asks for the number of today, and erases both', async () => {
  const { formerId, formerNumber, id, number } = await merged('erase');
  const erase = (typed: string) =>
    act('erase-member', deskApi.eraseMember, formerId, { number: typed });
  for (const typed of ['-', formerNumber])
    assert.equal((await erase(typed)).body.error.key, 'desk-other-number', typed);
  assert.equal((await erase(number)).status, 200);
  for (const gone of [formerId, id])
    assert.equal((await read(deskApi.member, gone)).error.key, 'member-unknown');
  assert.deepEqual(await verifyBooks(t.context), []);
});

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { deskApi } from '#contract/desk/desk-paths.ts';
import { memberApi } from '#contract/paths.ts';
import type { DeskRight } from '#domain/desk/desk-role.ts';
import type { EarningRule } from '#domain/program/earning-rule.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { balance, issued, posAt } from '#server/tests/kit/counter.ts';
import { administrator, type Signed } from '#server/tests/kit/desk/at-desk.ts';
import { numberOf } from '#server/tests/kit/members.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

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
after(() => t.close());

const idOf = async (phone: Browser) => (await find(await numberOf(phone))).body.rows[0].id;
const find = (text: string, more = {}) =>
  support.browser.post(deskApi.members, { find: text, ...more });
const at = (pattern: string, id: string) => pattern.replace(':memberId', id);
const act = (right: DeskRight, pattern: string, id: string, body: object = {}) =>
  support.proved(right, id, at(pattern, id), body);
const named = async (address: string, name: string) => {
  const phone = await t.joined(address, 'K1');
  assert.equal((await phone.post(memberApi.profile, { firstName: name })).status, 200);
  return phone;
};

test('a member is found by address, number, name, voucher digits and receipt', async () => {
  const phone = await named('zora@example.com', 'Zora');
  const number = await numberOf(phone);
  const { code } = await issued(phone, 'small');
  const sold = { receiptNumber: 'Z-4711', member: { number } };
  assert.equal((await posAt(t, 'main-2').purchase(sold)).status, 200);
  const spoken = number.replace(/^(.{4})/, '$1 ');
  for (const text of ['ZORA@example.com', number, spoken, 'zor', 'ZO', code, 'Z-4711']) {
    const { body } = await find(text);
    assert.deepEqual(
      body.rows.map((row: { number: string }) => row.number),
      [number],
      text,
    );
  }
  for (const text of ['nobody@example.com', 'orra', 'Z-47', '%', '   '])
    assert.deepEqual((await find(text)).body.rows, [], text);
});

test('who opens a member’s page is written down, once for a page that stays open', async () => {
  const phone = await t.joined('looked@example.com');
  const id = await idOf(phone);
  const looks = async () => {
    const { body } = await support.browser.get(deskApi.acts);
    return body.rows.filter(
      (row: { act: string; member: { id: string } | null }) =>
        row.act === 'member-found' && row.member?.id === id,
    ).length;
  };
  assert.equal(await looks(), 0);
  for (let again = 0; again < 3; again += 1)
    assert.equal((await support.browser.get(at(deskApi.member, id))).status, 200);
  await support.browser.get(at(deskApi.memberHistory, id));
  assert.equal(await looks(), 1);
  const viewer = await administrator(t, 'Vic', 'viewer');
  await viewer.browser.get(at(deskApi.member, id));
  assert.equal(await looks(), 2);
  const editor = await administrator(t, 'Ed', 'editor');
  const { rows } = (await editor.browser.get(deskApi.acts)).body;
  assert.ok(rows.every(({ member }: { member: unknown }) => member === null));
});

test('support says sorry with points, once for an id, and the member reads it', async () => {
  const phone = await t.joined('sorry@example.com');
  const id = await idOf(phone);
  const before = await balance(phone);
  const body = { id: randomUUID(), points: 50, why: 'Sorry for the long wait' };
  for (let again = 0; again < 2; again += 1)
    assert.equal((await act('apologise', deskApi.apologise, id, body)).status, 200);
  assert.equal(await balance(phone), before + 50);
  assert.match((await phone.page('/history')).text, /Sorry for the long wait/);
  assert.match((await t.lastMail('sorry@example.com')).text, /Sorry for the long wait/);
  const refusals: readonly [object, string][] = [
    [{ points: 61 }, 'desk-sorry-too-many'],
    [{ why: ' \u200b ' }, 'desk-why'],
    [{ ruleId: 'gone' }, 'desk-sorry-no-rule'],
  ];
  for (const [change, key] of refusals) {
    const answer = await act('apologise', deskApi.apologise, id, {
      ...body,
      id: randomUUID(),
      ...change,
    });
    assert.equal(answer.body.error.key, key);
  }
});

test('points are adjusted up and down, and never more is taken than there is', async () => {
  const phone = await t.joined('adjusted@example.com');
  const id = await idOf(phone);
  const before = await balance(phone);
  const adjust = (points: number, same = randomUUID()) =>
    act('adjust-points', deskApi.adjust, id, { id: same, points, why: 'Put right' });
  assert.equal((await adjust(30)).status, 200);
  assert.equal((await adjust(-10)).status, 200);
  assert.equal(await balance(phone), before + 20);
  assert.equal((await adjust(-100_000)).body.error.key, 'points-short');
  assert.equal((await adjust(0)).body.error.key, 'desk-points');
  const same = randomUUID();
  await adjust(1, same);
  assert.equal((await adjust(2, same)).body.error.key, 'id-taken');
  const { rows } = (await support.browser.get(deskApi.acts)).body;
  const [row] = rows.filter(({ act }: { act: string }) => act === 'points-adjusted');
  assert.equal(row.actor, 'Sam');
});

test('a member is frozen, thawed and signed out; expired points come back only where there are any', async () => {
  const phone = await t.joined('stolen@example.com');
  const id = await idOf(phone);
  const page = async () => (await support.browser.get(at(deskApi.member, id))).body;
  await support.browser.post(at(deskApi.freezeMember, id));
  assert.notEqual((await page()).frozenAt, null);
  const unproved = await support.browser.post(at(deskApi.thawMember, id));
  assert.equal(unproved.body.error.key, 'desk-prove');
  await act('thaw-member', deskApi.thawMember, id);
  assert.equal((await page()).frozenAt, null);
  assert.equal((await page()).devices.length, 1);
  await support.browser.post(at(deskApi.endMemberSessions, id));
  assert.equal((await page()).devices.length, 0);
  const back = await act('reinstate-points', deskApi.reinstate, id);
  assert.equal(back.body.points, 0);
});

test('who has left is found by nothing, and nobody’s id is nobody’s', async () => {
  const phone = await named('left@example.com', 'Lefty');
  const id = await idOf(phone);
  const { eraseMember } = await import('#server/usecases/rights/erase.ts');
  await eraseMember(t.context, id, 'support');
  assert.deepEqual((await find('lefty')).body.rows, []);
  for (const one of [id, 'nobody'])
    assert.equal(
      (await support.browser.get(at(deskApi.member, one))).body.error.key,
      'member-unknown',
    );
  const given = await act('adjust-points', deskApi.adjust, id, {
    id: randomUUID(),
    points: 5,
    why: 'Late',
  });
  assert.equal(given.body.error.key, 'member-unknown');
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { posApi } from '#contract/paths.ts';
import { limits } from '#domain/limit.ts';
import { checkDigitOf } from '#domain/values/check-digit.ts';
import { countUp } from '#server/storage/people/limits.ts';
import type { Seen } from '#server/tests/kit/browser.ts';
import { issued, posAt } from '#server/tests/kit/counter.ts';
import { joinDirectly } from '#server/tests/kit/join-directly.ts';
import { asked, find, numberOf, readOut } from '#server/tests/kit/members.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

/** What a stolen key or device can try, and what an honest one can still do meanwhile. */

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const nobodys = (turn: number): string => {
  const body = String(turn).padStart(11, '9');
  return body + checkDigitOf(body);
};
const lookUp = (tillId: string, email: string) =>
  posAt(t, tillId).post(posApi.findMember, { email });
const counted = (answers: readonly Seen[], status: number) =>
  answers.filter((answer) => answer.status === status).length;
const events = async (kind: 'till.guessed' | 'member.looked-up') => {
  const { read } = t.context.store;
  const rows = await read.selectFrom('events').selectAll().where('kind', '=', kind).execute();
  return rows.map(({ data, member_id }) => ({ memberId: member_id, ...JSON.parse(data) }));
};

test('a hundred codes sent at once are tried no oftener than in turn, and it is told', async () => {
  const pos = posAt(t, 'harbour-1');
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, turn) => pos.look(nobodys(turn))),
  );
  assert.deepEqual([counted(answers, 404), counted(answers, 429)], [60, 40]);
  const { code } = await issued(await t.joined('right@example.com'), 'small');
  assert.equal((await pos.look(code)).status, 429, 'the right one waits as well');
  const told = await events('till.guessed');
  const told60 = { tillId: 'harbour-1', what: 'code', limit: 60, minutes: 10 };
  assert.deepEqual(told, [{ memberId: null, ...told60 }]);
});

test('a till hears with each answer how much room is left, and refused, when there is some again', async () => {
  t.clock.turn(10 * 60_000);
  const pos = posAt(t, 'harbour-1');
  const { code } = await issued(await t.joined('room@example.com'), 'small');
  const said = ({ status, headers }: Seen) => {
    const [, room, reset] =
      /^"till:wrong-code";r=(\d+);t=(\d+)$/.exec(String(headers.ratelimit)) ?? [];
    const after = headers['retry-after'];
    return { status, room: Number(room), reset: Number(reset), after: after && Number(after) };
  };
  const right = await pos.look(code);
  assert.equal(right.headers['ratelimit-policy'], '"till:wrong-code";q=60;w=600');
  const { reset } = said(right);
  assert.deepEqual(said(right), { status: 200, room: 60, reset, after: undefined });
  assert.ok(reset > 0 && reset <= 600);
  for (let turn = 0; turn < 59; turn += 1) await pos.look(nobodys(turn));
  t.clock.turn(1_000);
  assert.deepEqual(said(await pos.look(nobodys(59))), {
    status: 404,
    room: 0,
    reset: reset - 1,
    after: undefined,
  });
  for (const answer of [
    await pos.look(code),
    await pos.redeem(code, 'full'),
    await pos.look('1'),
  ]) {
    const { status, room, reset: until, after } = said(answer);
    assert.deepEqual(
      { room, until, after },
      { room: 0, until: reset - 1, after: status === 429 ? until : undefined },
    );
  }
  // Another till has its own limit; an answer that counts nothing has no header.
  assert.equal(said(await posAt(t, 'main-2').look(code)).room, 60);
  assert.equal((await pos.reverse('none', 'why')).headers.ratelimit, undefined);
  t.clock.turn(reset * 1_000);
  assert.equal(said(await pos.look(code)).room, 60);
});

test('a web shop asks for the address of each checkout, and goes on redeeming', async () => {
  t.clock.turn(10 * 60_000);
  const { code } = await issued(await t.joined('buyer@example.com'), 'small');
  const strangers = Array.from({ length: 600 }, (_, turn) =>
    lookUp('main-1', `guest-${turn}@example.com`),
  );
  assert.equal(counted(await Promise.all(strangers), 404), 600);
  assert.equal((await lookUp('main-1', 'guest-600@example.com')).status, 429);
  assert.equal((await posAt(t, 'main-1').redeem(code, 'W-1')).status, 200);
  const number = await numberOf(await t.joined('sold-to@example.com'));
  const sold = await posAt(t, 'main-1').purchase({ member: { number }, receiptNumber: 'W-2' });
  assert.equal(sold.status, 200);
});

test('numbers of nobody end at sixty, and codes are redeemed all the same', async () => {
  t.clock.turn(10 * 60_000);
  const { code } = await issued(await t.joined('offline@example.com'), 'small');
  const pos = posAt(t, 'main-2');
  const sell = (number: string, turn: number) =>
    pos.purchase({ member: { number }, receiptNumber: `N-${turn}` });
  for (let turn = 0; turn < 60; turn += 1)
    assert.equal((await sell('0000000000', turn)).status, 404);
  assert.equal((await sell('0000000000', 60)).status, 429);
  assert.equal((await pos.redeem(code, 'N-61')).status, 200);
});

test('whom an associate finds by address or number is written down, and sixty different ones are enough', async () => {
  t.clock.turn(10 * 60_000);
  const till = await t.onDuty('main-2');
  for (let turn = 0; turn < 61; turn += 1) await joinDirectly(t, `seen-${turn}@example.com`);
  const look = (turn: number) => find(till, { email: `seen-${turn}@example.com` });
  const before = (await events('member.looked-up')).length;
  for (let turn = 0; turn < 60; turn += 1) assert.equal((await look(turn)).status, 200);
  assert.equal((await look(0)).status, 200, 'the same again is no further one');
  assert.equal((await look(60)).status, 429);
  const { code } = await issued(await t.joined('stands-there@example.com'), 'small');
  assert.equal((await find(till, { scanned: code })).status, 200, 'who stands there is scanned');
  const told = (await events('member.looked-up')).slice(before);
  assert.equal(told.length, 60);
  assert.equal(new Set(told.map(({ memberId }) => memberId)).size, 60);
  assert.deepEqual(
    new Set(told.map(({ by, tillId }) => `${by} ${tillId}`)),
    new Set(['address main-2']),
  );
  assert.ok(told.every(({ associateId }) => typeof associateId === 'string'));
});

test('a number sent as scanned is no way around it, and whose voucher is scanned is found meanwhile', async () => {
  t.clock.turn(10 * 60_000);
  const till = await t.onDuty('main-2');
  const [first, second] = [
    await t.joined('card-1@example.com'),
    await t.joined('card-2@example.com'),
  ];
  const before = (await events('member.looked-up')).length;
  await t.context.store.transact(async (tx) => {
    const { scannedNumber } = limits;
    for (let turn = 1; turn < scannedNumber.atMost; turn += 1)
      await countUp(tx, scannedNumber, 'main-2', t.clock.now());
  });
  const card = await numberOf(first);
  for (const scanned of [card, card]) assert.equal((await find(till, { scanned })).status, 200);
  assert.equal((await find(till, { scanned: await numberOf(second) })).status, 429);
  const { code } = await issued(second, 'small');
  assert.equal((await find(till, { scanned: code })).status, 200);
  assert.equal((await events('member.looked-up')).length, before, 'a scan is not written down');
  assert.equal((await find(till, { number: card })).status, 200);
  assert.equal((await events('member.looked-up')).length, before + 1, 'a look-up after it is');
});

test('a till’s wrong codes to members’ questions end at thirty, over all of them at once', async () => {
  t.clock.turn(10 * 60_000);
  const till = await t.onDuty('main-1');
  const questions = [];
  for (let turn = 0; turn < 8; turn += 1) {
    questions.push(await asked(t, till, { address: `asked-${turn}@example.com` }));
  }
  const wrong = (code: string) => (code === '000000' ? '000001' : '000000');
  const tries = questions.flatMap((one) => Array.from({ length: 5 }, () => one));
  const answers = await Promise.all(tries.map(({ id, code }) => readOut(till, id, wrong(code))));
  assert.deepEqual(
    [counted(answers, 422) + counted(answers, 410), counted(answers, 429)],
    [30, 10],
  );
  const last = questions.at(-1);
  assert.equal((await readOut(till, last?.id ?? '', last?.code ?? '')).status, 429);
  assert.equal((await events('till.guessed')).at(-1)?.what, 'confirmation-code');
});

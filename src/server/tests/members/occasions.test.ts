import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { paths } from '#contract/paths.ts';
import type { EarningRule } from '#domain/program/earning-rule.ts';
import { atOnce, balance, wallet } from '#server/tests/kit/counter.ts';
import { enrol } from '#server/tests/kit/members.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { changeAddress } from '#server/usecases/members/change-address.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';

const earning: readonly EarningRule[] = [
  {
    ...{ id: 'opening', kind: 'joining', name: { en: 'Opening week', ar: 'أسبوع الافتتاح' } },
    ...{ points: 30, when: { stores: ['main'] }, limits: { budget: 80 } },
  },
];
/** The same for ever, for tests about something else. */
const always = earning.map((rule) => ({ ...rule, limits: {} }));

let t: Tillpass;
before(async () => {
  t = await startTillpass();
  await loadProgram(t.context, { ...testProgram, earning });
});
// Closing verifies every ledger, and what rules gave for each occasion.
after(() => t.close());

test('joining gives what the poster said, names the rule in the history, and gives the last one what is left', async () => {
  const stranger = t.browser();
  const promised = async () => (await stranger.get(paths.poster('M1'))).text;
  assert.match(await promised(), /180/);
  const phone = await t.joined('first@example.com', 'M1');
  const { history } = await wallet(phone);
  assert.deepEqual(
    history.map(({ points, what }: { points: number; what: object }) => [points, what]),
    [
      [30, { rule: 'award', name: 'Opening week' }],
      [150, { rule: 'welcome' }],
    ],
  );
  assert.equal(await balance(await t.joined('second@example.com', 'M1')), 180);
  assert.match(await promised(), /170/);
  assert.equal(await balance(await t.joined('third@example.com', 'M1')), 170);
  assert.equal(await balance(await t.joined('fourth@example.com', 'M1')), 150);
});

test('who was enrolled at a till joins in its store, wherever they sign in, and the mail says so', async () => {
  await loadProgram(t.context, { ...testProgram, earning: always });
  const till = await t.onDuty('main-1');
  await enrol(till, 'enrolled@example.com');
  const mail = await t.lastMail('enrolled@example.com');
  assert.match(mail.text, /180 points/);
  t.clock.turn(1);
  assert.equal(await balance(await t.joined('enrolled@example.com')), 180);
});

test('a member whose address was changed does not join again, whatever joining gives by then', async () => {
  await loadProgram(t.context, { ...testProgram, earning: [], welcomePoints: 0 });
  assert.equal(await balance(await t.joined('before@example.com')), 0);
  await loadProgram(t.context, { ...testProgram, earning: always });
  const found = await t.context.store.read
    .selectFrom('members')
    .select('id')
    .where('address', '=', 'before@example.com')
    .executeTakeFirstOrThrow();
  await changeAddress(t.context, { memberId: found.id, address: 'after@example.com' });
  t.clock.turn(1);
  assert.equal(await balance(await t.joined('after@example.com', 'M1')), 0);
});

test('a budget holds when several join at once', async () => {
  const scarce = earning.map((rule) => ({ ...rule, id: 'scarce', limits: { budget: 50 } }));
  await loadProgram(t.context, { ...testProgram, earning: scarce });
  const phones = await atOnce(4, (turn) => t.joined(`at-once-${turn}@example.com`, 'M1'));
  const balances = await Promise.all(phones.map((phone) => balance(phone)));
  assert.deepEqual(balances.toSorted(), [150, 150, 170, 180]);
});

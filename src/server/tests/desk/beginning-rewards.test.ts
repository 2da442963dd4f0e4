import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { DeskAudit } from '#contract/desk/desk-audit.ts';
import type { DeskBeginning } from '#contract/desk/desk-begin.ts';
import { deskApi } from '#contract/desk/desk-paths.ts';
import { runCommand } from '#server/tests/kit/admin.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { begun, tokenOf } from '#server/tests/kit/desk/at-desk.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { readWork } from '#server/usecases/ground/work.ts';

let t: Tillpass;
let desk: Browser;
before(async () => {
  t = await startTillpass({ program: null });
  const printed = await runCommand(t.context, 'begin', 'Olga');
  ({ browser: desk } = await begun(t, tokenOf(/http\S+/.exec(printed)?.[0] ?? '')));
  await choose('any');
});
after(() => t.close());

const view = async (): Promise<DeskBeginning> => (await desk.get(deskApi.beginning)).body;
const choose = async (template: string) => {
  const { revision } = await view();
  const answer = await desk.post(deskApi.beginTemplate, { revision, template, name: 'Flowers' });
  assert.equal(answer.status, 200, answer.text);
};
const all = ['wrapping', 'off-100', 'off-200', 'present'];
const save = async (
  kept: readonly string[],
  names: object[] = [],
  amounts?: readonly { readonly id: string; readonly amount: string }[],
) => {
  const { revision } = await view();
  return desk.post(deskApi.beginRewards, { revision, kept, names, ...(amounts && { amounts }) });
};
const place = async (currency: string, purchase: string) => {
  const { revision } = await view();
  const where = { languages: ['ar'], currency, timeZone: 'Asia/Dubai', purchase };
  assert.equal((await desk.post(deskApi.beginPlace, { revision, ...where })).status, 200);
};
const rewards = async () => (await readWork(t.context)).program.rewards;
const notLookedAt = async () => {
  const { body } = await desk.get(deskApi.audit);
  return (body as DeskAudit).findings
    .filter(({ key }) => key === 'reward-not-looked-at')
    .map(({ mend }) => (mend.at === 'program' ? mend.path.join() : ''));
};

test('the template’s rewards are listed before anybody goes live, and the audit knows that nobody looked', async () => {
  const { rewards: listed, done } = await view();
  assert.deepEqual(
    listed.map(({ id, points, isKept, isNamed }) => [id, points, isKept, isNamed]),
    [
      ['wrapping', 60, true, true],
      ['off-100', 100, true, false],
      ['off-200', 200, true, false],
      ['present', 300, true, true],
    ],
  );
  assert.equal(listed.at(-1)?.tier?.en, 'Silver');
  assert.ok(!done.includes('rewards'));
  assert.deepEqual(await notLookedAt(), ['rewards,0', 'rewards,3'], 'money off is had everywhere');
});

test('what is taken away is gone, and what is called otherwise is that for members and at the till', async () => {
  const names = [
    { id: 'wrapping', language: 'en', name: ' A rose ' },
    { id: 'wrapping', language: 'ar', name: 'وردة' },
  ];
  assert.equal((await save(['wrapping', 'off-100'], names)).status, 200);
  const [rose, ...others] = await rewards();
  assert.deepEqual(
    others.map(({ id }) => id),
    ['off-100'],
  );
  assert.deepEqual(rose?.name, { en: 'A rose', ar: 'وردة' });
  assert.deepEqual(rose?.worth, { kind: 'free-product', product: rose?.name });
  assert.match(rose?.instruction.en ?? '', /A rose/);
  assert.match(rose?.instruction.ar ?? '', /وردة/);
  assert.equal(rose?.about, undefined, 'nothing is said of what it was');
  assert.ok((await view()).done.includes('rewards'));
  assert.deepEqual(await notLookedAt(), []);
});

test('what was said stays when other steps are saved, and can be taken back', async () => {
  await place('AED', '80');
  assert.equal((await rewards())[0]?.name.en, 'A rose');
  assert.equal((await save(all)).status, 200, 'a name that is not sent again stays');
  assert.equal((await rewards())[0]?.name.en, 'A rose');
  assert.equal((await rewards()).length, 4);
});

test('a shop keeps a reward that everybody may have, and each has a name', async () => {
  const fault = async (...wish: Parameters<typeof save>) => {
    const before = await view();
    const { status, body } = await save(...wish);
    assert.equal(status, 422, JSON.stringify(body));
    assert.deepEqual(await view(), before, 'nothing is half saved');
    return `${body.error.details.field}: ${body.error.details.fault}`;
  };
  assert.equal(await fault([]), 'kept: no-reward');
  assert.equal(await fault(['present']), 'kept: no-reward', 'silver members only');
  const named = (name: string) => [
    { id: 'present', language: 'en', name: 'A bulb' },
    { id: 'present', language: 'ar', name },
  ];
  assert.equal(await fault(all, named(' ')), 'names.present.ar: empty');
  assert.equal(await fault(all, named('x'.repeat(60))), 'names.present.ar: long');
});

test('money off is as much as the shop says, in every word, until the currency is another one', async () => {
  const off = async () => {
    const reward = (await rewards()).find(({ id }) => id === 'off-100');
    assert.equal(reward?.worth.kind, 'amount-off');
    return { worth: reward?.worth, name: reward?.name.en, points: reward?.points };
  };
  const { rewards: listed } = await view();
  assert.deepEqual(
    listed.map(({ amount }) => amount),
    [null, '25.00', '50.00', null],
  );
  assert.equal((await save(all, [], [{ id: 'off-100', amount: '١٢٫٥٠' }])).status, 200);
  const own = {
    worth: { kind: 'amount-off', minor: 1_250 },
    name: 'AED\u00a012.50 off',
    points: 100,
  };
  assert.deepEqual(await off(), own);
  assert.equal((await view()).rewards[1]?.amount, '12.50');
  assert.equal((await save(all)).status, 200, 'a sum that is not sent again stays');
  assert.deepEqual(await off(), own);
  await place('AED', '160');
  assert.deepEqual(await off(), own, 'what the shop has said does not follow the usual purchase');
  for (const amount of ['0', '-1', '1.999', 'five']) {
    const { status, body } = await save(all, [], [{ id: 'off-100', amount }]);
    assert.equal(status, 422, amount);
    assert.equal(body.error.details.field, 'amounts.off-100');
  }
  assert.deepEqual(await off(), own, 'nothing is half saved');
  await place('EUR', '20');
  assert.deepEqual((await off()).worth, { kind: 'amount-off', minor: 500 });
  assert.ok(
    !(await view()).done.includes('rewards'),
    'a sum of another currency is looked at again',
  );
});

test('what members get points for is said before anybody goes live, in the shop’s own money', async () => {
  const { earning } = await view();
  assert.deepEqual(earning, {
    points: 1,
    paid: { minor: 100, currency: 'EUR' },
    welcome: 60,
    birthday: 60,
    inviting: { inviter: 90, friend: 60, purchases: 2 },
    cards: [],
  });
  await place('AED', '200');
  assert.deepEqual((await view()).earning.paid, { minor: 1_000, currency: 'AED' });
  await place('AED', '10');
  const { points, paid } = (await view()).earning;
  assert.deepEqual([points, paid.minor], [2, 100], 'a cheap shop gives more for a unit');
  await choose('bakery');
  const [card] = (await view()).earning.cards;
  assert.deepEqual(card, {
    name: { en: 'Every fifth visit', ar: 'كل زيارة خامسة' },
    points: 40,
  });
});

test('another template has rewards that nobody has looked at', async () => {
  await choose('cafe');
  const { done, rewards: listed } = await view();
  assert.ok(!done.includes('rewards'));
  assert.ok(listed.every(({ isKept }) => isKept));
  assert.equal((await notLookedAt()).length, 4);
});

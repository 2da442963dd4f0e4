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
const save = async (kept: readonly string[], names: object[] = []) => {
  const { revision } = await view();
  return desk.post(deskApi.beginRewards, { revision, kept, names });
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
  const place = { languages: ['ar'], currency: 'AED', timeZone: 'Asia/Dubai', purchase: '80' };
  const { revision } = await view();
  assert.equal((await desk.post(deskApi.beginPlace, { revision, ...place })).status, 200);
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

test('another template has rewards that nobody has looked at', async () => {
  await choose('cafe');
  const { done, rewards: listed } = await view();
  assert.ok(!done.includes('rewards'));
  assert.ok(listed.every(({ isKept }) => isKept));
  assert.equal((await notLookedAt()).length, 4);
});

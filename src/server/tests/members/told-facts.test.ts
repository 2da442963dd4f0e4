import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi } from '#contract/paths.ts';
import type { EarningWay } from '#contract/profile.ts';
import { limits } from '#domain/limit.ts';
import type { EarningRule } from '#domain/program/earning-rule.ts';
import { atOnce, balance } from '#server/tests/kit/counter.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { assertRefused } from '#server/tests/kit/refused.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';

/** Given once for each of two facts. */
const steps = (['name', 'birthday'] as const).map(
  (fact, index): EarningRule => ({
    id: `tell-${fact}`,
    kind: 'profile-step',
    name: { en: fact },
    fact,
    points: 10 * (index + 1),
    when: {},
    limits: {},
  }),
);
const dayMs = 24 * 60 * 60_000;

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
// Closing verifies every ledger, and what rules gave for each fact.
after(() => t.close());

test('a member tells facts as often as people do, and can take them back always', async () => {
  await loadProgram(t.context, { ...testProgram, earning: steps });
  const phone = await t.joined('restless@example.com');
  const tell = (month: string) => phone.post(memberApi.birthday, { month, day: '' });
  const all = limits.fact.atMost;
  for (let turn = 0; turn < all; turn += 1) {
    assert.equal((await tell(`${1 + (turn % 12)}`)).status, 200);
  }
  for (const full of [
    await tell('11'),
    await phone.post(memberApi.profile, { firstName: 'Rest' }),
  ]) {
    assertRefused(full.status, full.text, 'one more');
    assert.equal(full.body.error.key, 'too-many-requests');
  }
  assert.equal((await phone.get(memberApi.profile)).body.birthday.month, 1 + ((all - 1) % 12));
  assert.equal((await tell('')).status, 200);
  t.clock.turn(dayMs);
  assert.equal((await tell('11')).status, 200);
});

test('each fact that is told earns once, also when it is taken back and told again, and who told it before says so', async () => {
  await loadProgram(t.context, { ...testProgram, earning: [] });
  const phone = await t.joined('steps@example.com');
  const name = (firstName: string) => phone.post(memberApi.profile, { firstName });
  await name('Ann');
  await loadProgram(t.context, { ...testProgram, earning: steps });
  const asked = async () =>
    (await phone.get(memberApi.earning)).body.ways.map(({ to }: EarningWay) => to?.path ?? null);
  assert.deepEqual(await asked(), [null, '/profile#name', '/profile#birthday']);
  assert.equal((await phone.get(memberApi.profile)).body.asksName, true);
  await name('Ann');
  assert.equal(await balance(phone), 160);
  for (const told of ['', 'Anna', 'Ann']) await name(told);
  await atOnce(4, () => phone.post(memberApi.birthday, { month: '2', day: '29' }));
  await phone.post(memberApi.birthday, { month: '', day: '' });
  await phone.post(memberApi.birthday, { month: '3', day: '' });
  assert.equal(await balance(phone), 180);
  assert.deepEqual(await asked(), [null]);
  const told = await t.context.store.read
    .selectFrom('fact_consents')
    .innerJoin('members', 'members.id', 'fact_consents.member_id')
    .select(['fact', 'given'])
    .where('address', '=', 'steps@example.com')
    .orderBy('fact_consents.number')
    .execute();
  assert.deepEqual(
    told.map(({ fact, given }) => `${fact} ${given}`),
    ['name 0', 'name 1', 'name 1', 'birthday 1', 'birthday 0', 'birthday 1'],
  );
});

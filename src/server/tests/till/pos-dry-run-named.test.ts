import assert from 'node:assert/strict';
import { test } from 'node:test';
import { posApi } from '#contract/paths.ts';
import { limits } from '#domain/limit.ts';
import { countUp } from '#server/storage/people/limits.ts';
import { issued, posAt, refusal, wallet } from '#server/tests/kit/counter.ts';
import { startTillpass } from '#server/tests/kit/tillpass.ts';

const dry = (path: string): string => `${path}?dryRun=true`;

test('a dry run that names a member is a look-up: counted once an hour, written down, and refused when there are too many', async () => {
  const t = await startTillpass();
  const till = 'main-1';
  const sale = (member: object) => ({
    member,
    receiptNumber: crypto.randomUUID(),
    soldAt: new Date(t.clock.now()).toISOString(),
    total: { minor: 1_000, currency: 'EUR' },
  });
  const pos = posAt(t, till);
  const joined = async (name: string) => {
    const phone = await t.joined(`${name}@named.example`);
    return { phone, number: (await wallet(phone)).member.number as string };
  };
  const [one, two, three] = [await joined('one'), await joined('two'), await joined('three')];
  const [four, five] = [await joined('four'), await joined('five')];
  const room = (answer: { headers: Record<string, unknown> }) =>
    Number(/"pos:look-up";r=(\d+)/.exec(String(answer.headers.ratelimit))?.[1]);
  const first = await pos.post(dry(posApi.purchases), sale({ number: one.number }));
  assert.deepEqual([first.status, first.body.dryRun, room(first)], [200, true, 1_199]);
  const again = await pos.post(dry(posApi.purchases), sale({ number: one.number }));
  assert.deepEqual([again.status, room(again)], [200, 1_199]);
  const ask = { memberNumber: two.number, rewardId: 'coffee', receiptNumber: 'Q' };
  const asked = await pos.post(dry(posApi.confirmations), ask);
  assert.deepEqual([asked.status, room(asked)], [200, 1_198], asked.text);
  // A number that was scanned is counted and not written down, as where somebody is found by it.
  const scanned = await pos.post(dry(posApi.purchases), sale({ scanned: three.number }));
  assert.deepEqual([scanned.status, room(scanned)], [200, 1_197], scanned.text);
  const { read } = t.context.store;
  const told = read.selectFrom('events').select('data').where('kind', '=', 'member.looked-up');
  const ways = (await told.execute()).map(({ data }) => JSON.parse(data).by);
  assert.deepEqual(ways, ['number', 'number']);
  // A voucher was shown by its member.
  const { code } = await issued(four.phone, 'coffee');
  const shown = await pos.post(dry(posApi.purchases), sale({ scanned: code }));
  assert.deepEqual([shown.status, room(shown)], [200, 1_197], shown.text);

  await t.context.store.transact(async (tx) => {
    for (let turn = 0; turn < 1_197; turn += 1)
      await countUp(tx, limits.lookUpPos, till, t.clock.now());
  });
  for (const [path, body] of [
    [posApi.purchases, sale({ number: five.number })],
    [posApi.purchases, sale({ scanned: five.number })],
    [posApi.confirmations, { ...ask, memberNumber: five.number }],
  ] as const) {
    const full = await pos.post(dry(path), body);
    assert.deepEqual([full.status, refusal(full).key], [429, 'too-many-requests'], path);
  }
  assert.equal((await pos.post(dry(posApi.purchases), sale({ number: one.number }))).status, 200);
  const real = await pos.post(posApi.purchases, sale({ number: five.number }));
  assert.equal(real.status, 200, 'what is meant goes on');
  await t.close();
});

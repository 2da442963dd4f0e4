// The same as plans.test.ts, for what rewards ask of their segments and what other systems tell.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Program } from '#domain/program/program.ts';
import { sqlitePath } from '#server/storage/engines/sqlite.ts';
import { issued, posAt, wallet } from '#server/tests/kit/counter.ts';
import { testDatabaseUrl } from '#server/tests/kit/database.ts';
import { startSource } from '#server/tests/kit/events/facts.ts';
import { numberOf } from '#server/tests/kit/members.ts';
import { ofManyMembers } from '#server/tests/kit/model/one-member.ts';
import { statementsOf, walksIn } from '#server/tests/kit/plans.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass } from '#server/tests/kit/tillpass.ts';
import { countSegments } from '#server/usecases/segments/count-segments.ts';
import { keepSegments } from '#server/usecases/segments/keep-segments.ts';

const onSqlite = { skip: testDatabaseUrl !== undefined && 'PostgreSQL plans by what it counts' };

/** Small is for one who meets conditions that ask for all that can be read. */
const program: Program = {
  ...testProgram,
  earning: [
    {
      id: 'review',
      kind: 'review',
      name: { en: 'Review' },
      points: 5,
      when: {},
      limits: { inAll: 99 },
    },
  ],
  facts: [{ id: 'app', name: { en: 'App' } }],
  segments: [
    {
      id: 'kept',
      name: { en: 'Kept' },
      all: [
        { kind: 'bought', times: 1, goods: { categories: ['bread'] } },
        { kind: 'spent', atLeastMinor: 1, within: { days: 90 } },
        { kind: 'points', atLeast: 0 },
      ],
    },
    { id: 'born', name: { en: 'Born' }, all: [{ kind: 'birthday', months: [1] }] },
  ],
  rewards: testProgram.rewards.map((one) =>
    one.id === 'small' ? { ...one, segments: ['born', 'kept'] } : one,
  ),
};

test('segments and facts find the rows of their one member by an index', onSqlite, async () => {
  const t = await startTillpass({ program });
  const phone = await t.joined('first@example.com', 'M1');
  const number = await numberOf(phone);
  const source = await startSource(t, 'shop');
  const statements = await statementsOf(async () => {
    const sale = { total: { minor: 900, currency: 'EUR' }, member: { number } };
    const lines = [
      { id: '1', minor: 400, categories: ['bread'] },
      { id: '2', minor: 500, categories: ['bread'] },
    ];
    const pos = posAt(t, 'main-2');
    assert.equal((await pos.purchase({ receiptNumber: 'S-1', ...sale, lines })).status, 200);
    const part = { lines: [{ id: '1', minor: 400 }] };
    const back = await pos.return('S-1', 'B-1', part);
    assert.equal(back.status, 200, back.text);
    const { rewards } = await wallet(phone);
    assert.ok(rewards.some(({ id }: { id: string }) => id === 'small'));
    await issued(phone, 'small');
    const at = new Date(t.clock.now()).toISOString();
    const told = await source.tell(
      { id: 'f-1', member: number, fact: 'review', at, article: 'MUG-2' },
      { id: 'f-2', member: number, fact: 'app', at },
      { id: 'f-3', member: number, fact: 'newsletter', at, withdrawn: true },
    );
    assert.deepEqual(
      told.map(({ outcome }) => outcome),
      ['taken', 'taken', 'taken'],
    );
  });
  const keeping = await statementsOf(async () => {
    while (await keepSegments(t.context)) {}
    t.clock.turn(61_000);
    while (await keepSegments(t.context)) {}
    await posAt(t, 'main-2').purchase({ receiptNumber: 'S-2', member: { number } });
    const before = await countSegments(t.context, 'en');
    assert.deepEqual(
      before.map(({ counted }) => counted),
      ['kept', 'kept'],
    );
    while (await keepSegments(t.context)) {}
  });
  const path = sqlitePath(t.adminSettings.DATA_DIR);
  assert.deepEqual(walksIn(path, statements, new Set(['reward_slots', 'pools'])), []);
  assert.deepEqual(
    walksIn(path, keeping, new Set(['segment_sweeps', 'reward_slots', 'pools'])),
    [],
  );
  // The exceptions that the acts of plans.test.ts need are not all needed here.
  const many = ofManyMembers(path, statements.keys());
  assert.deepEqual(
    many.filter((one) => !one.startsWith('no statement needs')),
    [],
    'an act names one member',
  );
  await t.close();
});

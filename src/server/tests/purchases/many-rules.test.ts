// What a sale costs does not grow by a statement for each rule that it meets.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EarningRule } from '#domain/program/earning-rule.ts';
import { posAt } from '#server/tests/kit/counter.ts';
import { testDatabaseUrl } from '#server/tests/kit/database.ts';
import { buyer, eur, line } from '#server/tests/kit/model/goods.ts';
import { timesRun } from '#server/tests/kit/plans.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass } from '#server/tests/kit/tillpass.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';

const onSqlite = { skip: testDatabaseUrl !== undefined && 'it notes what SQLite runs' };

/** So many rules of each kind that a sale meets, every one with a limit that has to be asked. */
function rulesOf(count: number): EarningRule[] {
  return Array.from({ length: count }, (_, n): EarningRule[] => {
    const common = (kind: string) => ({
      id: `${kind}-${n}`,
      name: { en: 'Rule', ar: 'قاعدة' },
      when: {},
      limits: { inAll: 900 },
    });
    return [
      {
        ...common('points'),
        kind: 'product',
        combines: 'add',
        tierRate: false,
        gives: { give: 'points', points: 2 },
        limits: { inAll: 900, perDay: 20 },
      },
      { ...common('card'), kind: 'stamps', every: 10, counts: 'visits', points: 5 },
      { ...common('goal'), kind: 'spend-goal', goalMinor: 90_000, every: 'month', points: 5 },
    ];
  }).flat();
}

test(
  'a sale that meets ninety rules runs as many statements as one that meets three',
  onSqlite,
  async () => {
    const t = await startTillpass();
    const pos = posAt(t, 'main-1');
    const { member } = await buyer(t, pos, 'ada');
    const statements = async (count: number) => {
      await loadProgram(
        t.context,
        { ...testProgram, earning: rulesOf(count) },
        { accepted: 'all' },
      );
      const sell = async (receiptNumber: string) => {
        t.clock.turn(60_000);
        const sold = { member, receiptNumber, total: eur(1_000), lines: [line('a', 1_000)] };
        const { body, text } = await pos.purchase(sold);
        assert.equal(body.earned?.length, count + 1, text);
      };
      await sell(`first of ${count}`);
      return timesRun(/./, () => sell(`second of ${count}`));
    };
    assert.equal(await statements(30), await statements(1));
    await t.close();
  },
);

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { historyDays, historyOf, randomFrom, shuffled } from '#server/tests/kit/model/history.ts';
import { PaperBook } from '#server/tests/kit/model/paper-book.ts';
import { earning, ruled } from '#server/tests/kit/model/worlds.ts';

const day = 24 * 60 * 60_000;
/** A year ends in the middle of the histories. */
const from = Date.parse('2028-12-10T10:00:00Z');
const yearly = { by: 'spend', period: 'calendar-year' } as const;
const programs = [
  { from: 0, program: ruled({ ...yearly, returns: 'lower' }) },
  { from: from + 10 * day, program: ruled({ ...yearly, downgrade: 'one-step' }, { earning }) },
  { from: from + 30 * day, program: ruled({ by: 'spend', period: 'rolling', months: 1 }) },
];

test('ten thousand histories come to the same tiers, points and awards, in whatever order and however often they are told', () => {
  for (let seed = 0; seed < 10_000; seed += 1) {
    const random = randomFrom(seed * 7_919 + 1);
    const told = historyOf(random, from, false);
    const [inOrder, inAnyOrder] = [new PaperBook(programs, from), new PaperBook(programs, from)];
    for (const one of told) inOrder.tell(one);
    for (const one of shuffled(random, told)) inAnyOrder.tell(one);
    assert.deepEqual(inAnyOrder.end(), inOrder.end(), `history ${seed} of ${historyDays} days`);
  }
});

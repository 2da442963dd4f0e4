import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { refundAt } from './refund.ts';
import { canRenew, endOfTerm, membershipTerms, type PaidTerm, runAt } from './term.ts';

const timeZone = 'Europe/Dublin';
const at = (text: string) => Date.parse(text);
const paid = (id: string, bought: string, more: Partial<PaidTerm> = {}): PaidTerm => ({
  id,
  tierId: 'plus',
  boughtAt: at(bought),
  months: 12,
  timeZone,
  sale: null,
  backAt: null,
  ...more,
});
const days = (terms: readonly { readonly from: number; readonly until: number }[]) =>
  terms.map(({ from, until }) => [new Date(from).toISOString(), new Date(until).toISOString()]);

test('a term lasts to the day before the same day, by the clock of the program', () => {
  const end = (from: string, months = 12) => new Date(endOfTerm(at(from), months, timeZone));
  assert.equal(end('2026-03-15T12:00:00Z').toISOString(), '2027-03-15T00:00:00.000Z');
  assert.equal(end('2028-02-29T12:00:00Z').toISOString(), '2029-03-01T00:00:00.000Z');
  assert.equal(end('2026-01-31T12:00:00Z', 1).toISOString(), '2026-03-01T00:00:00.000Z');
  // From winter into summer: the day begins an hour earlier by UTC.
  assert.equal(end('2026-02-01T12:00:00Z', 3).toISOString(), '2026-04-30T23:00:00.000Z');
  assert.equal(end('2026-06-30T23:30:00Z', 1).toISOString(), '2026-07-31T23:00:00.000Z');
});

test('what is bought within a term begins at its end, after a gap at once', () => {
  const first = paid('a', '2026-03-15T12:00:00Z');
  const second = paid('b', '2026-12-01T12:00:00Z', { months: 1 });
  const third = paid('c', '2028-01-01T12:00:00Z');
  const terms = membershipTerms([third, second, first]);
  assert.deepEqual(days(terms), [
    ['2026-03-15T12:00:00.000Z', '2027-03-15T00:00:00.000Z'],
    ['2027-03-15T00:00:00.000Z', '2027-04-15T00:00:00.000Z'].map((one) =>
      one.replace('04-15T00', '04-14T23'),
    ),
    ['2028-01-01T12:00:00.000Z', '2029-01-01T00:00:00.000Z'],
  ]);
  assert.deepEqual(
    terms.map(({ renews }) => renews),
    [false, true, false],
  );
  assert.equal(runAt(terms, 'plus', at('2026-05-01T00:00:00Z')).at(-1)?.id, 'b');
  assert.deepEqual(runAt(terms, 'plus', at('2027-05-01T00:00:00Z')), []);
});

test('a term can be renewed before, while and 30 days after it runs, unless it was taken back', () => {
  const can = (terms: readonly PaidTerm[], when: string) =>
    canRenew(membershipTerms(terms), 'plus', at(when));
  const year = paid('a', '2026-03-15T12:00:00Z');
  assert.ok(can([year], '2026-03-15T12:00:00Z'));
  assert.ok(can([year], '2027-04-13T23:59:59.999Z'));
  assert.ok(!can([year], '2027-04-14T00:00:00Z'));
  assert.ok(!can([{ ...year, tierId: 'gold' }], '2026-04-01T12:00:00Z'));
  const back = { ...year, backAt: at('2026-04-01T12:00:00Z') };
  assert.ok(!can([back], '2026-04-01T12:00:00Z'));
  assert.ok(can([back, paid('b', '2026-05-01T12:00:00Z')], '2026-04-02T12:00:00Z'));
});

test('a term that is taken back lets the next one begin then, and one that had not begun leaves no gap', () => {
  const back = at('2026-07-10T15:00:00Z');
  const first = paid('a', '2026-03-15T12:00:00Z', { backAt: back });
  const second = paid('b', '2026-06-01T12:00:00Z');
  assert.deepEqual(days(membershipTerms([first, second])), [
    ['2026-03-15T12:00:00.000Z', '2026-07-10T15:00:00.000Z'],
    ['2026-07-10T15:00:00.000Z', '2027-07-09T23:00:00.000Z'],
  ]);
  const never = { ...second, backAt: back };
  const third = paid('c', '2026-08-01T12:00:00Z');
  const whole = { ...first, backAt: null };
  assert.deepEqual(days(membershipTerms([whole, never, third])).slice(1), [
    ['2027-03-15T00:00:00.000Z', '2027-03-15T00:00:00.000Z'],
    ['2027-03-15T00:00:00.000Z', '2028-03-15T00:00:00.000Z'],
  ]);
});

test('in any order and number of reports the terms are the same, follow each other, and none is short', () => {
  const day = 24 * 60 * 60_000;
  const start = at('2027-12-20T10:00:00Z');
  const one = fc.record({
    bought: fc.integer({ min: 0, max: 900 }),
    months: fc.constantFrom(1, 12),
    back: fc.option(fc.integer({ min: 0, max: 400 })),
    tierId: fc.constantFrom('plus', 'gold'),
  });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 8 }), fc.nat(), (made, turn) => {
      const all = made.map(({ bought, months, back, tierId }, index): PaidTerm => {
        const boughtAt = start + bought * day;
        const backAt = back === null ? null : boughtAt + back * day;
        return { id: `${index}`, tierId, boughtAt, months, timeZone, sale: null, backAt };
      });
      const cut = all.length === 0 ? 0 : turn % all.length;
      const terms = membershipTerms(all);
      assert.deepEqual(membershipTerms([...all.slice(cut), ...all.slice(0, cut)]), terms);
      for (const tierId of ['plus', 'gold']) {
        const own = terms.filter((term) => term.tierId === tierId && term.from < term.until);
        own.forEach(({ from, until, end, months, backAt, boughtAt }, index) => {
          assert.ok(from >= boughtAt && from >= (own[index - 1]?.until ?? 0), 'none overlaps');
          assert.equal(until, backAt === null ? end : Math.min(end, backAt));
          assert.ok(end - from > (months * 30.4 - 3) * day, 'none is short');
        });
      }
    }),
    { numRuns: 300 },
  );
});

test('a refund is whole at first and before the beginning, then by days, and never below nothing', () => {
  const [term] = membershipTerms([paid('a', '2026-03-15T12:00:00Z')]);
  assert.ok(term);
  const rule = { wholeDays: 14, later: 'pro-rata', lessBenefits: false } as const;
  const back = (day: string, refund = rule as Parameters<typeof refundAt>[0]['refund'], off = 0) =>
    refundAt({ minor: 6900, refund }, term, at(`${day}T20:00:00Z`), off);
  assert.equal(back('2026-03-14'), 6900, 'not begun');
  assert.equal(back('2026-03-15'), 6900);
  assert.equal(back('2026-03-29'), 6900, 'fourteen days after the first');
  // 16 of 365 days are used: 69.00 × 349 / 365 = 65.97.
  assert.equal(back('2026-03-30'), 6597);
  assert.equal(back('2027-03-14'), 0, 'its last day');
  assert.equal(back('2026-03-30', { ...rule, later: 'none' }), 0);
  assert.equal(back('2026-03-15', { ...rule, wholeDays: 0 }), 6881);
  assert.equal(back('2026-03-30', { ...rule, lessBenefits: true }, 1597), 5000);
  assert.equal(back('2026-03-30', { ...rule, lessBenefits: true }, 9000), 0);
});

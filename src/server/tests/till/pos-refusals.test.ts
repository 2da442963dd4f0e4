import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { posApi } from '#contract/paths.ts';
import { readVoucherCode } from '#domain/scan/voucher-code.ts';
import { checkDigitOf } from '#domain/values/check-digit.ts';
import { issued, type Pos, posAt, wallet } from '#server/tests/kit/counter.ts';
import { assertUnchanged, dump } from '#server/tests/kit/dump.ts';
import { assertRefused } from '#server/tests/kit/refused.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

/** What an integrator may get wrong: each is a clear refusal with key, sentence and pointer, and nothing changes. */
let t: Tillpass;
let code: string;
let held: string;
let used: { readonly code: string; readonly id: string };
let elsewhere: string;
let number: string;
before(async () => {
  t = await startTillpass();
  const phone = await t.joined('bad-input@example.com', 'H1');
  ({ number } = (await wallet(phone)).member);
  const pos = posAt(t, 'main-1');
  used = await issued(phone, 'small');
  await pos.redeem(used.code, 'used');
  await pos.purchase({ member: { number }, receiptNumber: 'sold' });
  ({ code } = await issued(phone, 'coffee'));
  ({ code: elsewhere } = await issued(phone, 'harbour'));
  const second = await t.joined('bad-input-held@example.com');
  ({ code: held } = await issued(second, 'small'));
  await posAt(t, 'main-2').reserve(held, 'B1');
  // Found within the hour: a refusal that tells of the member is no look-up of its own.
  await pos.post(posApi.findMember, { number });
});
after(() => t.close());

const nobodys = '99999999999';
const nobody = nobodys + checkDigitOf(nobodys);
const reverse = (id: string, reason: string) => (pos: Pos) => pos.reverse(id, reason);
const sold = (more: object) => (pos: Pos) =>
  pos.purchase({ member: { number }, receiptNumber: 'new', ...more });

/** A code without one of its digits. Eleven digits may be a code without its leading zero; these are not. */
const withoutOne = (whole: string): string =>
  [...whole]
    .map((_digit, at) => whole.slice(0, at) + whole.slice(at + 1))
    .find((rest) => typeof readVoucherCode(`0${rest}`) !== 'string') ?? '';

type Case = readonly [what: string, ask: (pos: Pos) => ReturnType<Pos['look']>, ...said: Said];
type Said = readonly [status: number, key: string, pointer: string | null];

const cases: readonly Case[] = [
  ['a lost digit', (pos) => pos.look(withoutOne(code)), 422, 'code-damaged', '/scanned'],
  ['another shop’s code', (pos) => pos.look('4006381333931'), 422, 'code-not-ours', '/scanned'],
  ['a code of nobody', (pos) => pos.redeem(nobody, 'R'), 404, 'code-unknown', '/scanned'],
  ['to hold nobody’s', (pos) => pos.reserve(nobody, 'B'), 404, 'code-unknown', '/scanned'],
  ['another till’s', (pos) => pos.redeem(held, 'R'), 423, 'voucher-reserved', null],
  ['another store’s', (pos) => pos.redeem(elsewhere, 'R'), 422, 'not-in-this-store', null],
  ['a second receipt', (pos) => pos.redeem(used.code, 'R'), 409, 'already-used', null],
  ['an empty receipt', (pos) => pos.redeem(code, ''), 400, 'request-invalid', '/receiptNumber'],
  [
    'a field nobody knows',
    (pos) => pos.post(posApi.redemptions, { scanned: code, receiptNumber: 'R', amount: 5 }),
    400,
    'request-invalid',
    '/amount',
  ],
  [
    'no basket',
    (pos) => pos.post(posApi.reserve, { scanned: code }),
    400,
    'request-invalid',
    '/basketId',
  ],
  [
    'a key of two words',
    (pos) => pos.redeem(code, 'R', { 'idempotency-key': 'two words' }),
    400,
    'request-invalid',
    '/headers/idempotency-key',
  ],
  ['no reason', (pos) => pos.reverse(used.id, ' '), 422, 'reason-required', '/reason'],
  ['an unknown id', reverse('nothing', 'why'), 404, 'redemption-unknown', null],
  [
    'nobody’s number',
    sold({ member: { number: '1234567890' } }),
    404,
    'member-unknown',
    '/member/number',
  ],
  [
    'nobody’s voucher',
    sold({ member: { scanned: nobody } }),
    404,
    'code-unknown',
    '/member/scanned',
  ],
  [
    'a buyer by what finds none',
    sold({ member: { email: 'ada@example.com' } }),
    400,
    'request-invalid',
    '/member',
  ],
  [
    'a buyer’s number as a number',
    sold({ member: { number: 5 } }),
    400,
    'request-invalid',
    '/member/number',
  ],
  [
    'a buyer twice',
    sold({ member: { number: '1234567890', scanned: '1234567890' } }),
    400,
    'request-invalid',
    '/member/scanned',
  ],
  [
    'a form, as curl sends of itself',
    (pos) => pos.look(code, { 'content-type': 'application/x-www-form-urlencoded' }),
    400,
    'request-invalid',
    '/headers/content-type',
  ],
  [
    'JSON that is not called so',
    (pos) => pos.look(code, { 'content-type': '' }),
    400,
    'request-invalid',
    '/headers/content-type',
  ],
  [
    'packed JSON',
    (pos) => pos.look(code, { 'content-encoding': 'gzip' }),
    400,
    'request-invalid',
    '/headers/content-encoding',
  ],
  ['nobody to look up', (pos) => pos.post(posApi.findMember, {}), 400, 'request-invalid', null],
  [
    'two to look up',
    (pos) => pos.post(posApi.findMember, { number, email: 'a@example.com' }),
    400,
    'request-invalid',
    null,
  ],
  [
    'a list for a request',
    (pos) => pos.post(posApi.findMember, [] as never),
    400,
    'request-invalid',
    null,
  ],
  ['tomorrow', sold({ soldAt: '2026-01-16T09:00:00Z' }), 422, 'time-ahead', '/soldAt'],
  ['two years ago', sold({ soldAt: '2024-01-15T09:00:00Z' }), 422, 'time-past', '/soldAt'],
  [
    'the day before the member joined',
    sold({ soldAt: '2026-01-14T22:54:00Z' }),
    422,
    'sold-before-joining',
    '/soldAt',
  ],
  ['the year one', sold({ soldAt: '0001-01-01T00:00:00Z' }), 422, 'time-past', '/soldAt'],
  ['no such day', sold({ soldAt: '2025-02-30T09:00:00Z' }), 400, 'request-invalid', '/soldAt'],
  [
    'an odd offset',
    sold({ soldAt: '2026-01-15T09:00:00+0100' }),
    400,
    'request-invalid',
    '/soldAt',
  ],
  [
    'a day that is none',
    sold({ soldAt: '2026-02-30T09:00:00Z' }),
    400,
    'request-invalid',
    '/soldAt',
  ],
  [
    'another currency',
    sold({ total: { minor: 100, currency: 'USD' } }),
    422,
    'currency-other',
    '/total/currency',
  ],
  [
    'cents of cents',
    sold({ total: { minor: 10.5, currency: 'EUR' } }),
    400,
    'request-invalid',
    '/total/minor',
  ],
  [
    'less than nothing',
    sold({ total: { minor: -1, currency: 'EUR' } }),
    400,
    'request-invalid',
    '/total/minor',
  ],
  [
    'a receipt of another amount',
    sold({ receiptNumber: 'sold', total: { minor: 5, currency: 'EUR' } }),
    409,
    'receipt-reused',
    '/receiptNumber',
  ],
];

/** The counts of guesses are meant to change. */
const withoutLimits = (rows: string): string =>
  rows
    .split('\n')
    .filter((row) => !row.startsWith('limits '))
    .join('\n');

for (const [what, ask, status, key, pointer] of cases) {
  test(`${what}: ${key}`, async () => {
    const then = await dump(t.context.store.read);
    const answer = await ask(posAt(t, 'main-1'));
    assertRefused(answer.status, answer.text, what);
    const { error } = answer.body;
    assert.deepEqual([answer.status, error.key, error.pointer], [status, key, pointer]);
    assert.doesNotMatch(error.message, /\^|\\x|must match/, 'no pattern for people');
    const now = await dump(t.context.store.read);
    assertUnchanged(withoutLimits(then), withoutLimits(now));
  });
}

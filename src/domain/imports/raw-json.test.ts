import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rawOfJson } from './raw-json.ts';
import { rawOf } from './raw-member.ts';

const rawIn = (value: unknown) => {
  const read = rawOfJson(value);
  assert.ok('raw' in read, JSON.stringify(read));
  return read;
};
const texts = (cells: Readonly<Record<string, { text: string } | undefined>>) =>
  Object.fromEntries(Object.entries(cells).map(([name, cell]) => [name, cell?.text]));

test('a member in JSON has numbered lots and further ids as the columns of CSV have', () => {
  const { raw, leftOut } = rawIn({
    email: 'a@x.example',
    points: 100,
    'points-2': 50,
    expires2: null,
    'expires-4': '2027-01-31',
    'points-4': '7',
    'id:shopify': '7',
    'id:constructor': '8',
    vip: { since: 2020 },
    constructor: 'x',
  });
  assert.deepEqual(raw.lots.map(texts), [
    { points: '100' },
    { points: '50' },
    {},
    { points: '7', expires: '2027-01-31' },
  ]);
  assert.deepEqual(
    raw.externalIds.map(({ source, cell }) => [source, cell.text]),
    [
      ['shopify', '7'],
      ['constructor', '8'],
    ],
  );
  assert.deepEqual(leftOut, ['expires2', 'vip', 'constructor']);
  assert.deepEqual(
    rawIn({ points: 1, lots: [{ points: 2, ends: '2027-01-31' }], externalIds: null }).leftOut,
    ['lots.ends'],
  );
});

test('a field that is neither a text nor a number is a fault, and so is a number that was rounded', () => {
  for (const [field, value] of [
    ['points', { points: { amount: 5 } }],
    ['points', { points: true }],
    ['email', { email: ['a@x.example'] }],
    ['lots', { lots: { points: 5 } }],
    ['lots', { lots: [5] }],
    ['lots.points', { lots: [{ points: [5] }] }],
    ['externalIds', { externalIds: ['shopify'] }],
    ['externalIds.shopify', { externalIds: { shopify: { id: 1 } } }],
  ] as const) {
    const read = rawOfJson(value);
    assert.ok('fault' in read, JSON.stringify(value));
    assert.deepEqual([read.fault.fault, read.fault.field], ['not-text', field]);
  }
  const read = rawOfJson(JSON.parse('{"id":9007199254740993}'));
  assert.ok('fault' in read && read.fault.fault === 'rounded');
  assert.deepEqual(rawIn({ email: null, points: null }).raw.fields, {});
});

test('a copy brings every id, also two of one system', () => {
  const { raw } = rawIn({
    format: 'tillpass-member/1',
    externalIds: [
      { source: 'shopify', externalId: '1' },
      { source: 'shopify', externalId: '2' },
    ],
  });
  assert.deepEqual(
    raw.externalIds.map(({ cell }) => cell.text),
    ['1', '2'],
  );
});

test('a column may have a name that every object knows', () => {
  const place = { kind: 'external-id', source: 'constructor' } as const;
  const { externalIds } = rawOf([{ name: 'id:constructor', place }], ['5']);
  assert.deepEqual(
    externalIds.map(({ source, cell }) => [source, cell.text]),
    [['constructor', '5']],
  );
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { posApi } from '#contract/paths.ts';
import { Browser } from '#server/tests/kit/browser.ts';
import { type Pos, posAt, refusal, said } from '#server/tests/kit/counter.ts';
import { assertUnchanged, dump } from '#server/tests/kit/dump.ts';
import { eur, line, shopper } from '#server/tests/kit/model/goods.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
let pos: Pos;
before(async () => {
  t = await startTillpass();
  pos = posAt(t, 'main-1');
});
after(() => t.close());

const read = async (address: string, id: string) => {
  const headers = { authorization: `Bearer ${t.keys.get('main-1')}` };
  return (await new Browser(t.app).get(address.replace(/:\w+/, id), headers)).body;
};

const tea = {
  id: '1',
  minor: 800,
  gtin: '4006381333931',
  sku: 'T-17',
  name: 'شاي أخضر · Grüner Tee',
  categories: ['Food > Drinks > Tea', '120'],
  quantity: 2,
  listMinor: 1_000,
  promotions: [{ id: 'spring-2', minor: 200 }],
};
const apples = { id: '2', minor: 137, sku: '4131', quantity: 0.457, unit: 'kg' };
const bag = { id: '3', minor: 10 };
const basket = { total: eur(947), lines: [tea, apples, bag] };

test('what each line is, the channel and the place are kept, and read back as told', async () => {
  const { member } = await shopper(t, 'told');
  const told = {
    member,
    receiptNumber: 'told',
    ...basket,
    channel: 'online',
    place: 'tea.example',
  };
  const sold = await pos.purchase(told);
  assert.deepEqual([sold.status, sold.body.points], [200, 9], sold.text);
  const { lines, channel, place } = await read(posApi.purchase, sold.body.purchaseId);
  assert.deepEqual(lines, basket.lines);
  assert.deepEqual([channel, place], ['online', 'tea.example']);
  const event = await t.context.store.read
    .selectFrom('events')
    .select('data')
    .where('kind', '=', 'purchase.reported')
    .where('member_id', '=', sold.body.member.memberId)
    .executeTakeFirstOrThrow();
  const data = JSON.parse(event.data);
  assert.deepEqual([data.channel, data.place], ['online', 'tea.example']);
});

test('a till that says nothing of its goods is answered and read as ever: in a store, no place', async () => {
  const { member } = await shopper(t, 'plain');
  const lines = [line('a', 999), line('b', 300)];
  const { body } = await pos.purchase({ member, receiptNumber: 'plain', total: eur(1_299), lines });
  const record = await read(posApi.purchase, body.purchaseId);
  assert.deepEqual([record.lines, record.channel, record.place], [lines, 'store', null]);
});

test('the same receipt of other goods is refused; told again in another order it is the same', async () => {
  const { member } = await shopper(t, 'again');
  const told = { member, receiptNumber: 'again', ...basket };
  const first = await pos.purchase(told);
  const turned = { ...tea, categories: tea.categories.toReversed() };
  const again = await pos.purchase({ ...told, lines: [bag, apples, turned], channel: 'store' });
  assert.deepEqual([again.status, again.body], [200, first.body]);
  const others = [
    { lines: [{ ...tea, sku: 'T-18' }, apples, bag] },
    { lines: [tea, { ...apples, quantity: 0.458 }, bag] },
    { lines: basket.lines.map(({ id, minor }) => ({ id, minor })) },
    { channel: 'online' },
    { place: 'Market' },
  ];
  for (const other of others) {
    assert.deepEqual(said(await pos.purchase({ ...told, ...other })), [409, 'receipt-reused']);
  }
});

test('a line that came back, and what was taken for it, say what they are', async () => {
  const { member } = await shopper(t, 'swap');
  await pos.purchase({ member, receiptNumber: 'swap', ...basket });
  const taken = { ...tea, id: 'new', sku: 'T-20', promotions: [], listMinor: 800 };
  const exchange = { total: eur(800), lines: [taken] };
  const more = { lines: [{ id: '1' }, { id: '2', minor: 37 }], exchange };
  const { status, body, text } = await pos.return('swap', 'swap-back', more);
  assert.deepEqual([status, body.state], [200, 'applied'], text);
  const record = await read(posApi.return, body.returnId);
  assert.deepEqual(record.lines, [tea, { ...apples, minor: 37 }]);
  assert.deepEqual((await read(posApi.purchase, body.exchange.purchaseId)).lines, [taken]);
  const other = { ...exchange, lines: [{ ...taken, sku: 'T-21' }] };
  const again = await pos.return('swap', 'swap-back', { ...more, exchange: other });
  assert.deepEqual(said(again), [409, 'receipt-reused']);
});

test('a product that can’t be is refused at its field, with nothing done', async () => {
  const { member } = await shopper(t, 'wrong');
  // Found within the hour: a refusal that tells of the member is no look-up of its own.
  await pos.post(posApi.findMember, member);
  const untouched = await dump(t.context.store.read);
  const cases = [
    [{ gtin: '4006381333932' }, '/lines/0/gtin'],
    [{ gtin: '400638133393' }, '/lines/0/gtin'],
    [{ gtin: 4_006_381_333_931 }, '/lines/0/gtin'],
    [{ sku: '' }, '/lines/0/sku'],
    [{ name: 'x'.repeat(201) }, '/lines/0/name'],
    [{ name: 'Tea\u0000' }, '/lines/0/name'],
    [{ categories: Array.from({ length: 11 }, (_, n) => `c${n}`) }, '/lines/0/categories'],
    [{ categories: ['a', 'a'] }, '/lines/0/categories/1'],
    [{ quantity: 0 }, '/lines/0/quantity'],
    [{ quantity: 1_000_000 }, '/lines/0/quantity'],
    [{ quantity: 1.5 }, '/lines/0/quantity'],
    [{ quantity: 1, unit: 'dozen' }, '/lines/0/unit'],
    [{ listMinor: 500, promotions: [{ id: 'p', minor: 600 }] }, '/lines/0/promotions'],
    [{ listMinor: 500 }, '/lines/0/listMinor'],
    [{ promotions: [{ id: 'p', minor: -1 }] }, '/lines/0/promotions/0/minor'],
    [{ promotions: [{ id: 'p', minor: 1, name: 'P' }] }, '/lines/0/promotions/0/name'],
  ] as const;
  for (const [more, pointer] of cases) {
    const lines = [{ ...line('1', 1_000), ...more }];
    const answer = await pos.purchase({ member, receiptNumber: 'wrong', total: eur(1_000), lines });
    const { status, key } = refusal(answer);
    const place = [status, key, answer.body.error.pointer];
    assert.deepEqual(place, [400, 'request-invalid', pointer], answer.text);
  }
  for (const [more, pointer] of [
    [{ channel: 'phone' }, '/channel'],
    [{ place: '' }, '/place'],
  ] as const) {
    const answer = await pos.purchase({ member, receiptNumber: 'wrong', ...more });
    assert.deepEqual([answer.status, answer.body.error.pointer], [400, pointer], answer.text);
  }
  const exchange = { total: eur(10), lines: [{ ...line('1', 10), gtin: '1' }] };
  const back = await pos.return('wrong', 'wrong-back', { exchange });
  assert.equal(back.body.error.pointer, '/exchange/lines/0/gtin');
  assertUnchanged(untouched, await dump(t.context.store.read));
});

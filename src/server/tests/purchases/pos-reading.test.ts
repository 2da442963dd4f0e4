import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { posApi } from '#contract/paths.ts';
import { Browser, type Seen } from '#server/tests/kit/browser.ts';
import { issued, posAt, said } from '#server/tests/kit/counter.ts';
import { numberOf } from '#server/tests/kit/members.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

/** A till's program that reads. */
function reader(tillId: string) {
  const headers = { authorization: `Bearer ${t.keys.get(tillId)}` };
  return (address: string, query: Record<string, string> = {}): Promise<Seen> =>
    new Browser(t.app).get(`${address}?${new URLSearchParams(query)}`, headers);
}

const one = (address: string, id: string): string => address.replace(/:\w+/, id);

/** Sells several times, a minute apart. @returns the receipt numbers, the latest first */
async function sold(tillId: string, number: string, receipts: readonly string[]) {
  for (const receiptNumber of receipts) {
    assert.equal(
      (await posAt(t, tillId).purchase({ member: { number }, receiptNumber })).status,
      200,
    );
    t.clock.turn(60_000);
  }
  return receipts.toReversed();
}

test('a lost answer is found by its receipt number, and a used code names that receipt', async () => {
  const phone = await t.joined('lost@example.com');
  const { code, id } = await issued(phone, 'small');
  const pos = posAt(t, 'main-1');
  await pos.redeem(code, 'lost-1');
  const read = reader('main-1');
  const { body } = await read(posApi.redemptions, { receiptNumber: 'lost-1' });
  assert.deepEqual(
    body.redemptions.map((each: { redemptionId: string }) => each.redemptionId),
    [id],
  );
  const again = await pos.redeem(code, 'lost-2');
  assert.deepEqual(said(again), [409, 'already-used']);
  const { storeId, tillId, receiptNumber } = again.body.error.details;
  assert.deepEqual([storeId, tillId, receiptNumber], ['main', 'main-1', 'lost-1']);
  assert.equal((await read(one(posApi.redemption, id))).body.used.receiptNumber, 'lost-1');
});

test('a store’s purchases come a page at a time, the latest first, each once', async () => {
  const number = await numberOf(await t.joined('pages@example.com'));
  const from = new Date(t.clock.now()).toISOString();
  const all = await sold('main-1', number, ['p1', 'p2', 'p3', 'p4', 'p5']);
  await sold('harbour-1', number, ['elsewhere']);
  const read = reader('main-2');
  const seen: string[] = [];
  let after: string | null = '';
  while (after !== null) {
    const place: Record<string, string> = after === '' ? {} : { after };
    const { status, body } = await read(posApi.purchases, { from, limit: '2', ...place });
    assert.equal(status, 200);
    seen.push(...body.purchases.map((each: { receiptNumber: string }) => each.receiptNumber));
    after = body.next;
  }
  assert.deepEqual(seen, all);
});

test('lists are narrowed by till, member and time', async () => {
  const number = await numberOf(await t.joined('narrow@example.com'));
  const start = t.clock.now();
  await sold('main-1', number, ['n1']);
  await sold('main-2', number, ['n2', 'n3']);
  const read = reader('main-1');
  const { memberId } = (await posAt(t, 'main-1').post(posApi.findMember, { number })).body;
  const receipts = async (query: Record<string, string>) => {
    const { body } = await read(posApi.purchases, { memberId, ...query });
    return body.purchases.map((each: { receiptNumber: string }) => each.receiptNumber);
  };
  assert.deepEqual(await receipts({}), ['n3', 'n2', 'n1']);
  assert.deepEqual(await receipts({ tillId: 'main-2' }), ['n3', 'n2']);
  const at = (minutes: number) => new Date(start + minutes * 60_000).toISOString();
  assert.deepEqual(await receipts({ from: at(1), until: at(2) }), ['n2']);
  assert.deepEqual(await receipts({ memberId: 'nobody' }), []);
});

test('a purchase is read with all that was said of it and what came back', async () => {
  const number = await numberOf(await t.joined('whole@example.com'));
  const pos = posAt(t, 'main-1');
  const said = {
    lines: [
      { id: 'a', minor: 700 },
      { id: 'b', minor: 300 },
    ],
    tenders: [{ kind: 'card', minor: 1_000 }],
  };
  const sale = { member: { number }, receiptNumber: 'read-1', ...said };
  const { purchaseId } = (await pos.purchase(sale)).body;
  await pos.return('read-1', 'read-1-back', { lines: [{ id: 'b' }] });
  const { body } = await reader('main-1')(one(posApi.purchase, purchaseId));
  assert.partialDeepStrictEqual(body, {
    purchaseId,
    receiptNumber: 'read-1',
    points: 10,
    pointsTaken: 3,
    ...said,
    returned: { minor: 300, currency: 'EUR' },
    redemptions: [],
  });
});

test('a return that waits is listed, and says afterwards what became of it', async () => {
  const number = await numberOf(await t.joined('late@example.com'));
  const pos = posAt(t, 'main-1');
  const read = reader('main-1');
  const fits = (await pos.return('late-1', 'late-1-back')).body.returnId;
  const more = { amount: { minor: 5_000, currency: 'EUR' } };
  const tooLarge = (await pos.return('late-1', 'late-1-more', more)).body.returnId;
  const waiting = (await read(posApi.returns, { state: 'waiting' })).body.returns;
  assert.deepEqual(
    waiting.map((each: { returnId: string }) => each.returnId).sort(),
    [fits, tooLarge].sort(),
  );
  await pos.purchase({ member: { number }, receiptNumber: 'late-1' });
  const { body: applied } = await read(one(posApi.return, fits));
  assert.deepEqual(
    [applied.state, applied.pointsTaken, applied.member.number],
    ['applied', 10, number],
  );
  const { body: refused } = await read(one(posApi.return, tooLarge));
  assert.deepEqual([refused.state, refused.refusal.key], ['refused', 'return-too-large']);
  assert.match(refused.refusal.message, /left to return/);
});

test('a till reads its own store’s part of a member’s history', async () => {
  const number = await numberOf(await t.joined('history@example.com'));
  await sold('main-1', number, ['h1', 'h2']);
  await sold('harbour-1', number, ['h3']);
  const read = reader('main-2');
  const address = posApi.history.replace(':number', number);
  const { body } = await read(address, { limit: '1' });
  const rest = await read(address, { limit: '1', after: body.next });
  const entries = [...body.entries, ...rest.body.entries];
  assert.deepEqual(
    entries.map(({ rule, points, receiptNumber }) => [rule, points, receiptNumber]),
    [
      ['purchase', 10, 'h2'],
      ['purchase', 10, 'h1'],
    ],
  );
  assert.equal(rest.body.next, null);
});

test('what is another store’s is unknown, and what is no page is refused', async () => {
  const phone = await t.joined('other@example.com');
  const number = await numberOf(phone);
  const { code, id } = await issued(phone, 'small');
  const pos = posAt(t, 'main-1');
  await pos.redeem(code, 'other-1');
  const { purchaseId } = (await pos.purchase({ member: { number }, receiptNumber: 'other-1' }))
    .body;
  const { returnId } = (await pos.return('other-1', 'other-1-back')).body;
  const elsewhere = reader('harbour-1');
  const asked = [
    [posApi.redemption, id, 'redemption-unknown'],
    [posApi.purchase, purchaseId, 'purchase-unknown'],
    [posApi.return, returnId, 'return-unknown'],
  ] as const;
  for (const [address, name, key] of asked)
    assert.deepEqual(said(await elsewhere(one(address, name))), [404, key]);
  for (const address of [posApi.redemptions, posApi.purchases, posApi.returns]) {
    const { body } = await elsewhere(address, { receiptNumber: 'other-1' });
    assert.deepEqual(Object.values(body), [[], null]);
    for (const query of ['after=yesterday', 'limit=0', 'limit=101', 'from=today', 'odd=1']) {
      const refused = await elsewhere(address, Object.fromEntries(new URLSearchParams(query)));
      assert.deepEqual(said(refused), [400, 'request-invalid'], `${address}?${query}`);
    }
  }
});

test('every answer says under which name its request stands in the log', async () => {
  const { headers } = await reader('main-1')(posApi.purchases);
  assert.match(String(headers['x-request-id']), /^[0-9a-f-]{13}$/);
  const refused = await reader('main-1')(one(posApi.purchase, 'none'));
  assert.equal(refused.headers['x-request-id'], refused.body.error.requestId);
  const nowhere = await t.app.inject('/pos/v1/purchase');
  assert.equal(nowhere.headers['x-request-id'], nowhere.json().error.requestId);
});

test('what counts says how much room is left, and what only reads does not', async () => {
  const pos = posAt(t, 'main-2');
  const roomOf = ({ headers }: Seen) =>
    /"till:wrong-code";r=(\d+);t=(\d+)/.exec(String(headers.ratelimit));
  const [, before] = roomOf(await pos.look('123456789018')) ?? [];
  const nobodys = await pos.look('407122953386');
  assert.deepEqual(said(nobodys), [404, 'code-unknown']);
  assert.equal(nobodys.headers['ratelimit-policy'], '"till:wrong-code";q=60;w=600');
  const [, room, reset] = roomOf(nobodys) ?? [];
  assert.equal(Number(room), Number(before) - 1);
  assert.ok(Number(reset) > 0 && Number(reset) <= 600);
  const { headers } = await reader('main-2')(posApi.purchases);
  assert.equal(headers.ratelimit, undefined);
});

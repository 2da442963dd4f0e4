import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import Value from 'typebox/value';
import { posApi } from '#contract/paths.ts';
import { PosEventPage, type WireEvent } from '#contract/pos-events.ts';
import { Browser } from '#server/tests/kit/browser.ts';
import { cancel, issued, posAt, refusal } from '#server/tests/kit/counter.ts';
import { settled } from '#server/tests/kit/settled.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

/** A program at a till that follows its store's events. */
function feedAt(tillId: string) {
  const program = new Browser(t.app);
  const authorization = `Bearer ${t.keys.get(tillId)}`;
  return (query = '') => program.get(`${posApi.events}${query}`, { authorization });
}

/** Everything from a cursor on, by so small pages. */
async function everything(tillId: string, from?: string): Promise<WireEvent[]> {
  const events: WireEvent[] = [];
  await settled(t.context.store);
  let after = from === undefined ? '' : `&after=${from}`;
  for (;;) {
    const { status, body } = await feedAt(tillId)(`?limit=2${after}`);
    assert.equal(status, 200);
    assert.ok(Value.Check(PosEventPage, body), JSON.stringify(body));
    events.push(...body.events);
    after = `&after=${body.next}`;
    if (!body.more) return events;
  }
}

test('a till reads what happened in its store, in order, and no other store’s', async () => {
  const { body } = await feedAt('main-1')('?after=now');
  const phone = await t.joined('feed@example.com', 'M1');
  const { code, id } = await issued(phone, 'small');
  await posAt(t, 'main-2').redeem(code, 'feed-1');
  await posAt(t, 'main-1').reverse(id, 'The sale was not paid.');
  const elsewhere = await t.joined('elsewhere@example.com', 'H1');
  await posAt(t, 'harbour-1').redeem((await issued(elsewhere, 'small')).code, 'feed-1');
  const atHome = await t.joined('home@example.com');
  await cancel(atHome, (await issued(atHome, 'small')).id);

  const events = await everything('main-1', body.next);
  assert.deepEqual(
    events.map(({ type, storeId }) => `${type} ${storeId}`),
    [
      'member.joined main',
      'redemption.issued main',
      'redemption.redeemed main',
      'redemption.reversed main',
    ],
  );
  const redeemed = events[2];
  assert.equal(redeemed?.timestamp, '2026-01-15T09:00:00.000Z');
  assert.deepEqual(redeemed?.data, {
    redemptionId: id,
    rewardId: 'small',
    points: 10,
    tillId: 'main-2',
    associateId: null,
    receiptNumber: 'feed-1',
    entered: null,
  });
  assert.equal(new Set(events.map(({ memberId }) => memberId)).size, 1);
  assert.ok(events[0]?.memberId);
});

test('a cursor is good for ever, and where nothing is new it stays what it was', async () => {
  const feed = feedAt('harbour-1');
  await settled(t.context.store);
  const first = (await feed('?limit=1')).body;
  const again = (await feed('?limit=1')).body;
  assert.deepEqual(again, first);
  const { body: end } = await feed('?after=now');
  assert.deepEqual((await feed(`?after=${end.next}`)).body, { ...end, events: [], more: false });
});

test('what is no cursor and no page size is refused', async () => {
  const feed = feedAt('main-1');
  for (const query of ['?after=yesterday', '?after=MTIz', '?limit=0', '?limit=201', '?before=x']) {
    const { status, key } = refusal(await feed(query));
    assert.deepEqual([status, key], [400, 'request-invalid'], query);
  }
  assert.equal(refusal(await new Browser(t.app).get(posApi.events)).key, 'key-unknown');
});

test('who is watched does not read it at the till', async () => {
  const { context } = t;
  const { body } = await feedAt('main-1')('?after=now');
  const data = { rewardId: 'coffee', left: 1, mark: 1 };
  for (const kind of ['watch.noted', 'pool.low'] as const) {
    await context.store.transact((tx) =>
      recordEvent(tx, context, { kind, memberId: null, storeId: 'main', data }),
    );
  }
  const events = await everything('main-1', body.next);
  assert.deepEqual(
    events.map(({ type }) => type),
    ['pool.low'],
  );
});

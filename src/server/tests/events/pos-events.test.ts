import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import Type from 'typebox';
import Value from 'typebox/value';
import { posApi } from '#contract/paths.ts';
import { PosEvent, type WireEvent } from '#contract/pos/pos-events.ts';
import { eventsAfter, lastPlace } from '#server/storage/events/events.ts';
import { Browser } from '#server/tests/kit/browser.ts';
import { cancel, issued, posAt, refusal, wallet } from '#server/tests/kit/counter.ts';
import { settled } from '#server/tests/kit/settled.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { showEvent } from '#server/usecases/followers/read-events.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';
import { readWork, transact } from '#server/usecases/ground/work.ts';
import { adjustPoints } from '#server/usecases/members/adjust-points.ts';
import { memberIdOfNumber } from '#server/usecases/scan/find-named.ts';

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

/** All events from a cursor on, in small pages. */
async function everything(tillId: string, from?: string): Promise<WireEvent[]> {
  const events: WireEvent[] = [];
  await settled(t.context.store);
  let after = from === undefined ? '' : `&after=${from}`;
  for (;;) {
    const { status, body } = await feedAt(tillId)(`?limit=2${after}`);
    assert.equal(status, 200);
    assert.ok(Value.Check(Type.Array(PosEvent), body.events), JSON.stringify(body));
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
    redeemedAt: '2026-01-15T09:00:00.000Z',
  });
  assert.equal(new Set(events.map(({ memberId }) => memberId)).size, 1);
  assert.deepEqual(events[3]?.data, {
    redemptionId: id,
    rewardId: 'small',
    points: 10,
    whole: true,
    because: 'reversed',
    tillId: 'main-1',
    associateId: null,
    confirmedBy: null,
    redeemedTillId: 'main-2',
    receiptNumber: 'feed-1',
  });
  const { number } = (await wallet(phone)).member;
  assert.deepEqual(
    events.map(({ memberNumber, balance }) => [memberNumber, balance]),
    [0, 140, 140, 150].map((balance) => [number, balance]),
  );
  const headers = { authorization: `Bearer ${t.keys.get('main-1')}` };
  const memberId = events[0]?.memberId;
  for (const wish of [{ number }, { memberId }]) {
    const { body: found } = await new Browser(t.app).post(posApi.findMember, wish, headers);
    assert.deepEqual([found.memberId, found.number], [memberId, number]);
  }
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
    await transact(context, (work) =>
      recordEvent(work, { kind, memberId: null, storeId: 'main', data }),
    );
  }
  const events = await everything('main-1', body.next);
  assert.deepEqual(
    events.map(({ type }) => type),
    ['pool.low'],
  );
});

test('what support gives is told with the balance it makes, and to no till', async () => {
  const { context } = t;
  const { number } = (await wallet(await t.joined('goodwill@example.com'))).member;
  const memberId = await memberIdOfNumber(await readWork(context), number);
  const { body: tillHad } = await feedAt('main-1')('?after=now');
  const from = await lastPlace(context.store.read);
  const why = { en: 'For the long wait.' };
  await adjustPoints(context, { memberId, id: 'goodwill-1', points: 30, why });
  await settled(context.store);
  const [event, ...more] = await eventsAfter(context.store.read, from, { limit: 9 });
  assert.ok(event);
  assert.deepEqual(more, []);
  assert.partialDeepStrictEqual(showEvent(event), {
    type: 'points.adjusted',
    storeId: null,
    memberId,
    memberNumber: number,
    balance: 180,
    data: { adjustmentId: 'goodwill-1', points: 30 },
  });
  assert.ok(!event.data.includes(why.en));
  assert.deepEqual(await everything('main-1', tillHad.next), []);
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { posApi } from '#contract/paths.ts';
import { limits } from '#domain/limit.ts';
import { checkDigitOf } from '#domain/values/check-digit.ts';
import { countUp } from '#server/storage/people/limits.ts';
import { issued, posAt, refusal, wallet } from '#server/tests/kit/counter.ts';
import { assertUnchanged, dump } from '#server/tests/kit/dump.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const dry = (path: string): string => `${path}?dryRun=true`;
const reverseOf = (id: string): string => posApi.reverse.replace(':redemptionId', id);

/** Does the work and finds the database unchanged. */
async function withoutTrace<T>(work: () => Promise<T>): Promise<T> {
  const before = await dump(t.context.store.read);
  const outcome = await work();
  assertUnchanged(before, await dump(t.context.store.read));
  return outcome;
}

test('a dry run is answered as the real request will be, and keeps nothing', async () => {
  const phone = await t.joined('rehearsal@example.com');
  const { code, id } = await issued(phone, 'coffee');
  const { number } = (await wallet(phone)).member;
  const pos = posAt(t, 'main-1');
  // Looked up within the hour, a member is not counted again.
  await pos.post(posApi.findMember, { number });
  const steps: [string, object][] = [
    [posApi.reserve, { scanned: code, basketId: 'B1' }],
    [posApi.release, { scanned: code, basketId: 'B1' }],
    [posApi.redemptions, { scanned: code, receiptNumber: 'R1' }],
    [reverseOf(id), { reason: 'rehearsed' }],
    [
      posApi.purchases,
      {
        member: { number },
        receiptNumber: 'R1',
        soldAt: '2026-01-15T09:00:00Z',
        total: { minor: 1_000, currency: 'EUR' },
      },
    ],
  ];
  for (const [path, body] of steps) {
    const key = { 'idempotency-key': `rehearsed ${path}`.replaceAll(' ', '-') };
    const rehearsed = await withoutTrace(() => pos.post(dry(path), body, key));
    const real = await pos.post(path, body, key);
    assert.deepEqual([rehearsed.status, real.status], [200, 200], path);
    assert.equal(rehearsed.body.dryRun, true);
    const { dryRun: _dry, purchaseId: _theirs, ...would } = rehearsed.body;
    const { purchaseId: _ours, ...did } = real.body;
    assert.deepEqual(would, did, path);
  }
});

test('a dry run is refused as the real request would be', async () => {
  const phone = await t.joined('refused@example.com');
  const { code, id } = await issued(phone, 'coffee');
  await posAt(t, 'main-2').reserve(code, 'B1');
  const pos = posAt(t, 'main-1');
  await withoutTrace(async () => {
    const held = await pos.post(dry(posApi.redemptions), { scanned: code, receiptNumber: 'R1' });
    assert.deepEqual([held.status, refusal(held).key], [423, 'voucher-reserved']);
    const early = await pos.post(dry(reverseOf(id)), { reason: 'early' });
    assert.deepEqual([early.status, refusal(early).key], [409, 'not-redeemed']);
  });
});

test('nobody is told of a dry run', async () => {
  const phone = await t.joined('untold@example.com');
  const { code } = await issued(phone, 'coffee');
  let told = 0;
  const { promise: heard, resolve: hear } = Promise.withResolvers<void>();
  const stop = t.context.live.listen('store:main', () => {
    told += 1;
    hear();
  });
  const body = { scanned: code, receiptNumber: 'untold' };
  await posAt(t, 'main-1').post(dry(posApi.redemptions), body);
  await posAt(t, 'main-1').post(posApi.redemptions, body);
  // Topics are told in order: one of the dry run would have come before that of the real act.
  await heard;
  assert.equal(told, 1);
  stop();
});

test('a dry run says what a receipt would be answered that was redeemed before', async () => {
  const { code } = await issued(await t.joined('before@example.com'), 'coffee');
  const pos = posAt(t, 'main-1');
  await pos.redeem(code, 'before');
  const body = { scanned: code, receiptNumber: 'before' };
  const again = await withoutTrace(() => pos.post(dry(posApi.redemptions), body));
  assert.deepEqual([again.status, again.body.state], [200, 'redeemed']);
});

test('guessing codes is no dry run: it counts', async () => {
  const pos = posAt(t, 'harbour-1');
  const nobodys = '99999999999';
  const guess = { scanned: nobodys + checkDigitOf(nobodys), receiptNumber: 'R' };
  const statuses = new Set<number>();
  for (let turn = 0; turn < 61; turn += 1) {
    statuses.add((await pos.post(dry(posApi.redemptions), guess)).status);
  }
  assert.deepEqual([...statuses], [404, 429]);
});

test('enrolling in a dry run says who is a member, so it is a look-up: counted and written down', async () => {
  await t.joined('listed@example.com');
  const pos = posAt(t, 'main-2');
  const enrol = (email: string) => pos.post(dry(posApi.members), { email, consent: 'join-1' });
  const { body, headers } = await enrol('listed@example.com');
  assert.deepEqual([body.joined, body.dryRun], [false, true]);
  assert.match(String(headers.ratelimit), /"pos:wrong-address";r=600;.*"pos:look-up";r=1199;/);
  const { read } = t.context.store;
  const told = read.selectFrom('events').select('data').where('kind', '=', 'member.looked-up');
  assert.deepEqual(
    (await told.execute())
      .map(({ data }) => JSON.parse(data))
      .filter(({ tillId }) => tillId === 'main-2'),
    [{ tillId: 'main-2', associateId: null, by: 'address' }],
  );

  await t.context.store.transact(async (tx) => {
    const { wrongAddressPos } = limits;
    for (let turn = 1; turn < wrongAddressPos.atMost; turn += 1)
      await countUp(tx, wrongAddressPos, 'main-2', t.clock.now());
  });
  assert.equal((await enrol('list-600@example.com')).status, 200);
  assert.equal((await enrol('list-601@example.com')).status, 429);
  assert.equal((await enrol('listed@example.com')).status, 429, 'a member’s too');
  // What is meant goes on.
  const real = await pos.post(posApi.members, { email: 'new@example.com', consent: 'join-1' });
  assert.deepEqual([real.status, real.body.joined], [200, true]);
});

test('a misspelt wish for a dry run is refused, so that nothing real happens by it', async () => {
  const { code } = await issued(await t.joined('misspelt@example.com'), 'coffee');
  const body = { scanned: code, receiptNumber: 'misspelt' };
  for (const query of ['dryrun=true', 'dryRun=yes', 'dryRun=', 'dryRun=true&dryRun=false']) {
    const answer = await posAt(t, 'main-1').post(`${posApi.redemptions}?${query}`, body);
    assert.deepEqual([answer.status, refusal(answer).key], [400, 'request-invalid'], query);
  }
  const real = await posAt(t, 'main-1').post(`${posApi.redemptions}?dryRun=false`, body);
  assert.deepEqual([real.status, real.body.dryRun], [200, undefined]);
});

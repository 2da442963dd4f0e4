import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { adminApi, memberApi } from '#contract/paths.ts';
import type { Program } from '#domain/program/program.ts';
import { balance, wallet } from '#server/tests/kit/counter.ts';
import { idOf, numberOf } from '#server/tests/kit/members.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { makeAdminKey } from '#server/usecases/pools/admin-key.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { grantTier } from '#server/usecases/standing/grant-tier.ts';

/** With tiers that can be given, and a newsletter. */
const program: Program = {
  ...testProgram,
  tierRule: { by: 'spend', period: 'calendar-year' },
  earning: [
    {
      id: 'news',
      kind: 'newsletter',
      name: { en: 'News' },
      points: 5,
      when: {},
      limits: {},
      doubleOptIn: false,
    },
  ],
};

let t: Tillpass;
before(async () => {
  t = await startShop();
});
after(() => t.close());

async function startShop(): Promise<Tillpass> {
  const shop = await startTillpass();
  await loadProgram(shop.context, program);
  return shop;
}

async function send(
  shop: Tillpass,
  source: string,
  payload: string,
  type = 'text/csv',
  addToMembers = false,
) {
  const key = await makeAdminKey(shop.context, `crm of ${source}`);
  const got = await shop.app.inject({
    method: 'POST',
    url: `${adminApi.imports}?source=${source}&addToMembers=${addToMembers}`,
    headers: { authorization: `Bearer ${key}`, 'content-type': type },
    payload,
  });
  return got.json();
}

test('a tier comes with its days, and a consent with its sentence; nobody is mailed about either', async () => {
  const file = [
    'email,points,tier,tier-since,tier-until,newsletter,newsletter-words,newsletter-language',
    'gold@moved.example,7,GOLD,2025-02-01,2026-12-31,2024-05-06T07:08:09Z,"Yes, mail me offers",en',
  ].join('\n');
  const report = await send(t, 'smile', file);
  assert.deepEqual([report.state, report.new, report.points], ['done', 1, 7]);
  const phone = await t.joined('gold@moved.example');
  const { tier } = await wallet(phone);
  assert.equal(tier.id, 'gold');
  const { body } = await phone.post(memberApi.copy);
  const [consent] = body.factConsents;
  assert.deepEqual(
    [consent.wording, consent.language, consent.at, consent.source, consent.given],
    ['Yes, mail me offers', 'en', '2024-05-06T07:08:09.000Z', 'import', true],
  );
  assert.equal(body.newsletters[0].state, 'given');
  assert.deepEqual(body.messages, []);
  assert.equal(await balance(phone), 7, 'the consent was given elsewhere, and earns nothing here');
});

test('the copy that a member takes along is read by another Tillpass, to the point', async (c) => {
  const phone = await t.joined('gold@moved.example');
  const copy = await phone.post(memberApi.copy);
  const second = await startShop();
  c.after(() => second.close());
  const report = await send(second, 'tillpass-one', copy.text, 'application/x-ndjson');
  assert.equal(report.new, 1, JSON.stringify(report));
  const there = await second.joined('gold@moved.example');
  const [one, two] = [await wallet(phone), await wallet(there)];
  assert.deepEqual([two.balance, two.tier.id], [one.balance, one.tier.id]);
  const lots = async (of: Tillpass) => {
    const rows = await of.context.store.read
      .selectFrom('lots')
      .select(['remaining', 'expires_at', 'available_at'])
      .where('member_id', '=', await idOf(of, 'gold@moved.example'))
      .where('remaining', '>', 0)
      .orderBy('expires_at')
      .execute();
    return rows;
  };
  assert.deepEqual(await lots(second), await lots(t));
});

test('a line with somebody’s number and another address gives them neither points nor a consent', async () => {
  const bob = await t.joined('bob@example.com');
  const had = await balance(bob);
  const file = [
    'number,email,points,newsletter,newsletter-words,newsletter-language',
    `${await numberOf(bob)},carol@example.com,90,2024-05-06T07:08:09Z,"Yes, mail me offers",en`,
  ].join('\n');
  for (const add of [false, true]) {
    const report = await send(t, 'books', file, 'text/csv', add);
    assert.deepEqual(
      [report.state, report.faults[0]?.fault, report.faults[0]?.sample],
      ['refused', 'other-address', 'carol@example.com'],
    );
  }
  assert.equal(await balance(bob), had);
  const { body } = await bob.post(memberApi.copy);
  assert.deepEqual(body.factConsents, []);
  const own = await send(t, 'books', file.replace('carol@', 'BOB@'), 'text/csv', true);
  assert.deepEqual([own.state, own.added], ['done', 1]);
});

test('a tier of a line comes beside the one that support has given, and takes none away', async () => {
  const cleo = await t.joined('cleo@example.com');
  const until = t.clock.now() + 300 * 24 * 60 * 60_000;
  const memberId = await idOf(t, 'cleo@example.com');
  assert.equal(await grantTier(t.context, { memberId, tierId: 'gold', until }), 'done');
  const file = [
    'email,tier,tier-since,tier-until',
    'cleo@example.com,Silver,2025-02-01,2026-02-20',
  ].join('\n');
  const report = await send(t, 'smile', file, 'text/csv', true);
  assert.deepEqual([report.state, report.added], ['done', 1]);
  const { tier } = await wallet(cleo);
  assert.equal(tier.id, 'gold');
  const grants = await t.context.store.read
    .selectFrom('tier_grants')
    .select(['tier_id', 'until_at'])
    .where('member_id', '=', memberId)
    .orderBy('number')
    .execute();
  assert.deepEqual(
    grants.map(({ tier_id, until_at }) => [tier_id, until_at > t.clock.now()]),
    [
      ['gold', true],
      ['silver', true],
    ],
  );
});

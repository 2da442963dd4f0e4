import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { posApi } from '#contract/paths.ts';
import type { Tier } from '#domain/program/program.ts';
import { neverReached } from '#domain/program/tier-rule.ts';
import type { MemberTierRow } from '#server/storage/db/schema-purchases.ts';
import { refusedCommand, runCommand } from '#server/tests/kit/admin.ts';
import { newId, type Pos, posAt } from '#server/tests/kit/counter.ts';
import { testDatabaseUrl } from '#server/tests/kit/database.ts';
import { joinDirectly, joinedLongAgo } from '#server/tests/kit/join-directly.ts';
import { eur } from '#server/tests/kit/model/goods.ts';
import { kept, ruled } from '#server/tests/kit/model/worlds.ts';
import { timesRun } from '#server/tests/kit/plans.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { transact } from '#server/usecases/ground/work.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { mailTier } from '#server/usecases/standing/tell-tier.ts';
import { sweepTiers } from '#server/usecases/standing/tier-sweep.ts';
import { viewLadder } from '#server/usecases/wallet/view-ladder.ts';
import { viewWallet } from '#server/usecases/wallet/view-wallet.ts';

const onSqlite = { skip: testDatabaseUrl !== undefined && 'it notes what SQLite runs' };
const yearly = ruled({ by: 'spend', period: 'calendar-year' });

let t: Tillpass;
let pos: Pos;
before(async () => {
  t = await startTillpass({ program: yearly });
  pos = posAt(t, 'main-1');
});
after(() => t.close());

async function join(name: string): Promise<string> {
  const id = await joinDirectly(t, `${name}@example.com`);
  await joinedLongAgo(t, { id });
  return id;
}

async function sold(memberId: string, minor: number, when: string | number): Promise<number> {
  const soldAt = new Date(when).toISOString();
  const receiptNumber = newId();
  const { status, body, text } = await pos.purchase({
    member: { memberId },
    receiptNumber,
    total: eur(minor),
    soldAt,
  });
  assert.equal(status, 200, text);
  return body.points;
}

const walletOf = (memberId: string, language = 'en') =>
  viewWallet(t.context, { memberId, storeId: null, language });

test('the wallet, the ladder and the till say what keeps a tier, all the same figure', async () => {
  const memberId = await join('keeps');
  await sold(memberId, 50_000, '2026-01-10T10:00:00Z');
  await sold(memberId, 12_345, '2026-01-11T10:00:00Z');
  const seen = await walletOf(memberId);
  assert.deepEqual(
    [seen.tier.id, seen.keeps, seen.nextTier?.said?.text],
    [
      'silver',
      'Silver is yours until 31 December 2027.',
      'Spend €576.55 more by 31 December to reach Gold',
    ],
  );
  t.clock.turnTo(Date.parse('2027-03-01T10:00:00Z'));
  await sold(memberId, 12_345, '2027-02-11T10:00:00Z');
  const later = await walletOf(memberId);
  const sentence = 'Spend €276.55 more by 31 December 2027 to keep Silver.';
  assert.equal(later.keeps, sentence);
  assert.match((await walletOf(memberId, 'ar')).keeps ?? '', /276\.55.*2027.*لتحتفظ بالفئة «.*فضي/);
  const found = await pos.post(posApi.findMember, { memberId });
  assert.deepEqual(found.body.tier.keep, {
    by: 'spend',
    missing: 27_655,
    text: sentence,
    until: '2027-12-31T23:00:00.000Z',
  });
  const ladder = await viewLadder(t.context, { memberId, language: 'en' });
  assert.deepEqual(
    [ladder.said, ladder.rungs.map(({ said }) => [said?.from, said?.standing])],
    [
      { spent: '€123.45 spent since 1 January 2027', hint: 'It counts until 31 December 2027.' },
      [
        ['From the first day', 'Reached'],
        [
          'From €500 spent in a calendar year. Keep it with €400 spent.',
          'Yours until 31 December 2027, even if you buy nothing more',
        ],
        [
          'From €1,200 spent in a calendar year. Keep it with €1,000 spent.',
          'Spend €1,076.55 more',
        ],
      ],
    ],
  );
});

test('a sale earns at the tier that the year before has kept, whenever it is reported', async () => {
  const memberId = await join('rates');
  await sold(memberId, 40_000, '2026-12-01T10:00:00Z');
  assert.equal(await sold(memberId, 10_000, '2027-01-05T10:00:00Z'), 100);
  // Reported late: with it the member had Silver from December on, and through the next year.
  await sold(memberId, 10_000, '2026-12-02T10:00:00Z');
  assert.equal((await walletOf(memberId)).history[0]?.what.rule, 'rated-anew');
  assert.equal(await sold(memberId, 10_000, '2027-02-05T10:00:00Z'), 125);
  t.clock.turnTo(Date.parse('2028-01-02T10:00:00Z'));
  // The year 2027 has 200.00, and 400.00 keep Silver.
  assert.equal(await sold(memberId, 10_000, '2028-01-01T10:00:00Z'), 100);
});

test('a tier that support gives is theirs until its day, at its rate, whatever they buy', async () => {
  const icon = { ...kept(testProgram.tiers[2] as Tier), id: 'icon', name: { en: 'Icon' } };
  const invited: Tier = { ...icon, fromMinor: neverReached, invitation: true, rateHundredths: 300 };
  const { keepMinor: _, ...last } = invited;
  await loadProgram(t.context, { ...yearly, tiers: [...yearly.tiers, last] });
  const memberId = await join('given');
  const { member, nextTier } = await walletOf(memberId);
  assert.equal(nextTier?.name, 'Silver');
  assert.match(nextTier?.said?.text ?? '', /^Spend €500 by /);
  const admin = (...words: string[]) => runCommand(t.context, 'tier', member.number, ...words);
  assert.match(
    await admin('icon', '--until', '2028-02-29'),
    /^Done: they have icon until 2028-03-01/,
  );
  assert.equal(await sold(memberId, 10_000, t.clock.now()), 300);
  const seen = await walletOf(memberId);
  assert.deepEqual(
    [seen.tier.id, seen.keeps, seen.nextTier],
    ['icon', 'Icon is yours until 29 February 2028.', null],
  );
  const ladder = await viewLadder(t.context, { memberId, language: 'en' });
  assert.deepEqual(
    [ladder.rungs[3]?.said?.from, ladder.rungs[3]?.said?.standing],
    ['By invitation', 'Yours until 29 February 2028, even if you buy nothing more'],
  );
  assert.match(await admin('--end'), /^Done/);
  assert.match(await admin('--end'), /no tier that was given/);
  assert.equal((await walletOf(memberId)).tier.id, 'member');
  // What was sold then keeps what it earned.
  assert.equal(await sold(memberId, 10_000, t.clock.now() + 1), 100);
  const refused = (...words: string[]) =>
    refusedCommand(t.context, 'tier', member.number, ...words);
  assert.match(
    await refused('moon', '--until', '2028-02-29'),
    /no tier that can be given: silver, gold, icon/,
  );
  assert.match(await refused('icon', '--until', '2027-02-28'), /has passed/);
  assert.match(await refused('icon'), /Say until when/);
  await loadProgram(t.context, yearly, { accepted: 'all' });
});

test('a sale reads what its member has bought once, its answer included', onSqlite, async () => {
  const memberId = await join('once');
  // Until the clock has looked at all members after a change of terms, a sale asks in which tier its member stood before.
  while ((await sweepTiers(t.context, 100, async () => ({ failed: [] }))) > 0) {}
  await sold(memberId, 1_000, '2027-02-01T10:00:00Z');
  const reads = (work: () => Promise<unknown>) =>
    timesRun(/^select [^;]* from "purchases" where purchases.member_id = /, async () => {
      await work();
    });
  assert.equal(await reads(() => sold(memberId, 1_000, '2027-02-02T10:00:00Z')), 1);
  const receiptNumber = newId();
  await pos.return(receiptNumber, newId());
  const waited = { member: { memberId }, receiptNumber, total: eur(1_000) };
  // A return that had waited changes what the sale was rated by.
  assert.equal(await reads(() => pos.purchase(waited)), 2);
});

test('by visits and by points a wallet counts visits and points', async () => {
  const tiers = (from: number) => [
    ...testProgram.tiers.slice(0, 1),
    ...testProgram.tiers.slice(1, 2).map((tier) => ({ ...tier, fromMinor: from })),
  ];
  const memberId = await join('measures');
  await sold(memberId, 1_050, '2028-01-01T10:00:00Z');
  await loadProgram(
    t.context,
    ruled({ by: 'visits', period: 'calendar-year' }, { tiers: tiers(3) }),
    { accepted: 'all' },
  );
  const visits = await walletOf(memberId);
  assert.deepEqual(visits.nextTier, {
    name: 'Silver',
    missing: null,
    said: { text: 'Visit us 2 more times by 31 December to reach Silver', part: 1 / 3 },
  });
  await loadProgram(
    t.context,
    ruled({ by: 'points', period: 'rolling', months: 6 }, { tiers: tiers(50) }),
    { accepted: 'all' },
  );
  assert.equal(
    (await walletOf(memberId)).nextTier?.said?.text,
    'Earn 40 more points within 6 months to reach Silver',
  );
  await loadProgram(t.context, yearly);
});

test('an end that comes again is mailed again, and an older mail proves no newer end', async () => {
  const memberId = await join('moves');
  const [tier, otherwise] = [yearly.tiers[1], yearly.tiers[0]];
  assert.ok(tier && otherwise);
  const row: MemberTierRow = {
    member_id: memberId,
    tier_id: tier.id,
    since: 0,
    look_at: null,
    mail_id: 'an older one',
    mailed_for: 1,
    mailed_at: 1,
    told_for: null,
    told_at: null,
    told_by: null,
  };
  const mailed = (until: number) => {
    t.clock.turn(8 * 24 * 60 * 60_000);
    const keeping = { until, lastDay: until - 1, missing: 100, otherwise };
    return transact(t.context, (work) => mailTier(work, row, { tier, keeping }));
  };
  const [one, two] = [t.clock.now() + 40e9, t.clock.now() + 50e9];
  const ids = [await mailed(one), await mailed(two), await mailed(one)].map((had) => had.mail_id);
  assert.equal(new Set(ids).size, 3);
  assert.ok(!ids.includes(null) && !ids.includes(row.mail_id));
  const nobody = { ...row, member_id: 'nobody' };
  const keeping = { until: two, lastDay: two - 1, missing: 100, otherwise };
  const none = await transact(t.context, (work) => mailTier(work, nobody, { tier, keeping }));
  assert.deepEqual([none.mailed_for, none.mail_id], [two, null]);
});

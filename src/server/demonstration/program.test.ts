import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { pinLength } from '#domain/people/pin.ts';
import { earningKinds } from '#domain/program/earning-rule.ts';
import { posterAt, type Reward, tillOf } from '#domain/program/program.ts';
import { rewardRefusal } from '#domain/program/reward.ts';
import type { Text } from '#domain/program/text.ts';
import { readProgramFile } from '#server/usecases/program/program-file.ts';
import { demonstrationAssociates, demonstrationPlacement, demonstrationTillId } from './people.ts';
import { demonstrationProgram } from './program.ts';

const at = Date.parse('2026-11-23T12:00:00Z');
const program = demonstrationProgram(at);

/** Somebody who has just joined in a shop on Main Street. */
const refusalOf = (reward: Reward) =>
  rewardRefusal(program, reward, {
    at,
    spendable: program.welcomePoints,
    tierId: 'member',
    storeId: 'main-street',
    stockLeft: reward.stock ?? null,
    segments: null,
    frozenAt: null,
    liveVouchers: 0,
    hadAt: [],
  })?.key ?? 'can be had';

test('the tiers are Member, Silver from 500 and Gold from 1,200, earning 1, 1.25 and 1.5', () => {
  assert.deepEqual(
    program.tiers.map(({ name, fromMinor, rateHundredths }) => [
      name.en,
      fromMinor,
      rateHundredths,
    ]),
    [
      ['Member', 0, 100],
      ['Silver', 50_000, 125],
      ['Gold', 120_000, 150],
    ],
  );
  assert.equal(program.currency, 'EUR');
});

test('the rewards show every kind of worth and every reason that a shopper may meet', () => {
  assert.ok(program.rewards.length >= 8);
  assert.equal(new Set(program.rewards.map(({ worth }) => worth.kind)).size, 4);
  const reasons = new Set(program.rewards.map(refusalOf));
  for (const reason of [
    'points-short',
    'tier-required',
    'sold-out',
    'not-begun',
    'not-in-this-store',
  ]) {
    assert.ok(reasons.has(reason as ReturnType<typeof refusalOf>), reason); // A word of the list above.
  }
});

test('the program shows every kind of rule, and a tier for money', () => {
  const kinds = new Set(program.earning?.map(({ kind }) => kind));
  assert.deepEqual(
    earningKinds.filter((kind) => !kinds.has(kind)),
    [],
  );
  assert.deepEqual(
    program.paidMemberships?.map(({ tierId, priceMinor }) => [tierId, priceMinor]),
    [['gold', 6_900]],
  );
});

test('somebody who has just joined has a choice of rewards at once', () => {
  assert.ok(program.rewards.filter((reward) => refusalOf(reward) === 'can be had').length >= 3);
});

test('what has not begun begins on the next 1 December, and near that day in a week', () => {
  const begins: Readonly<Record<string, string>> = {
    '2026-01-01T00:00:00': '2026-12-01',
    '2026-11-28T23:59:59': '2026-12-01',
    '2026-11-29T00:00:00': '2026-12-06',
    '2026-11-30T23:59:59': '2026-12-07',
    '2031-12-01T00:00:00': '2031-12-08',
    '2027-12-31T23:59:59': '2028-01-07',
    '2028-01-01T00:00:00': '2028-12-01',
    '2040-06-15T00:00:00': '2040-12-01',
  };
  for (const [now, day] of Object.entries(begins)) {
    const { rewards } = demonstrationProgram(Date.parse(`${now}Z`));
    const { from = 0 } = rewards.find(({ id }) => id === 'stollen') ?? {};
    assert.equal(new Date(from).toISOString(), `${day}T00:00:00.000Z`, now);
  }
});

test('there are three stores, each with a poster and a till', () => {
  assert.equal(program.stores.length, 3);
  for (const { posters, tills } of program.stores)
    assert.ok(posters.length > 0 && tills.length > 0);
});

test('everything that people read stands in English and in Arabic', () => {
  const texts: Text[] = [
    ...program.tiers.flatMap(({ name, perks }) => [name, ...perks]),
    ...program.rewards.flatMap(({ name, about, instruction }) => [
      name,
      about ?? { en: `what ${name.en} includes` },
      instruction,
    ]),
    ...program.rewards.flatMap(({ worth }) =>
      worth.kind === 'free-product' ? [worth.product] : [],
    ),
    ...program.stores.flatMap(({ posters }) => posters.map(({ place }) => place)),
  ];
  for (const text of texts) assert.match(text.ar ?? '', /\p{Script=Arabic}/u, text.en);
});

test('every store has an associate with a PIN of the right length, and the enrolment’s till is real', () => {
  for (const { id } of program.stores) {
    assert.ok(
      demonstrationAssociates.some(({ storeId }) => storeId === id),
      id,
    );
  }
  for (const { pin } of demonstrationAssociates)
    assert.match(pin, new RegExp(`^\\d{${pinLength}}$`));
  const till = tillOf(program, demonstrationTillId);
  assert.ok(till && demonstrationAssociates.some(({ storeId }) => storeId === till.store.id));
  assert.equal(posterAt(program, demonstrationPlacement.toLowerCase())?.store.id, till.store.id);
});

test('the full example in docs/program.md is a right program', () => {
  const page = readFileSync(new URL('../../../docs/program.md', import.meta.url), 'utf8');
  const example = /```yaml\n(name:[\s\S]*?)```/.exec(page)?.[1] ?? '';
  assert.ok('program' in readProgramFile(example), JSON.stringify(readProgramFile(example)));
});

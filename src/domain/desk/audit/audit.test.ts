/** Every mistake that the audit knows, each planted by itself in a shop with which nothing is wrong. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SaleRule } from '#domain/program/earning-rule.ts';
import type { Program, Reward, Store, Tier } from '#domain/program/program.ts';
import { sayFinding } from '#i18n/audit.ts';
import { everything } from '#i18n/everything.ts';
import { formatOf } from '#i18n/format.ts';
import {
  auditedAt,
  bread,
  coffee,
  fiver,
  gold,
  main,
  member,
  running,
  sound,
  tenner,
} from '#server/tests/kit/desk/sound-shop.ts';
import { audit } from './audit.ts';
import type { AuditFacts } from './facts.ts';
import { type FindingKey, findingSeverities } from './finding.ts';

const nora = running.associates.get('main') ?? [];

interface Planted {
  readonly program?: Partial<Program>;
  readonly facts?: Partial<AuditFacts>;
}
const reward = (change: Partial<Reward>): Planted => ({
  program: { rewards: [{ ...coffee, ...change }, fiver, tenner] },
});
const store = (change: Partial<Store>, facts: Partial<AuditFacts> = {}): Planted => ({
  program: { stores: [{ ...main, ...change }] },
  facts,
});
const rule = (change: Partial<SaleRule>): Planted => ({
  program: { earning: [{ ...bread, ...change }] },
});
const tier = (change: Partial<Tier>): Planted => ({
  program: { tiers: [member, { ...gold, ...change }] },
});
const facts = (change: Partial<AuditFacts>): Planted => ({ facts: change });
const program = (change: Partial<Program>): Planted => ({ program: change });
const onlyCoffee = { rewards: [coffee] };
const pooled = (...pools: AuditFacts['pools']): Planted => ({
  program: { ...onlyCoffee, stores: [{ ...main, way: 'pool' }] },
  facts: { pools },
});
const pool = { rewardId: 'coffee', storeId: null };

const planted: Readonly<Record<FindingKey, Planted>> = {
  'reward-at-loss': program({ rewards: [coffee, { ...fiver, points: 15 }] }),
  'discount-above-margin': reward({ worth: { kind: 'percent-off', percent: 30 } }),
  'tier-above-margin': tier({ rateHundredths: 600 }),
  'multiplier-above-margin': rule({ gives: { give: 'times', hundredths: 600 } }),
  'minimum-below-amount': program({
    rewards: [coffee, { ...fiver, minimumMinor: 400 }, tenner],
  }),
  'welcome-costly': program({ welcomePoints: 250 }),
  'reward-price-uneven': program({ rewards: [coffee, fiver, { ...tenner, points: 400 }] }),
  'no-reward-for-everybody': program({ rewards: [{ ...coffee, tier: 'gold' }] }),
  'reward-out-of-reach': reward({ points: 2_400, stores: ['main'] }),
  'first-reward-far': program({ rewards: [{ ...coffee, points: 600 }] }),
  'reward-free-without-limit': reward({ points: 0 }),
  'reward-sold-out': { ...reward({ stock: 5 }), facts: { stockLeft: new Map([['coffee', 0]]) } },
  'reward-ended': reward({ until: auditedAt - 1 }),
  'reward-not-looked-at': facts({ notLookedAt: new Set(['coffee']) }),
  'reward-when-closed': {
    program: {
      rewards: [{ ...coffee, hours: { from: 22 * 60, until: 23 * 60 } }, fiver, tenner],
      stores: [{ ...main, hours: { opensMinute: 8 * 60, closesMinute: 18 * 60 } }],
    },
  },
  'rewards-same-name': program({
    rewards: [coffee, fiver, { ...tenner, name: { en: '€5 OFF ', ar: 'خصم 10 €' } }],
  }),
  'voucher-too-short': program({ voucherMinutes: 2 }),
  'tier-gives-nothing': tier({ rateHundredths: 100 }),
  'tier-rate-falls': tier({ rateHundredths: 50 }),
  'tiers-same-name': tier({ name: { en: 'member', ar: 'ذهبي' } }),
  'tiers-same-colour': tier({ color: member.color }),
  'paid-tier-dear': program({
    pointsPerUnit: 0.1,
    welcomePoints: 50,
    earning: [],
    paidMemberships: [
      {
        tierId: 'gold',
        months: 12,
        priceMinor: 5_000,
        refund: { wholeDays: 14, later: 'none', lessBenefits: false },
      },
    ],
    rewards: [coffee, fiver],
    tiers: [member, { ...gold, fromMinor: 90_000 }],
  }),
  'rule-ended': rule({ until: auditedAt - 1 }),
  'rule-capped': {
    program: {
      multipliedAtMostHundredths: 150,
      earning: [bread],
    },
  },
  'rule-needs-lines': facts({ tillsWithKey: new Set() }),
  'birthday-untold': program({
    messages: { off: ['birthday'] },
    earning: [
      {
        id: 'birthday',
        kind: 'birthday',
        name: { en: 'Birthday', ar: 'عيد ميلاد' },
        points: 20,
        afterDays: 0,
        leapDay: 'feb-28',
        when: {},
        limits: {},
      },
    ],
  }),
  'expiry-untold': program({ messages: { off: ['expiry'] } }),
  'expiry-told-late': program({ expiry: { noticeDays: 1 } }),
  'points-end-early': program({ pointsLastMonths: 2 }),
  'pending-long': program({ pending: { days: 90, tiers: 'at-once' } }),
  'liability-high': facts({ outstanding: 1_000, liabilityAtMost: 4_999 }),
  'language-half-done': reward({ name: { en: 'Coffee' } }),
  'brand-colour-dimmed': program({ brand: { ...sound.brand, color: '#1c8c8c' } }),
  'brand-colour-lost': program({ brand: { ...sound.brand, color: '#f4f4e8' } }),
  'no-logo': program({ brand: { color: '#155e75', mark: 'S' } }),
  'store-without-poster': store({ posters: [] }),
  'store-without-associate': facts({ associates: new Map() }),
  'store-with-one-associate': facts({
    associates: new Map([['main', [{ name: 'Nora', lockedUntil: 0 }]]]),
  }),
  'stores-same-name': {
    program: { stores: [main, { ...main, id: 'other' }] },
    facts: { associates: new Map([...running.associates, ['other', nora]]) },
  },
  'till-without-key': store({ way: 'ask' }, { tillsWithKey: new Set(['other']) }),
  'till-without-device': facts({ tillsWithDevice: new Set() }),
  'tills-same-name': store({ tills: [...main.tills, ...main.tills] }),
  'associate-locked': facts({
    associates: new Map([
      [
        'main',
        [
          { name: 'Nora', lockedUntil: auditedAt + 1 },
          { name: 'Yusuf', lockedUntil: auditedAt },
        ],
      ],
    ]),
  }),
  'pool-missing': pooled(),
  'pool-empty': pooled({ ...pool, free: 0, isLow: true }),
  'pool-low': pooled({ ...pool, free: 3, isLow: true }),
  'store-not-connected': store({ way: 'mint', mint: 'square' }),
  'no-second-owner': facts({ administrators: [{ name: 'Olga', role: 'owner', passkeys: 2 }] }),
  'owner-with-one-passkey': facts({
    administrators: [
      { name: 'Olga', role: 'owner', passkeys: 2 },
      { name: 'Omar', role: 'owner', passkeys: 1 },
    ],
  }),
  'invitation-unused': facts({
    administrators: [...running.administrators, { name: 'Ed', role: 'editor', passkeys: 0 }],
  }),
  'mail-not-sent': facts({ sendsMail: false }),
  'operator-untold': {
    ...pooled({ ...pool, free: 3, isLow: false }),
    facts: { tellsOperator: false, pools: [{ ...pool, free: 3, isLow: false }] },
  },
  'address-local': facts({ publicUrl: 'https://192.168.0.7' }),
  'webhook-stopped': facts({ stoppedWebhooks: ['hooks.example'] }),
};

const findingsOf = ({ program: changed, facts: different }: Planted) =>
  audit({ ...sound, ...changed }, { ...running, ...different });

/** What follows from a planted mistake, because it is wrong for a second reason too. */
const alsoFound: Partial<Record<FindingKey, readonly FindingKey[]>> = {
  'till-without-key': ['rule-needs-lines'],
};

test('a sound program in a shop that runs has nothing to point at', () => {
  assert.deepEqual(findingsOf({}), []);
});

test('every planted mistake is found, and nothing else is said', () => {
  for (const [key, mistake] of Object.entries(planted) as [FindingKey, Planted][]) {
    const keys = findingsOf(mistake).map((one) => one.key);
    assert.deepEqual(keys.toSorted(), [key, ...(alsoFound[key] ?? [])].toSorted(), key);
  }
});

test('all mistakes at once are found, the worst first', () => {
  assert.equal(Object.keys(planted).length, Object.keys(findingSeverities).length);
  const order = ['error', 'warning', 'hint'];
  const found = findingsOf({
    program: { brand: { color: '#1c8c8c', mark: 'S' }, voucherMinutes: 2 },
    facts: { sendsMail: false },
  }).map(({ severity }) => severity);
  assert.deepEqual(
    found,
    found.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)),
  );
  assert.equal(found.length, 4);
});

test('each is said in each language, with the way to mend it', () => {
  for (const language of ['en', 'ar'] as const) {
    const speaker = { language, format: formatOf(language, 'Europe/Dublin') };
    for (const [key, mistake] of Object.entries(planted)) {
      const finding = findingsOf(mistake).find((one) => one.key === key);
      assert.ok(finding, key);
      const { what, mend } = sayFinding(everything(language), speaker, finding);
      for (const said of [what, mend]) {
        assert.doesNotMatch(said, /undefined|NaN|[{}]|\[object/, key);
        assert.ok(said.length > 10, key);
      }
    }
  }
});

test('what is kept of a sale decides what is a loss', () => {
  const keys = (marginPercent: number) =>
    findingsOf({ facts: { marginPercent } }).map(({ key }) => key);
  assert.deepEqual(keys(100), []);
  assert.ok(keys(5).includes('reward-at-loss'));
  assert.ok(keys(8).includes('multiplier-above-margin'));
});

test('where it is mended is a field of the file, a page or a command', () => {
  const [named] = findingsOf(planted['language-half-done']);
  assert.deepEqual(named?.mend, { at: 'program', path: ['rewards', 0, 'name'] });
  const [locked] = findingsOf(planted['associate-locked']);
  assert.deepEqual(locked?.mend, { at: 'store', storeId: 'main' });
  const [unconnected] = findingsOf(planted['store-not-connected']);
  assert.deepEqual(unconnected?.mend, { at: 'command', command: 'connect main square' });
});

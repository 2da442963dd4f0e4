import type { AuditFacts } from '#domain/desk/audit/facts.ts';
import type { SaleRule } from '#domain/program/earning-rule.ts';
import type { Program, Reward, Store, Tier } from '#domain/program/program.ts';

/** A program, and what stands beside it, in which the audit finds nothing. */

export const auditedAt = Date.UTC(2026, 5, 1, 12);
export const [coffee, fiver, tenner]: [Reward, Reward, Reward] = [
  {
    id: 'coffee',
    name: { en: 'Coffee', ar: 'قهوة' },
    instruction: { en: 'Press FREE', ar: 'اضغط FREE' },
    worth: { kind: 'free-product', product: { en: 'A coffee', ar: 'قهوة' } },
    points: 50,
  },
  {
    id: 'fiver',
    name: { en: '€5 off', ar: 'خصم 5 €' },
    instruction: { en: 'Take 5.00 off', ar: 'اخصم 5.00' },
    worth: { kind: 'amount-off', minor: 500 },
    points: 100,
  },
  {
    id: 'tenner',
    name: { en: '€10 off', ar: 'خصم 10 €' },
    instruction: { en: 'Take 10.00 off', ar: 'اخصم 10.00' },
    worth: { kind: 'amount-off', minor: 1_000 },
    points: 190,
  },
];
export const [member, gold]: [Tier, Tier] = [
  {
    id: 'member',
    name: { en: 'Member', ar: 'عضو' },
    fromMinor: 0,
    rateHundredths: 100,
    color: '#8a6d3b',
    perks: [],
  },
  {
    id: 'gold',
    name: { en: 'Gold', ar: 'ذهبي' },
    fromMinor: 50_000,
    rateHundredths: 150,
    color: '#c9a227',
    perks: [],
  },
];
export const main: Store = {
  id: 'main',
  name: 'Main Street',
  posters: [{ placement: 'M1', place: { en: 'Counter', ar: 'المنضدة' } }],
  tills: [{ id: 'main-1', name: 'Till 1' }],
};
export const bread: SaleRule = {
  id: 'bread',
  kind: 'product',
  name: { en: 'Bread', ar: 'خبز' },
  gives: { give: 'times', hundredths: 200 },
  tierRate: true,
  combines: 'add',
  when: { goods: { categories: ['Bread'] } },
  limits: { perDay: 1 },
};
export const sound: Program = {
  name: 'Sound & Sons',
  brand: { color: '#155e75', mark: 'S', logo: { viewBox: '0 0 24 24', path: 'M0 0H24V24Z' } },
  currency: 'EUR',
  timeZone: 'Europe/Dublin',
  pointsPerUnit: 1,
  pointsLastMonths: 12,
  welcomePoints: 60,
  voucherMinutes: 30,
  liveVouchersAtMost: 3,
  tiers: [member, gold],
  rewards: [coffee, fiver, tenner],
  stores: [main],
  earning: [bread],
};
export const running: AuditFacts = {
  at: auditedAt,
  marginPercent: 30,
  outstanding: 1_000,
  liabilityAtMost: 100_000_000,
  stockLeft: new Map(),
  notLookedAt: new Set(),
  tillsWithKey: new Set(['main-1']),
  tillsWithDevice: new Set(['main-1']),
  associates: new Map([
    [
      'main',
      [
        { name: 'Nora', lockedUntil: 0 },
        { name: 'Yusuf', lockedUntil: 0 },
      ],
    ],
  ]),
  pools: [],
  connectedStores: new Set(),
  administrators: [
    { name: 'Olga', role: 'owner', passkeys: 2 },
    { name: 'Omar', role: 'owner', passkeys: 2 },
  ],
  sendsMail: true,
  tellsOperator: true,
  publicUrl: 'https://points.shop.example',
  stoppedWebhooks: [],
};

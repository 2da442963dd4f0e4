import type {
  ActView,
  AdministratorView,
  DeskHome,
  DeskMe,
  OwnPasskeys,
  PageOf,
} from '#contract/desk/desk-answers.ts';
import type { DeskHistory, DeskMember, DeskVoucher } from '#contract/desk/desk-members.ts';
import { allDeskRights, type DeskRole, mayDo } from '#domain/desk/desk-role.ts';
import type { Program } from '#domain/program/program.ts';
import { dayMs, galleryNow, longWord, memberNumber, minuteMs, shop } from './shop.ts';

const ago = (days: number): number => galleryNow - days * dayMs;

export const me = (role: DeskRole, begins = false): DeskMe => ({
  id: 'a1',
  name: 'Robin',
  role,
  rights: allDeskRights.filter((right) => mayDo(role, right)),
  program: shopFace(shop),
  begins,
  hasMembers: true,
  until: galleryNow + 12 * 60 * minuteMs,
});

const shopFace = ({ name, brand, timeZone, currency }: Program): DeskMe['program'] => ({
  name,
  mark: brand.mark,
  timeZone,
  currency,
});

export const home = (attention: DeskHome['attention']): DeskHome => ({
  version: '1.2.3',
  attention,
  stores: 3,
  tills: 4,
  rewards: 11,
  programVersion: 12,
  programSince: ago(40),
});

export const everyAttention: DeskHome['attention'] = [
  { what: 'one-owner' },
  { what: 'no-mail', inboxUrl: 'http://localhost:3000/dev/inbox' },
  { what: 'unused-link', name: longWord },
  { what: 'watch', count: 3, more: true },
  { what: 'till-without-key', store: 'Harbour', till: 'Till 2' },
  { what: 'store-without-associate', store: 'Harbour' },
];

export const administrators: readonly AdministratorView[] = [
  { id: 'a1', name: 'Robin', role: 'owner', me: true, passkeys: 2, usedAt: ago(1) },
  { id: 'a2', name: longWord, role: 'editor', me: false, passkeys: 0, usedAt: null },
];

const browser = 'Firefox (Android)';

export const passkeys: OwnPasskeys = {
  passkeys: [
    { id: 'p1', browser: 'Chrome (Linux)', createdAt: ago(90), usedAt: galleryNow, here: true },
    { id: 'p2', browser, createdAt: ago(89), usedAt: ago(12), here: false },
  ],
  sessions: [
    { id: 's1', browser, createdAt: ago(0.2), seenAt: ago(0.1), here: false },
    { id: 's2', browser: 'Chrome (Linux)', createdAt: ago(0), seenAt: ago(0), here: true },
  ],
};

const act = (id: string, more: Partial<ActView>): ActView => ({
  id,
  at: ago(2),
  actor: 'Robin',
  actorSince: null,
  aboutSince: null,
  act: 'reward-restocked',
  store: null,
  member: null,
  details: {},
  changes: {},
  undoes: null,
  undoneBy: null,
  undoable: false,
  ...more,
});

export const acts: PageOf<ActView> = {
  next: 'older',
  rows: [
    act('3', { details: { name: longWord }, changes: { stock: [5, 7] }, undoable: true }),
    act('2', {
      details: { name: 'Cup' },
      changes: { stock: [4, 5] },
      undoneBy: '3',
      actor: longWord,
    }),
    act('1', {
      act: 'points-adjusted',
      actor: 'command line',
      member: { id: 'm1', number: memberNumber },
      details: { points: 50, why: 'Sorry for the long wait' },
    }),
    act('0', { act: 'unknown', actorSince: ago(300), store: 'Harbour' }),
  ],
};

export const member: DeskMember = {
  id: 'm1',
  number: memberNumber,
  name: longWord,
  address: `${longWord.toLowerCase()}@example.com`,
  language: 'en',
  provedAt: ago(200),
  joinedAt: ago(200),
  joinedStore: 'Harbour',
  merge: { asked: null, declined: null },
  merged: [{ number: memberNumber, points: 120, at: ago(20) }],
  frozenAt: null,
  pin: { setAt: ago(12), till: 'Till 2' },
  tier: 'Gold',
  spendable: 1_240,
  pending: [{ points: 40, availableAt: galleryNow + 14 * dayMs }],
  ends: [
    { points: 240, at: galleryNow + 30 * dayMs },
    { points: 1_000, at: galleryNow + 300 * dayMs },
  ],
  open: ['Cup'],
  devices: [],
  consents: [],
  facts: [],
  wishes: [],
  apologies: [{ id: 'sorry', name: 'Our apology', atMost: 500 }],
};

const used = { at: ago(3), store: 'Harbour', till: 'Till 2', receiptNumber: 'R-1042' };

export const deskVouchers: PageOf<DeskVoucher> = {
  next: null,
  rows: [
    {
      id: 'v2',
      reward: 'Cup',
      points: 60,
      state: 'issued',
      issuedAt: ago(0),
      used: null,
      undoable: false,
    },
    {
      id: 'v1',
      reward: longWord,
      points: 60,
      state: 'redeemed',
      issuedAt: ago(3),
      used,
      undoable: true,
    },
  ],
};

export const deskHistory: DeskHistory = {
  next: null,
  lines: [
    {
      seq: 2,
      kind: 'redemption',
      what: { rule: 'welcome' },
      at: ago(3),
      points: -60,
      balanceAfter: 1_240,
      store: 'Harbour',
      text: longWord,
    },
    {
      seq: 1,
      kind: 'accrual',
      what: { rule: 'welcome' },
      at: ago(4),
      points: 1_300,
      balanceAfter: 1_300,
      store: null,
      text: 'Welcome',
    },
  ],
};

import type { FileContents } from '#contract/desk/desk-program.ts';
import type { earningKinds } from '#domain/program/earning-rule.ts';

export type RuleKind = (typeof earningKinds)[number];
export type GiftKey = 'points' | 'points-per-unit' | 'points-each' | 'times' | 'reward';
/** Fields of a kind's own, besides what it gives and when. */
export type OwnKey =
  | 'stamps'
  | 'counts'
  | 'spend'
  | 'every'
  | 'inviter-points'
  | 'purchases'
  | 'within-days'
  | 'after-days'
  | 'fact'
  | 'question';

interface KindOfRule {
  /** One of these it gives. */
  readonly gifts: readonly GiftKey[];
  readonly own?: readonly OwnKey[];
  /** Which limits and conditions go with it; the server's checks of the file say the same. */
  readonly limits: readonly ('per-day' | 'per-member' | 'budget')[];
  readonly when: readonly ('tiers' | 'segments' | 'stores' | 'minimum' | 'categories')[];
  /** A right beginning, besides id, kind and name. */
  readonly begins: FileContents;
}

const sales = { when: ['tiers', 'segments', 'stores', 'minimum', 'categories'] } as const;
const all = { limits: ['per-day', 'per-member', 'budget'] } as const;
const budget = { budget: '10000' };
const monthly = { count: '1', every: 'month' };

/** What the forms ask of each kind of rule. */
export const rules: Readonly<Record<RuleKind, KindOfRule>> = {
  purchase: {
    gifts: ['points-per-unit'],
    ...all,
    ...sales,
    begins: { 'points-per-unit': '1', limits: budget },
  },
  product: {
    gifts: ['points', 'points-per-unit', 'points-each', 'times'],
    ...all,
    ...sales,
    begins: { points: '10', when: { categories: ['bread'] }, limits: budget },
  },
  'bonus-period': {
    gifts: ['times', 'points', 'points-per-unit'],
    ...all,
    ...sales,
    begins: { times: '2', limits: budget },
  },
  'first-purchase': {
    gifts: ['points', 'times'],
    ...all,
    ...sales,
    begins: { points: '50', limits: budget },
  },
  act: {
    gifts: ['points'],
    ...all,
    ...sales,
    begins: { points: '10', when: { categories: ['own-cup'] }, limits: budget },
  },
  stamps: {
    gifts: ['reward', 'points'],
    own: ['stamps', 'counts'],
    ...all,
    ...sales,
    begins: { points: '50', stamps: '9', counts: 'visits', limits: budget },
  },
  'spend-goal': {
    gifts: ['points'],
    own: ['spend', 'every'],
    ...all,
    ...sales,
    begins: { points: '50', spend: '100', every: 'month', limits: budget },
  },
  referral: {
    gifts: ['points'],
    own: ['inviter-points', 'purchases', 'within-days'],
    limits: ['per-member'],
    when: ['stores', 'minimum'],
    begins: {
      points: '50',
      'inviter-points': '50',
      limits: { 'per-member': { count: '5', every: 'year' } },
    },
  },
  joining: {
    gifts: ['points'],
    limits: ['budget'],
    when: ['stores'],
    begins: { points: '50', limits: budget },
  },
  birthday: {
    gifts: ['points'],
    own: ['after-days'],
    limits: ['budget'],
    when: ['tiers'],
    begins: { points: '50' },
  },
  'profile-step': {
    gifts: ['points'],
    own: ['fact'],
    limits: ['budget'],
    when: ['tiers'],
    begins: { points: '10', fact: 'name' },
  },
  newsletter: {
    gifts: ['points'],
    limits: ['budget'],
    when: ['tiers'],
    begins: { points: '10', 'double-opt-in': 'true' },
  },
  'check-in': {
    gifts: ['points'],
    limits: ['per-day', 'per-member', 'budget'],
    when: ['tiers', 'stores'],
    begins: { points: '5', limits: { 'per-day': '1', ...budget } },
  },
  survey: {
    gifts: ['points'],
    own: ['question'],
    limits: ['budget'],
    when: ['tiers', 'stores'],
    begins: {
      points: '5',
      question: { en: 'How was it?', ar: 'كيف كان؟' },
      limits: budget,
      answers: [
        { id: 'good', text: { en: 'Good', ar: 'جيد' } },
        { id: 'bad', text: { en: 'Not so good', ar: 'ليس جيدًا' } },
      ],
    },
  },
  review: {
    gifts: ['points'],
    limits: ['per-day', 'per-member', 'budget'],
    when: ['tiers'],
    begins: { points: '10', limits: budget },
  },
  apology: {
    gifts: ['points'],
    limits: ['per-member', 'budget'],
    when: [],
    begins: { points: '50', limits: { 'per-member': monthly, ...budget } },
  },
};

export const isRuleKind = (text: string): text is RuleKind => Object.hasOwn(rules, text);

import type { EarningRule, GoalRule, SaleRule, StampRule } from '#domain/program/earning-rule.ts';

const bonus = (id: string, more: Partial<SaleRule>): SaleRule => ({
  id,
  name: { en: `Rule ${id}`, ar: `قاعدة ${id}` },
  kind: 'product',
  combines: 'add',
  gives: { give: 'points', points: 50 },
  when: {},
  limits: {},
  tierRate: false,
  ...more,
});
const common = { when: {}, limits: {} };
/** A rule for each way to earn at a purchase. */
export const earningRules: readonly EarningRule[] = [
  bonus('bread', {
    gives: { give: 'times', hundredths: 200 },
    when: { goods: { categories: ['bread'] } },
  }),
  bonus('own-bag', { kind: 'act', gives: { give: 'points', points: 5 }, limits: { perDay: 1 } }),
  bonus('hello', {
    kind: 'first-purchase',
    when: { minimumMinor: 2_000 },
    gives: { give: 'points', points: 100 },
  }),
  bonus('scarce', {
    when: { goods: { products: ['rare'] } },
    gives: { give: 'points', points: 40 },
    limits: { inAll: 3, budget: 100 },
  }),
  {
    ...common,
    id: 'card',
    name: { en: 'Every third coffee', ar: 'كل قهوة ثالثة' },
    kind: 'stamps',
    every: 3,
    counts: 'pieces',
    points: 30,
    when: { goods: { categories: ['coffee'] } },
  },
  {
    ...common,
    id: 'month',
    name: { en: 'Spend 60 this month', ar: 'أنفق 60 هذا الشهر' },
    kind: 'spend-goal',
    goalMinor: 6_000,
    every: 'month',
    points: 25,
  },
];

/** Every third piece of cake gives 40 points. */
export const cakeCard: StampRule = {
  ...common,
  id: 'cake',
  name: { en: 'Every third cake' },
  kind: 'stamps',
  every: 3,
  points: 40,
  counts: 'pieces',
  when: { goods: { categories: ['cake'] } },
};

/** Books for 100.00 within a month or a year give 70 points. The rule is called after it. */
export const booksGoal = (every: 'month' | 'year'): GoalRule => ({
  ...common,
  id: every,
  name: { en: 'Books for 100' },
  kind: 'spend-goal',
  goalMinor: 10_000,
  every,
  points: 70,
  when: { goods: { categories: ['books'] } },
});

// The programs by which histories are played, each a world of its own.
import { type EarningRule, isCounting } from '#domain/program/earning-rule.ts';
import type { Program, Tier } from '#domain/program/program.ts';
import { neverReached, type TierRule } from '#domain/program/tier-rule.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { doings, sayings } from './history.ts';
import { referralRule } from './inviting.ts';

const day = 24 * 60 * 60_000;

/** Loads the programs of a history's days, which begin now. */
type Load = (context: Context) => Promise<void>;

async function loadDated(
  context: Context,
  programs: readonly (readonly [days: number, program: Program])[],
): Promise<void> {
  const now = context.now();
  for (const [days, program] of programs) {
    await loadProgram(context, program, days > 0 ? { beginsAt: now + days * day } : {});
  }
}

/** Goods come back in whichever store. */
const changed = (change: Partial<Program>): Program => ({
  ...testProgram,
  returns: 'any-store',
  ...change,
});

/** Double points in the middle, then tiers that wait for points. */
const dated: Load = (context) =>
  loadDated(context, [
    [10, changed({ pointsPerUnit: 2, excludedTenders: ['gift'] })],
    [20, changed({ pending: { days: 3, tiers: 'when-available' } })],
    [30, changed({ excludedTenders: ['gift'] })],
  ]);

const keeps = new Map([
  ['silver', 40_000],
  ['gold', 100_000],
]);
export const kept = (tier: Tier): Tier => {
  const keepMinor = keeps.get(tier.id);
  return keepMinor === undefined ? tier : { ...tier, keepMinor };
};

/** The test's program with a rule of tiers, and less to keep them than to reach them. */
export const ruled = (tierRule: TierRule, more: Partial<Program> = {}): Program =>
  changed({ tierRule, tiers: testProgram.tiers.map(kept), ...more });

/** One rule of tiers after the other. Begun on the tenth of December, it has the year's end in its middle. */
const tiered: Load = (context) =>
  loadDated(context, [
    [0, ruled({ by: 'spend', period: 'calendar-year', returns: 'lower' })],
    [
      12,
      ruled(
        { by: 'points', period: 'anniversary', downgrade: 'one-step' },
        { pending: { days: 3, tiers: 'when-available' } },
      ),
    ],
    [18, ruled({ by: 'spend', period: 'calendar-year', downgrade: 'one-step' })],
    [30, ruled({ by: 'spend', period: 'rolling', months: 1 })],
  ]);

const common = { limits: {}, when: {} };
const named = (id: string) => ({ id, name: { en: `Rule ${id}`, ar: `قاعدة ${id}` } });
/** Rules that give by the goods, and rules that count over several sales. */
export const earning: readonly EarningRule[] = [
  {
    ...named('bread'),
    kind: 'product',
    combines: 'add',
    tierRate: false,
    gives: { give: 'times', hundredths: 200 },
    limits: { inAll: 1_000_000_000 },
    when: { goods: { categories: ['bread'] } },
  },
  {
    ...named('books'),
    kind: 'product',
    combines: 'add',
    tierRate: true,
    gives: { give: 'each', points: 7 },
    limits: { budget: 1_000_000_000 },
    when: { goods: { categories: ['books'] }, minimumMinor: 1_000 },
  },
  {
    ...common,
    ...named('card'),
    kind: 'stamps',
    every: 3,
    counts: 'pieces',
    points: 30,
    when: { goods: { categories: ['coffee'] } },
  },
  { ...common, ...named('visits'), kind: 'stamps', every: 2, counts: 'visits', points: 11 },
  {
    ...common,
    ...named('month'),
    kind: 'spend-goal',
    goalMinor: 60_000,
    every: 'month',
    points: 25,
  },
];

/** Every way to earn that no limit of a member's narrows, and from the tenth day to the thirtieth only. */
const earned: Load = (context) =>
  loadDated(context, [
    [10, changed({ earning })],
    [30, changed({})],
  ]);

/** Goods are exchanged, and points wait for their return window. Each tier earns the same (decision 047). */
const exchanged: Load = (context) => {
  const tiers = testProgram.tiers.map((tier) => ({ ...tier, rateHundredths: 100 }));
  return loadDated(context, [
    [0, changed({ tiers })],
    [15, changed({ tiers, pending: { days: 5, tiers: 'at-once' } })],
  ]);
};

/** Points end with their month; they are ended after a history is told. */
const lapsing: Load = (context) =>
  loadDated(context, [
    [0, changed({ pointsLastMonths: 1, expiry: { ends: 'month' }, pointsPerUnit: 2 })],
  ]);

const occasion = (kind: string) => ({ ...common, ...named(kind), points: 9 });

/** All that is earned without buying, claims, points that wait and points that end, at one tier's rate or another's. */
const lived: Load = (context) =>
  loadDated(context, [
    [
      0,
      changed({
        pointsLastMonths: 1,
        expiry: { ends: 'month' },
        pending: { days: 4, tiers: 'at-once' },
        claims: { days: 60 },
        earning: [
          // The points of a card end by the sale that was the last to be reported for it.
          ...earning.filter((rule) => !isCounting(rule)),
          { ...occasion('visit'), kind: 'check-in' },
          { ...occasion('birthday'), kind: 'birthday', afterDays: 30, leapDay: 'mar-1' },
          { ...occasion('told'), kind: 'profile-step', fact: 'birthday' },
          { ...occasion('name'), kind: 'profile-step', fact: 'name' },
          { ...occasion('newsletter'), kind: 'newsletter', doubleOptIn: false },
          {
            ...occasion('sorry'),
            kind: 'apology',
            limits: { perMember: { count: 3, every: 'year' }, budget: 1_000_000_000 },
          },
        ],
      }),
    ],
  ]);

/**
 * What members say, a tier that they pay for, and friends whom they bring. Points wait, and how much a reward gives is
 * chosen.
 */
const brought: Load = (context) =>
  loadDated(context, [
    [
      0,
      ruled(
        { by: 'spend', period: 'calendar-year', returns: 'lower' },
        {
          pending: { days: 2, tiers: 'at-once' },
          tiers: [
            ...testProgram.tiers.map(kept),
            {
              id: 'plus',
              name: { en: 'Plus', ar: 'بلس' },
              color: '#1d4fc9',
              fromMinor: neverReached,
              invitation: true,
              rateHundredths: 200,
              perks: [],
            },
          ],
          paidMemberships: [
            {
              tierId: 'plus',
              months: 1,
              priceMinor: 1_900,
              products: ['plus'],
              refund: { wholeDays: 3, later: 'pro-rata', lessBenefits: true },
              rewardWorthMinor: {},
            },
          ],
          earning: [
            referralRule({ points: 40, inviterPoints: 70, withinDays: 90 }),
            {
              ...occasion('opinion'),
              kind: 'survey',
              question: { en: 'How was it?' },
              answers: [
                { id: 'good', text: { en: 'Good' } },
                { id: 'bad', text: { en: 'Bad' } },
              ],
              version: 1,
            },
            { ...occasion('review'), kind: 'review', limits: { budget: 1_000_000_000 } },
          ],
          rewards: [
            {
              id: 'money-off',
              name: { en: 'Money off', ar: 'خصم' },
              instruction: { en: 'Take {worth} off', ar: 'اخصم {worth}' },
              worth: { kind: 'amount-off', minor: 100 },
              points: 20,
              range: { to: 200, step: 20, addsMinor: 50 },
            },
          ],
        },
      ),
    ],
  ]);

/** By what a history is played, and what happens in it besides sales and returns. */
export interface World {
  readonly load: Load;
  readonly exchanges?: true;
  readonly ends?: true;
  /** What members do besides, and returns at other stores. */
  readonly occasions?: readonly ((typeof doings)[number] | (typeof sayings)[number])[];
  /** Somebody brought each of the members, and has points for them. */
  readonly brought?: true;
  /** In the end they take rewards, for as much as they choose. */
  readonly spends?: true;
}

export const worlds = {
  dated: { load: dated },
  tiered: { load: tiered },
  earned: { load: earned },
  exchanged: { load: exchanged, exchanges: true },
  lapsing: { load: lapsing, ends: true },
  lived: { load: lived, ends: true, occasions: doings },
  brought: { load: brought, occasions: sayings, brought: true, spends: true },
} as const satisfies Readonly<Record<string, World>>;

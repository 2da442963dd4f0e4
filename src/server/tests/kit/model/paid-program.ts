import type { PaidMembership } from '#domain/program/paid-membership.ts';
import type { Program } from '#domain/program/program.ts';
import { neverReached } from '#domain/program/tier-rule.ts';
import { testProgram } from '#server/tests/kit/program.ts';

/** What sells Plus: a year for 69.00, of which all comes back for 14 days, then its days. */
export const plusYear: PaidMembership = {
  tierId: 'plus',
  months: 12,
  priceMinor: 6_900,
  products: ['4006381333931', 'plus-year'],
  refund: { wholeDays: 14, later: 'pro-rata', lessBenefits: false },
  pointWorthMillionths: 1_000_000,
  rewardWorthMinor: { shipping: 490 },
};

const words = (id: string) => ({
  id,
  name: { en: `Reward ${id}`, ar: `مكافأة ${id}` },
  instruction: { en: `Give ${id}`, ar: `أعط ${id}` },
  points: 0,
  tier: 'plus',
});

/** The test's program with a tier at double points that is sold for a year, and two rewards that only it may have. */
export const paidProgram: Program = {
  ...testProgram,
  tierRule: { by: 'spend', period: 'calendar-year' },
  tiers: [
    ...testProgram.tiers,
    {
      id: 'plus',
      name: { en: 'Plus', ar: 'بلس' },
      color: '#1d4fc9',
      fromMinor: neverReached,
      invitation: true,
      rateHundredths: 200,
      perks: [{ en: 'Free shipping', ar: 'شحن مجاني' }],
    },
  ],
  rewards: [
    ...testProgram.rewards,
    { ...words('plus-five'), worth: { kind: 'amount-off', minor: 500 } },
    { ...words('shipping'), worth: { kind: 'free-shipping' } },
  ],
  returns: 'any-store',
  paidMemberships: [plusYear],
};

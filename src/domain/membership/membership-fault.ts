import type { PaidMembership } from '#domain/program/paid-membership.ts';
import type { Program } from '#domain/program/program.ts';

interface Fault {
  readonly path: readonly (string | number)[];
  readonly reason: string;
}

/** What a file may not say of memberships that are sold. */
export function membershipFaults(program: Program): Fault[] {
  const { paidMemberships = [], tierRule } = program;
  if (paidMemberships.length > 0 && !tierRule) {
    const reason = 'goes with `tier-rule` only: it says how the other tiers are kept';
    return [{ path: ['paid-membership'], reason }];
  }
  return paidMemberships.flatMap((one, index) =>
    entryFaults(program, one, index).map(({ path, reason }) => ({
      path: ['paid-membership', index, ...path],
      reason,
    })),
  );
}

function entryFaults(
  { paidMemberships = [], tiers, rewards }: Program,
  one: PaidMembership,
  index: number,
): Fault[] {
  const before = paidMemberships.slice(0, index);
  const rung = tiers.findIndex(({ id }) => id === one.tierId);
  const { from, until, refund, products = [], rewardWorthMinor = {} } = one;
  return [
    ...when(rung < 0, ['tier'], `there is no tier "${one.tierId}"`),
    ...when(rung === 0, ['tier'], 'the first tier is everybody’s'),
    ...when(
      before.some(({ tierId }) => tierId === one.tierId),
      ['tier'],
      `"${one.tierId}" is sold above: one entry a tier`,
    ),
    ...when(one.priceMinor === 0, ['price'], 'must be above 0: a tier without a price is given'),
    ...products.flatMap((product, at) => {
      const twice = products.indexOf(product) !== at;
      const other = before.find((entry) => entry.products?.includes(product));
      return [
        ...when(twice, ['products', at], 'is there twice'),
        ...when(
          other !== undefined,
          ['products', at],
          `sells "${other?.tierId}" too: a product sells one tier`,
        ),
      ];
    }),
    ...when(refund.wholeDays > one.months * 31, ['refund', 'first-days'], 'is longer than a term'),
    ...when(
      refund.lessBenefits && refund.later === 'none' && refund.wholeDays === 0,
      ['refund', 'less-benefits'],
      'takes off what is never paid back',
    ),
    ...Object.keys(rewardWorthMinor).flatMap((id) => worthFaults(rewards, id)),
    ...when(
      from !== undefined && until !== undefined && until <= from,
      ['until'],
      'it ends before it begins',
    ),
  ];
}

/** A worth beside one that the reward says itself would be a second truth. */
function worthFaults(rewards: Program['rewards'], id: string): Fault[] {
  const reward = rewards.find((one) => one.id === id);
  const path = ['worth', id];
  return [
    ...when(!reward, path, `there is no reward "${id}"`),
    ...when(reward?.worth.kind === 'amount-off', path, 'says its own amount: leave it out here'),
  ];
}

const when = (wrong: boolean, path: Fault['path'], reason: string): Fault[] =>
  wrong ? [{ path, reason }] : [];

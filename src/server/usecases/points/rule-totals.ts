import { leftOf } from '#domain/earning/room.ts';
import type { EarningRule } from '#domain/program/earning-rule.ts';
import { holdTotals, totalsOf } from '#server/storage/purchases/earning-totals.ts';
import type { Work } from '#server/usecases/ground/work.ts';

/** What these rules have given to all members, locked for those that have something left to give. */
export async function totalsToGive(work: Work, rules: readonly EarningRule[]) {
  const inAll = await totalsOf(
    work.db,
    rules.map(({ id }) => id),
  );
  const open = rules.filter((rule) => {
    const { times, left } = leftOf(rule, inAll);
    return times > 0 && left > 0;
  });
  return new Map([
    ...inAll,
    ...(await holdTotals(
      work,
      open.map(({ id }) => id),
    )),
  ]);
}

/** Whether a rule has a limit for all members together, so that its total is kept. */
export const hasTotal = ({ limits }: EarningRule): boolean =>
  limits.inAll !== undefined || limits.budget !== undefined;

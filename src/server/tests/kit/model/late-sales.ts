import type { Pos } from '#server/tests/kit/counter.ts';
import { joinedLongAgo } from '#server/tests/kit/join-directly.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';
import { eur, shopper } from './goods.ts';

export const day = 24 * 60 * 60_000;

/** A till that reports sales days after they were made. @param shop the server and the till, once they have started */
export function lateTill(shop: () => { t: Tillpass; pos: Pos }) {
  const at = (daysAgo: number): string =>
    new Date(shop().t.clock.now() - daysAgo * day).toISOString();
  return {
    at,
    /** Joined long before they buy. */
    member: async (name: string) => {
      const one = await shopper(shop().t, name);
      await joinedLongAgo(shop().t, one.member);
      return one;
    },
    /** Sold `daysAgo`, reported now. */
    sold: (who: object, receiptNumber: string, minor: number, daysAgo: number, more = {}) =>
      shop().pos.purchase({
        member: who,
        receiptNumber,
        total: eur(minor),
        soldAt: at(daysAgo),
        ...more,
      }),
  };
}

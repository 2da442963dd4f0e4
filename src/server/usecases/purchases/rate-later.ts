import type { LateReport } from '#domain/points/ledger.ts';
import { inOrderOfSale } from '#domain/purchase/rating.ts';
import { purchaseById } from '#server/storage/purchases/purchases.ts';
import { hasSalesFrom } from '#server/storage/purchases/ratings.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { historyOf } from '#server/usecases/standing/tier-history.ts';
import { rateAnew } from './rate-anew.ts';
import { rulesAt, tierOf } from './rate-sale.ts';

/**
 * Rates anew what was sold after a sale or a return that has just been reported, where it changes the tier. Each sale
 * gets an entry of its own for the difference, and no entry is rewritten. So the points of a member do not depend on the
 * order in which tills report. The member is locked; doing it twice changes nothing. Most reports come in order, and for
 * them it only finds that nothing was sold since. The exchange of a return that waited for the sale counts as sold since.
 * @param own the sale that has just been reported and is rated already; absent: a return was reported
 */
export async function rateLater(
  work: Work,
  memberId: string,
  late: LateReport,
  own = '',
): Promise<void> {
  if (!(await hasSalesFrom(work.db, memberId, late.at, own))) return;
  const history = await historyOf(work, memberId, late.at);
  const later = history.sales
    // What was brought over had earned where it was sold.
    .filter(({ soldAt, row }) => soldAt >= late.at && row.source === null)
    .sort(inOrderOfSale);
  for (const sale of later) {
    const rules = await rulesAt(work, sale.soldAt);
    const tier = tierOf(rules, history, sale);
    if (tier.id !== sale.row.tier_id) {
      const row = await purchaseById(work.db, memberId, sale.row.id);
      if (!row) throw new Error('a sale of the history is not there');
      await rateAnew(work, { row, by: { rules, tier }, late });
    }
  }
}

import type { AwardRow } from '#server/storage/db/schema-purchases.ts';
import type { MemberPast } from '#server/storage/rehearsal/past-of-members.ts';

/** What counting rules gave a member in truth: for sales, and by merges. What they have for friends is left out. */
export class PastAwards {
  readonly #ofSales = new Map<string, AwardRow[]>();
  readonly #byMerges = new Map<number, AwardRow[]>();

  constructor({ awards, sales, merged }: Pick<MemberPast, 'awards' | 'sales' | 'merged'>) {
    const soldAt = new Map(sales.map(({ row }) => [row.id, row.at]));
    for (const award of awards.filter(({ friend_id }) => friend_id === null)) {
      const { at, purchase_id: sale } = award;
      // By a sale it has the sale's time. By a merge it has the merge's, and names a sale in whichever books that is.
      const isByMerge = merged?.at.includes(at) && soldAt.get(sale) !== at;
      if (isByMerge) this.#byMerges.set(at, [...this.byMerge(at), award]);
      else this.#ofSales.set(sale, [...this.ofSale(sale), award]);
    }
  }

  ofSale = (saleId: string): readonly AwardRow[] => this.#ofSales.get(saleId) ?? [];

  /** @param at when it was */
  byMerge = (at: number): readonly AwardRow[] => this.#byMerges.get(at) ?? [];
}

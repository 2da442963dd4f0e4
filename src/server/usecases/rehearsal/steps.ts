import { cause } from '#domain/points/ledger.ts';
import type { MemberPast, PastEntry } from '#server/storage/rehearsal/past-of-members.ts';
import type { PastReturn, PastSale } from '#server/storage/rehearsal/past-sales.ts';

/** One thing that happened to a member. */
export type Step =
  | { readonly what: 'entry'; readonly at: number; readonly entry: PastEntry }
  | { readonly what: 'merge'; readonly at: number }
  | { readonly what: 'sale'; readonly at: number; readonly sale: PastSale }
  | {
      readonly what: 'return';
      readonly at: number;
      readonly sale: PastSale;
      readonly back: PastReturn;
    };

/** A sale comes before what it caused in the same instant, and what came back after it. */
const rank = { sale: 0, merge: 1, entry: 1, return: 2 } as const;

/**
 * Everything that happened to a member, in the order in which it was reported: what moved no points too, because under
 * other rules it may. The purchase of an exchange is a part of its return.
 */
export function stepsOf({ sales, entries, merged }: MemberPast): Step[] {
  const entryAt = new Map(entries.map((entry) => [entry.cause, entry.at]));
  const returns = sales.flatMap((sale) => sale.returns.map((back) => ({ sale, back })));
  const byId = new Map(returns.map((one) => [cause.return(one.back.id), one]));
  const made = new Set(returns.map(({ back }) => back.madePurchaseId));
  const soldAt = (sale: PastSale) =>
    sale.row.reported_at ?? entryAt.get(cause.purchase(sale.row.id)) ?? sale.row.at;
  const steps: Step[] = [
    ...sales
      .filter(({ row }) => !made.has(row.id))
      .map((sale): Step => ({ what: 'sale', at: soldAt(sale), sale })),
    ...(merged?.at ?? []).map((at): Step => ({ what: 'merge', at })),
    ...inTurn(entries).map((entry): Step => {
      const back = byId.get(entry.cause);
      return back
        ? { what: 'return', at: entry.at, ...back }
        : { what: 'entry', at: entry.at, entry };
    }),
    ...returns
      .filter(({ back }) => !entryAt.has(cause.return(back.id)))
      .map(({ sale, back }): Step => {
        const at = Math.max(back.at, soldAt(sale));
        return { what: 'return', at, sale, back };
      }),
  ];
  // A stable sort: entries of one instant stay in the order of the ledger.
  return steps.sort((a, b) => a.at - b.at || rankOf(a, entryAt) - rankOf(b, entryAt));
}

/** A return with an entry has the place of its entry. */
const rankOf = (step: Step, entryAt: ReadonlyMap<string, number>): number =>
  step.what === 'return' && entryAt.has(cause.return(step.back.id)) ? rank.entry : rank[step.what];

/** A server's clock may have gone back: the order of the ledger is what counts. */
function inTurn(entries: readonly PastEntry[]): PastEntry[] {
  let latest = Number.MIN_SAFE_INTEGER;
  return entries.map((entry) => {
    latest = Math.max(latest, entry.at);
    return entry.at === latest ? entry : { ...entry, at: latest };
  });
}

import type { Transaction } from 'kysely';
import type { RedemptionRow, Tables } from '#server/storage/db/schema.ts';
import type { Store } from '#server/storage/db/store.ts';
import { type KeptEntry, toEntry } from '#server/storage/points/ledger-entries.ts';
import { awardsByMember } from '#server/storage/purchases/awards.ts';
import { type CachedLot, type Finding, findingsOf } from './verify-member.ts';
import { mintFindings } from './verify-mint.ts';
import { poolFindings } from './verify-pools.ts';
import { purchasesByMember } from './verify-purchases.ts';
import { totalFindings } from './verify-totals.ts';

/** How many members are in memory at once, with all their data. */
const pageSize = 50;

/**
 * Replays every member's ledger and compares: balance, debt, lots, redemptions, purchases, awards, rules' totals, stock, pools. It reports and
 * never repairs, because the cause must be found first. Members are read in pages, each at one instant, so the shop may
 * stay open.
 */
export async function verify(store: Store): Promise<Finding[]> {
  const findings: Finding[] = [];
  let last: string | null = '';
  while (last !== null) {
    const after: string = last;
    const page = await snapshot(store, (trx) => readPage(trx, after));
    for (const record of page) findings.push(...findingsOf(record));
    last = page.at(-1)?.member.id ?? null;
  }
  findings.push(...(await snapshot(store, mintFindings)));
  findings.push(...(await snapshot(store, poolFindings)));
  findings.push(...(await snapshot(store, totalFindings)));
  return [...findings, ...(await snapshot(store, stockFindings))];
}

/** Reads at one instant: SQLite in any transaction, PostgreSQL when it is told to. */
const snapshot = <T>(store: Store, read: (trx: Transaction<Tables>) => Promise<T>): Promise<T> =>
  store.read.transaction().setIsolationLevel('repeatable read').execute(read);

async function readPage(trx: Transaction<Tables>, after: string) {
  const members = await trx
    .selectFrom('members')
    .select(['id', 'balance', 'debt', 'last_seq'])
    .where('id', '>', after)
    .orderBy('id')
    .limit(pageSize)
    .execute();
  const ids = members.map(({ id }) => id);
  if (ids.length === 0) return [];
  const entries = await entriesByMember(trx, ids);
  const lots = await lotsByMember(trx, ids);
  const redemptions = await redemptionsByMember(trx, ids);
  const purchases = await purchasesByMember(trx, ids);
  const awards = await awardsByMember(trx, ids);
  return members.map((member) => ({
    member,
    entries: entries.get(member.id) ?? [],
    lots: lots.get(member.id) ?? [],
    redemptions: redemptions.get(member.id) ?? [],
    purchases: purchases.get(member.id) ?? [],
    awards: awards.get(member.id) ?? [],
  }));
}

async function entriesByMember(
  trx: Transaction<Tables>,
  ids: readonly string[],
): Promise<Map<string, KeptEntry[]>> {
  const rows = await trx
    .selectFrom('ledger_entries')
    .selectAll()
    .where('member_id', 'in', ids)
    .orderBy('member_id')
    .orderBy('seq')
    .execute();
  return Map.groupBy(rows.map(toEntry), ({ memberId }) => memberId);
}

async function lotsByMember(
  trx: Transaction<Tables>,
  ids: readonly string[],
): Promise<Map<string, CachedLot[]>> {
  const rows = await trx
    .selectFrom('lots')
    .select(['member_id', 'id', 'remaining', 'expires_at', 'available_at', 'ends_at'])
    .where('member_id', 'in', ids)
    .execute();
  const lots = rows.map((row) => ({
    ...{ memberId: row.member_id, id: row.id, remaining: row.remaining },
    // The rule's day, which the ledger knows; it does not know who was told.
    ...{ expiresAt: row.expires_at, endsAt: row.ends_at },
    ...(row.available_at !== null && { availableAt: row.available_at }),
  }));
  return Map.groupBy(lots, ({ memberId }) => memberId);
}

type Spent = Pick<RedemptionRow, 'member_id' | 'id' | 'state' | 'points' | 'given_back'>;

async function redemptionsByMember(
  trx: Transaction<Tables>,
  ids: readonly string[],
): Promise<Map<string, Spent[]>> {
  const rows = await trx
    .selectFrom('redemptions')
    .select(['member_id', 'id', 'state', 'points', 'given_back'])
    .where('member_id', 'in', ids)
    .execute();
  return Map.groupBy(rows, ({ member_id }) => member_id);
}

/** Checks that what a shard lacks is exactly what live and used vouchers took from it. */
async function stockFindings(trx: Transaction<Tables>): Promise<Finding[]> {
  const held = await trx
    .selectFrom('redemptions')
    .select(['reward_id', 'stock_shard', (eb) => eb.fn.countAll<number>().as('count')])
    .where('stock_shard', 'is not', null)
    .where('state', 'in', ['issued', 'reserved', 'redeemed'])
    .groupBy(['reward_id', 'stock_shard'])
    .execute();
  const heldOf = new Map(held.map((row) => [`${row.reward_id}/${row.stock_shard}`, row.count]));
  const stocks = await trx.selectFrom('reward_stocks').selectAll().execute();
  return stocks.flatMap(({ reward_id, shard, loaded, remaining }) => {
    const gone = heldOf.get(`${reward_id}/${shard}`) ?? 0;
    if (loaded - remaining === gone) return [];
    const detail = `${reward_id} shard ${shard}: ${loaded} loaded, ${remaining} left, ${gone} given out`;
    return [{ memberId: null, about: 'stock' as const, detail }];
  });
}

import type { Transaction } from 'kysely';
import type { Program } from '#domain/program/program.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { Finding } from './verify-member.ts';

/**
 * Checks that what a shard lacks is exactly what live and used vouchers took from it, and that as many were loaded as
 * the programs say.
 */
export async function stockFindings(trx: Transaction<Tables>): Promise<Finding[]> {
  const held = await trx
    .selectFrom('redemptions')
    .select(['reward_id', 'stock_shard', (eb) => eb.fn.countAll<number>().as('count')])
    .where('stock_shard', 'is not', null)
    .where('state', 'in', ['issued', 'reserved', 'redeemed'])
    .groupBy(['reward_id', 'stock_shard'])
    .execute();
  const heldOf = new Map(held.map((row) => [`${row.reward_id}/${row.stock_shard}`, row.count]));
  const stocks = await trx.selectFrom('reward_stocks').selectAll().execute();
  const found = (detail: string): Finding => ({ memberId: null, about: 'stock', detail });
  const totals = new Map<string, number>();
  for (const { reward_id, loaded, withheld } of stocks) {
    totals.set(reward_id, (totals.get(reward_id) ?? 0) + loaded - withheld);
  }
  const byProgram = await stockByProgram(trx, new Set(totals.keys()));
  return [
    ...stocks.flatMap(({ reward_id, shard, loaded, remaining }) => {
      const gone = heldOf.get(`${reward_id}/${shard}`) ?? 0;
      if (loaded - remaining === gone) return [];
      const count = `${loaded} loaded, ${remaining} left, ${gone} given out`;
      return [found(`${reward_id} shard ${shard}: ${count}`)];
    }),
    ...[...totals].flatMap(([id, total]) => {
      const should = byProgram.get(id) ?? total;
      return total === should ? [] : [found(`${id}: ${total} loaded, by the program ${should}`)];
    }),
  ];
}

/** The stock of rewards by the program that set it last, each program's document by itself: it may be 2 MB long. */
async function stockByProgram(
  trx: Transaction<Tables>,
  rewardIds: ReadonlySet<string>,
): Promise<Map<string, number>> {
  const set = new Map<string, number>();
  const programs = await trx
    .selectFrom('programs')
    .leftJoin('program_outcomes', 'program_outcomes.version', 'programs.version')
    .select(['programs.version', 'loaded_at', 'begins_at', 'outcome', 'program_outcomes.at'])
    .execute();
  // A program for a day to come counts out its stock when it begins, others when they are loaded.
  const counted = programs
    .map(({ version, loaded_at, begins_at, outcome, at }) => ({
      version,
      at:
        begins_at === null || begins_at === loaded_at ? loaded_at : outcome === 'begun' ? at : null,
    }))
    .filter(({ at }) => at !== null)
    .sort((a, b) => Number(b.at) - Number(a.at) || b.version - a.version);
  for (const { version } of counted) {
    if (set.size === rewardIds.size) break;
    const { document } = await trx
      .selectFrom('programs')
      .select('document')
      .where('version', '=', version)
      .executeTakeFirstOrThrow();
    const { rewards } = JSON.parse(document) as Program; // Checked when it was loaded.
    for (const { id, stock } of rewards) {
      if (stock !== undefined && rewardIds.has(id) && !set.has(id)) set.set(id, stock);
    }
  }
  return set;
}

import { type Kysely, sql } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';

/** What became of a member's points from `from` to the next period; each is above 0 in the usual case. */
export interface PeriodSum {
  readonly from: number;
  readonly earned: number;
  readonly spent: number;
  readonly lapsed: number;
}

/**
 * The sums of a member's entries by periods: of rewards and what came back of them, of expiry, and of all others.
 * @param starts the first instant of each period, the earliest first
 * @param end of the last one
 */
export async function periodSums(
  db: Kysely<Tables>,
  memberId: string,
  starts: readonly number[],
  end: number,
): Promise<PeriodSum[]> {
  const [first] = starts;
  if (first === undefined) return [];
  const reached = starts.map((start) => sql`case when at >= ${start} then 1 else 0 end`);
  const rows = await db
    .selectFrom(
      db
        .selectFrom('ledger_entries')
        .select(['points', 'kind', 'redemption_id'])
        .select(sql<number>`${sql.join(reached, sql` + `)}`.as('period'))
        .where('member_id', '=', memberId)
        .where('at', '>=', first)
        .where('at', '<', end)
        .as('entries'),
    )
    .select([
      'period',
      sql<number>`coalesce(sum(case when kind = 'expiry' then -points end), 0)`.as('lapsed'),
      sql<number>`coalesce(sum(case when redemption_id is not null then -points end), 0)`.as(
        'spent',
      ),
      sql<number>`coalesce(sum(points), 0)`.as('all'),
    ])
    .groupBy('period')
    .execute();
  return starts.map((from, at) => {
    const row = rows.find(({ period }) => Number(period) === at + 1);
    // PostgreSQL sums bigints to a decimal, which arrives as text.
    const lapsed = Number(row?.lapsed ?? 0);
    const spent = Number(row?.spent ?? 0);
    const all = Number(row?.all ?? 0);
    return { from, lapsed, spent, earned: all + spent + lapsed };
  });
}

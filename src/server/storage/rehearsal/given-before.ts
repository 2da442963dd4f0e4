import { type Kysely, sql } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';

/**
 * What rules gave to all members before an instant, as far as it counts towards their limits and is not back. It reads
 * every line and award, so it is for a thread that reads them all anyway.
 * @param at epoch milliseconds
 */
export async function givenBefore(
  db: Kysely<Tables>,
  at: number,
): Promise<Map<string, { readonly times: number; readonly points: number }>> {
  const { rows } = await sql<Record<'times' | 'points', number> & { rule_id: string }>`
    select rule_id, sum(times) as times, sum(points) as points from (
      select rule_id, case when points > points_back then 1 else 0 end as times,
        points - points_back as points from earned_lines where in_all = 1 and at < ${at}
      union all
      select rule_id, 1, points from awards where in_all = 1 and back_at is null and at < ${at}
      union all
      select rule_id, 1, points from occasions where in_all = 1 and at < ${at}
    ) given group by rule_id`.execute(db);
  // PostgreSQL sums bigints to a decimal, which arrives as text.
  return new Map(
    rows.map((row) => [row.rule_id, { times: Number(row.times), points: Number(row.points) }]),
  );
}

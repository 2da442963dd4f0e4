import { sql, type Transaction } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';
import { differs } from './verify-earning.ts';
import type { Finding } from './verify-member.ts';

/** Checks that what rules gave to all members is what their lines and awards add up to. */
export async function totalFindings(trx: Transaction<Tables>): Promise<Finding[]> {
  const { rows } = await sql<Record<'times' | 'points', number> & { rule_id: string }>`
    select rule_id, sum(times) as times, sum(points) as points from (
      select rule_id, case when points > points_back then 1 else 0 end as times,
        points - points_back as points from earned_lines where in_all = 1
      union all
      select rule_id, 1, points from awards where in_all = 1 and back_at is null
      union all
      select rule_id, 1, points from occasions where in_all = 1
    ) given group by rule_id`.execute(trx);
  const given = new Map(rows.map((row) => [row.rule_id, row]));
  const totals = await trx.selectFrom('earning_totals').selectAll().execute();
  return totals.flatMap(({ rule_id, times, points }) => {
    // PostgreSQL sums bigints to a decimal, which arrives as text.
    const should = given.get(rule_id);
    const faults = [
      ...differs(`rule ${rule_id} gave to all members, times:`, times, Number(should?.times ?? 0)),
      ...differs(`rule ${rule_id} gave to all members`, points, Number(should?.points ?? 0)),
    ];
    return faults.map((detail) => ({ memberId: null, about: 'rule' as const, detail }));
  });
}

import { sql, type Transaction } from 'kysely';
import { lineBack } from '#domain/earning/earned-line.ts';
import { cause, type LedgerEntry } from '#domain/points/ledger.ts';
import type { Returned, Sold } from '#domain/purchase/return.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { AwardRow } from '#server/storage/db/schema-earning.ts';
import type { PurchaseRow, ReturnRow } from '#server/storage/db/schema-purchases.ts';
import type { KeptLine } from '#server/storage/purchases/earned-lines.ts';
import type { Finding } from './verify-member.ts';

interface Earning {
  readonly row: PurchaseRow;
  readonly returns: readonly ReturnRow[];
  readonly sold: Sold;
  readonly returned: Returned;
  readonly lines: readonly KeptLine[];
}

/** Checks that the rules' lines make up what a purchase earned, and that its returns took of each what is due. */
export function lineFaults({ row, returns, sold, returned, lines }: Earning): string[] {
  // What was sold is read only where something of it came back.
  const back = (line: KeptLine, amount: number) =>
    returns.length === 0 ? 0 : lineBack(sold, returned, line, amount);
  const sum = (of: readonly { readonly points: number }[]) =>
    of.reduce((total, { points }) => total + points, 0);
  return [
    ...differs(`the rules' lines of purchase ${row.id} are`, sum(lines), row.points),
    ...differs(
      `the returns of purchase ${row.id} took`,
      sum(returns),
      lines.reduce((total, line) => total + back(line, line.points), 0),
    ),
    // A purchase from before lines were kept says nothing of what is back.
    ...lines
      .filter(({ kept }) => kept)
      .flatMap((line) => {
        const what = `of rule ${line.rule} in purchase ${row.id}`;
        return [
          ...differs(`${what} points back`, line.pointsBack, back(line, line.points)),
          ...differs(`${what} counted back`, line.countedBack, back(line, line.counted)),
        ];
      }),
  ];
}

/** Checks that each award is in the ledger once, and taken back if it says so. */
export function awardFaults(
  entries: readonly LedgerEntry[],
  awards: readonly AwardRow[],
): string[] {
  const pointsOf = new Map(entries.map((entry) => [entry.cause, entry.points]));
  return awards.flatMap(({ rule_id, number, points, back_at, lapsed }) => {
    const given = pointsOf.get(cause.award(rule_id, number)) ?? 0;
    const taken = -(pointsOf.get(cause.awardBack(rule_id, number)) ?? 0);
    const what = `award ${number} of rule ${rule_id}`;
    return [
      ...differs(`${what} gave`, points, given),
      ...differs(`${what} took back`, back_at === null ? 0 : points - lapsed, taken),
    ];
  });
}

/** Checks that what rules gave to all members is what their lines and awards add up to. */
export async function totalFindings(trx: Transaction<Tables>): Promise<Finding[]> {
  const { rows } = await sql<Record<'times' | 'points', number> & { rule_id: string }>`
    select rule_id, sum(times) as times, sum(points) as points from (
      select rule_id, case when points > points_back then 1 else 0 end as times,
        points - points_back as points from earned_lines where in_all = 1
      union all
      select rule_id, 1, points from awards where in_all = 1 and back_at is null
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

export const differs = (what: string, said: number, should: number): string[] =>
  said === should ? [] : [`${what} ${said}, should be ${should}`];

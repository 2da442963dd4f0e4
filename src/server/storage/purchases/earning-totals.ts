import { type Kysely, sql } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';
import type { EarningTotalRow } from '#server/storage/db/schema-occasions.ts';
import type { Tx } from '#server/storage/db/store.ts';
import type { KeptLine } from './earned-lines.ts';

type Total = Pick<EarningTotalRow, 'times' | 'points'>;

/** What rules have given to all members so far; one that has given nothing is not in the map. */
export async function totalsOf(
  db: Kysely<Tables>,
  rules: readonly string[],
): Promise<Map<string, Total>> {
  if (rules.length === 0) return new Map();
  return byRule(
    await db.selectFrom('earning_totals').selectAll().where('rule_id', 'in', rules).execute(),
  );
}

const byRule = (rows: readonly EarningTotalRow[]): Map<string, Total> =>
  new Map(rows.map(({ rule_id, times, points }) => [rule_id, { times, points }]));

/**
 * Locks what rules have given to all members, until the transaction ends. Only rules with a limit for all have such a
 * row, so that other sales wait for nobody.
 */
export async function holdTotals(tx: Tx, rules: readonly string[]): Promise<Map<string, Total>> {
  if (rules.length === 0) return new Map();
  const rows = await tx.db
    .insertInto('earning_totals')
    // One order for all, so that two sales do not wait for each other.
    .values(rules.toSorted().map((rule_id) => ({ rule_id, times: 0, points: 0 })))
    .onConflict((conflict) =>
      // This changes nothing, but a conflict that does nothing would not lock the row.
      conflict.column('rule_id').doUpdateSet((eb) => ({ rule_id: eb.ref('excluded.rule_id') })),
    )
    .returningAll()
    .execute();
  return byRule(rows);
}

/** Adds what a sale got of rules to what they have given, each once. */
export async function addToTotals(
  tx: Tx,
  given: readonly { readonly rule: string; readonly points: number }[],
): Promise<void> {
  if (given.length === 0) return;
  const inOrder = given.toSorted((a, b) => (a.rule < b.rule ? -1 : 1));
  await tx.db
    .insertInto('earning_totals')
    .values(inOrder.map(({ rule, points }) => ({ rule_id: rule, times: 1, points })))
    .onConflict((conflict) =>
      conflict.column('rule_id').doUpdateSet({
        times: sql`earning_totals.times + excluded.times`,
        points: sql`earning_totals.points + excluded.points`,
      }),
    )
    .execute();
}

/** Adds to what a rule has given, or takes from it what came back. */
export async function addToTotal(tx: Tx, rule: string, { times, points }: Total): Promise<void> {
  if (times === 0 && points === 0) return;
  await tx.db
    .updateTable('earning_totals')
    .set({ times: sql`times + ${times}`, points: sql`points + ${points}` })
    .where('rule_id', '=', rule)
    .execute();
}

/** What a total has of an earned line: its points that are not back, and one time unless all of them are. */
export const shareOf = ({ inAll, points, pointsBack }: Share): Total => ({
  times: inAll && points > pointsBack ? 1 : 0,
  points: inAll ? points - pointsBack : 0,
});

type Share = Pick<KeptLine, 'inAll' | 'points' | 'pointsBack'>;

/** Brings the totals of rules to what a purchase's lines are now. */
export async function changeTotals(
  tx: Tx,
  was: readonly (Share & Pick<KeptLine, 'rule'>)[],
  now: readonly (Share & Pick<KeptLine, 'rule'>)[],
): Promise<void> {
  const changes = new Map<string, Total>();
  const add = (rule: string, { times, points }: Total, sign: 1 | -1) => {
    const sum = changes.get(rule) ?? { times: 0, points: 0 };
    changes.set(rule, { times: sum.times + sign * times, points: sum.points + sign * points });
  };
  for (const line of was) add(line.rule, shareOf(line), -1);
  for (const line of now) add(line.rule, shareOf(line), 1);
  // In the order in which the rows were locked above.
  for (const [rule, change] of [...changes].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    await addToTotal(tx, rule, change);
  }
}

import { sql } from 'kysely';
import type { Work } from '#server/usecases/ground/work.ts';

/** Instants in epoch milliseconds. */
export interface Filling {
  readonly members: number;
  /** For each member, of ten points each. */
  readonly lots: number;
  readonly joinedAt: number;
  readonly openedAt: number;
  readonly endsAt: number;
  /** When the clock looks at a lot first. */
  readonly lookAt: number;
}

/** The numbers from 1 as rows of `name`, for a statement with `with recursive`. */
export const upTo = (name: string, count: number) =>
  sql`${sql.ref(name)}(n) as (select 1 union all select n + 1 from ${sql.ref(name)} where n < ${sql.lit(count)})`;

/** Fills in members with their lots, written as the use-cases write them, by one statement a table. */
export async function fillLots({ db }: Pick<Work, 'db'>, filling: Filling): Promise<void> {
  const { members, lots, joinedAt, openedAt, endsAt, lookAt } = filling;
  const people = upTo('people', members);
  const each = upTo('each_lot', lots);
  await sql`insert into members (id, number, address, first_name, language, joined_at, joined_store_id, proved_at, balance, debt, last_seq)
    with recursive ${people} select 'm' || n, 'm' || n, 'm' || n || '@shop.example', null, 'en', ${sql.lit(joinedAt)}, null, ${sql.lit(joinedAt)}, ${sql.lit(10 * lots)}, 0, ${sql.lit(lots)} from people`.execute(
    db,
  );
  await sql`insert into ledger_entries (member_id, seq, kind, points, draws, cause, balance_after, at, lot_expires_at, details, program_version)
    with recursive ${people}, ${each}
    select 'm' || people.n, each_lot.n, 'accrual', 10, '[{"lotId":"adjustment:' || each_lot.n || '","points":10}]', 'adjustment:' || each_lot.n,
      each_lot.n * 10, ${sql.lit(openedAt)}, ${sql.lit(endsAt)}, '{"rule":"welcome"}', 1 from people, each_lot`.execute(
    db,
  );
  await sql`insert into lots (member_id, id, remaining, expires_at, untold, notice_step, look_at)
    with recursive ${people}, ${each}
    select 'm' || people.n, 'adjustment:' || each_lot.n, 10, ${sql.lit(endsAt)}, 0, 0, ${sql.lit(lookAt)} from people, each_lot`.execute(
    db,
  );
}

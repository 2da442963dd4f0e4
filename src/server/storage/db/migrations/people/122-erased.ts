import { type Kysely, sql } from 'kysely';
import { isPostgres } from '#server/storage/db/dialect.ts';
import { addColumn } from '#server/storage/db/migrations/table.ts';

/**
 * When a member was erased. What the database itself keeps from being changed has exceptions from then on, and only
 * about them: words that somebody wrote about the person may be taken out of `details`, and consents may go.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'members', 'erased_at', 'whole?');
  for (const [table, { change, same }] of Object.entries(exceptions)) {
    await (isPostgres(db) ? onPostgres : onSqlite)(db, table, change, same);
  }
}

/** The one change that is allowed, and the columns that it must leave as they are. */
const exceptions = {
  ledger_entries: {
    change: 'update',
    same: [
      ...['member_id', 'seq', 'kind', 'points', 'draws', 'cause', 'balance_after', 'at'],
      ...['lot_expires_at', 'lot_available_at', 'keeps_until', 'redemption_id', 'purchase_id'],
      ...['store_id', 'program_version', 'link'],
    ],
  },
  admin_acts: { change: 'update', same: ['id', 'at', 'actor', 'act', 'store_id', 'member_id'] },
  fact_consents: { change: 'delete', same: [] },
} as const;

const isErased =
  'exists (select 1 from members where id = old.member_id and erased_at is not null)';

async function onSqlite(
  db: Kysely<unknown>,
  table: string,
  change: 'update' | 'delete',
  same: readonly string[],
): Promise<void> {
  const changed = same.map((column) => `new.${column} is not old.${column}`).join(' or ');
  const allowed = `${isErased}${same.length === 0 ? '' : ` and not (${changed})`}`;
  await sql.raw(`drop trigger ${table}_no_${change}`).execute(db);
  await sql
    .raw(
      `create trigger ${table}_no_${change} before ${change} on ${table} when not (${allowed}) begin
        select raise(abort, '${table} is immutable');
      end`,
    )
    .execute(db);
}

async function onPostgres(
  db: Kysely<unknown>,
  table: string,
  change: 'update' | 'delete',
  same: readonly string[],
): Promise<void> {
  const changed = same.map((column) => `new.${column} is distinct from old.${column}`);
  const left = change === 'delete' ? 'old' : 'new';
  const kept = same.length === 0 ? '' : ` and not (${changed.join(' or ')})`;
  await sql
    .raw(
      `create or replace function refuse_change_of_${table}() returns trigger language plpgsql as
      $$ begin
        if tg_op = '${change.toUpperCase()}' then
          if ${isErased}${kept} then return ${left}; end if;
        end if;
        raise exception '% is immutable', tg_table_name;
      end $$`,
    )
    .execute(db);
  await sql.raw(`drop trigger ${table}_immutable on ${table}`).execute(db);
  await sql
    .raw(
      `create trigger ${table}_immutable before update or delete on ${table}
        for each row execute function refuse_change_of_${table}()`,
    )
    .execute(db);
}

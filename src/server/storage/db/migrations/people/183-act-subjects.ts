import { type Kysely, sql } from 'kysely';
import { isPostgres } from '#server/storage/db/dialect.ts';
import { addColumn, createIndex } from '#server/storage/db/migrations/table.ts';

/**
 * What an act that can be taken back was about. Whether somebody changed the same since is then one step into an index,
 * however many acts there are.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'admin_acts', 'subject', 'text?');
  await (isPostgres(db) ? onPostgres : onSqlite)(db);
  await createIndex(db, 'admin_acts', 'act', 'subject', 'at');
}

/** By kind of act, which of its details say it, as this version reads them. */
const fields = {
  'administrator-role-changed': ['administratorId'],
  'poster-moved': ['placement'],
  'program-draft-discarded': ['draftId'],
  'reward-restocked': ['rewardId'],
  'watch-note-decided': ['rule', 'eventId'],
} as const;

/** @param details the column, as something that a field can be taken out of */
async function fill(db: Kysely<unknown>, details: string): Promise<void> {
  for (const [act, parts] of Object.entries(fields)) {
    const subject = parts.map((part) => `(${details} ->> '${part}')`).join(` || ' ' || `);
    await sql.raw(`update admin_acts set subject = ${subject} where act = '${act}'`).execute(db);
  }
}

const isErased =
  'exists (select 1 from members where id = old.member_id and erased_at is not null)';
const isSame = ['id', 'at', 'actor', 'act', 'store_id', 'member_id']
  .concat(['administrator_id', 'changes', 'undoes', 'subject'])
  .map((column) => `new.${column} is not distinct from old.${column}`)
  .join(' and ');

async function onSqlite(db: Kysely<unknown>): Promise<void> {
  await sql.raw('drop trigger admin_acts_no_update').execute(db);
  await fill(db, 'details');
  await sql
    .raw(
      `create trigger admin_acts_no_update before update on admin_acts
        when not (${isErased} and ${isSame}) begin
        select raise(abort, 'admin_acts is immutable');
      end`,
    )
    .execute(db);
}

async function onPostgres(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table admin_acts disable trigger admin_acts_immutable').execute(db);
  await fill(db, 'details::jsonb');
  await sql.raw('alter table admin_acts enable trigger admin_acts_immutable').execute(db);
  await sql
    .raw(
      `create or replace function refuse_change_of_admin_acts() returns trigger language plpgsql as
      $$ begin
        if tg_op = 'UPDATE' then
          if ${isErased} and ${isSame} then return new; end if;
        end if;
        raise exception '% is immutable', tg_table_name;
      end $$`,
    )
    .execute(db);
}

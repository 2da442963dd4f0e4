import { type Kysely, sql } from 'kysely';
import { isPostgres } from '#server/storage/db/dialect.ts';
import { addColumn, createIndex, createTable, oneOf } from '#server/storage/db/migrations/table.ts';

/** Who may open the desk, by which passkeys, and what each act changed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'administrators', {
    columns: {
      id: 'text',
      name: 'text',
      name_key: 'text',
      role: 'text',
      created_at: 'whole',
      ended_at: 'whole?',
    },
    key: ['id'],
    checks: { role: oneOf('role', ['owner', 'editor', 'support', 'viewer']) },
  });
  // Two of one name can't be told apart, also where both were invited at once.
  await sql`create unique index administrators_by_name on administrators (name_key)
    where ended_at is null`.execute(db);
  await createTable(db, 'passkeys', {
    columns: {
      id: 'text',
      administrator_id: 'text',
      public_key: 'text',
      counter: 'whole',
      transports: 'text',
      browser: 'text',
      created_at: 'whole',
      used_at: 'whole',
    },
    key: ['id'],
  });
  await createIndex(db, 'passkeys', 'administrator_id');
  await createTable(db, 'desk_links', {
    columns: {
      token_hash: 'text',
      administrator_id: 'text',
      expires_at: 'whole',
      used_at: 'whole?',
    },
    key: ['token_hash'],
  });
  await createIndex(db, 'desk_links', 'administrator_id');
  await createTable(db, 'desk_challenges', {
    columns: {
      challenge: 'text',
      purpose: 'text',
      administrator_id: 'text?',
      bound_to: 'text?',
      act: 'text?',
      subject: 'text?',
      expires_at: 'whole',
    },
    key: ['challenge'],
    checks: { purpose: oneOf('purpose', ['sign-in', 'link', 'passkey', 'proof']) },
  });
  await createIndex(db, 'desk_challenges', 'expires_at');
  await createTable(db, 'desk_proofs', {
    columns: { session_id: 'text', act: 'text', subject: 'text', expires_at: 'whole' },
    key: ['session_id', 'act', 'subject'],
  });
  await createIndex(db, 'desk_proofs', 'expires_at');
  await createTable(db, 'desk_sessions', {
    columns: {
      id: 'text',
      administrator_id: 'text',
      passkey_id: 'text',
      token_hash: 'text',
      browser: 'text',
      created_at: 'whole',
      seen_at: 'whole',
      ended_at: 'whole?',
    },
    key: ['id'],
  });
  await createIndex(db, 'desk_sessions', 'administrator_id');
  await widenActs(db);
}

/** Which administrator, from what to what, and which act it undoes. These can't be changed for anybody either. */
async function widenActs(db: Kysely<unknown>): Promise<void> {
  for (const column of ['administrator_id', 'changes', 'undoes'])
    await addColumn(db, 'admin_acts', column, 'text?');
  // An act is undone once.
  await sql`create unique index admin_acts_by_undoes on admin_acts (undoes)
    where undoes is not null`.execute(db);
  const erased =
    'exists (select 1 from members where id = old.member_id and erased_at is not null)';
  const same = ['id', 'at', 'actor', 'act', 'store_id', 'member_id']
    .concat(['administrator_id', 'changes', 'undoes'])
    .map((column) => `new.${column} is not distinct from old.${column}`)
    .join(' and ');
  if (isPostgres(db)) {
    await sql
      .raw(
        `create or replace function refuse_change_of_admin_acts() returns trigger language plpgsql as
        $$ begin
          if tg_op = 'UPDATE' then
            if ${erased} and ${same} then return new; end if;
          end if;
          raise exception '% is immutable', tg_table_name;
        end $$`,
      )
      .execute(db);
    return;
  }
  await sql.raw('drop trigger admin_acts_no_update').execute(db);
  await sql
    .raw(
      `create trigger admin_acts_no_update before update on admin_acts
        when not (${erased} and ${same}) begin
        select raise(abort, 'admin_acts is immutable');
      end`,
    )
    .execute(db);
}

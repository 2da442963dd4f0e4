import { type Kysely, sql } from 'kysely';
import { addColumn, createIndex, createTable } from '#server/storage/db/migrations/table.ts';

/** Who invites by which link, who joined by it, what is due to who invited, and which addresses were a member's. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'invitations', {
    columns: { member_id: 'text', code: 'text', at: 'whole' },
    key: ['member_id'],
    ofMember: true,
  });
  await db.schema
    .createIndex('invitations_of_code')
    .on('invitations')
    .column('code')
    .unique()
    .execute();
  await createTable(db, 'referrals', {
    columns: {
      member_id: 'text',
      inviter_id: 'text',
      rule_id: 'text',
      at: 'whole',
      ends_at: 'whole',
      program_version: 'whole',
    },
    key: ['member_id'],
    ofMember: true,
  });
  await createIndex(db, 'referrals', 'inviter_id');
  await createTable(db, 'inviter_dues', {
    columns: {
      id: 'text',
      inviter_id: 'text',
      friend_id: 'text',
      rule_id: 'text',
      number: 'whole',
      return_id: 'text?',
    },
    key: ['id'],
  });
  await createIndex(db, 'inviter_dues', 'inviter_id');
  await createTable(db, 'former_addresses', {
    columns: { address_hash: 'text', ends_at: 'whole' },
    key: ['address_hash'],
  });
  await createIndex(db, 'former_addresses', 'ends_at');
  await addColumn(db, 'awards', 'friend_id', 'text?');
  await addColumn(db, 'awards', 'friend_number', 'whole?');
  // Who invited gets points once for a friend's award, whoever tries at once.
  await sql`create unique index awards_of_friend on awards (friend_id, rule_id, friend_number)
    where friend_id is not null`.execute(db);
  await addColumn(db, 'sign_ins', 'invitation', 'text?');
}

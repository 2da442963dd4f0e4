import { type Kysely, sql } from 'kysely';
import { addColumn, createTable, oneOf } from './table.ts';

/** Members whom a till enrolled, what they agreed to, and tills' questions to members. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await addColumn(db, 'members', 'proved_at', 'whole?');
  // Members from before this step all have a proved address.
  await sql`update members set proved_at = joined_at`.execute(db);
  await createConsents(db);
  await createConfirmations(db);
}

async function createConsents(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'consents', {
    columns: {
      member_id: 'text',
      id: 'text',
      text: 'text',
      joined: 'whole',
      store_id: 'text',
      till_id: 'text',
      associate_id: 'text?',
      at: 'whole',
    },
    key: ['member_id', 'id'],
    ofMember: true,
    checks: { joined: 'joined in (0, 1)' },
  });
}

async function createConfirmations(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'confirmations', {
    columns: {
      member_id: 'text',
      id: 'text',
      state: 'text',
      store_id: 'text',
      till_id: 'text',
      associate_id: 'text?',
      receipt_number: 'text',
      reward: 'text',
      code_hash: 'text',
      wrong_codes: 'whole',
      asked_at: 'whole',
      redemption_id: 'text?',
    },
    key: ['member_id', 'id'],
    ofMember: true,
    checks: {
      states: oneOf('state', ['open', 'confirmed', 'declined', 'cancelled', 'ended']),
      counts: 'wrong_codes >= 0',
      answered: "(state = 'confirmed') = (redemption_id is not null)",
    },
  });
  // Ids that tills made for their questions, without a foreign key, because the member may be on another machine.
  await createTable(db, 'confirmation_ids', {
    columns: { id: 'text', member_id: 'text', confirmation_id: 'text' },
    key: ['id'],
  });
}

import type { Kysely } from 'kysely';
import { createTable } from './table.ts';

/** How often a member has changed, so that a page knows whether it has missed a change. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'member_news', {
    columns: { member_id: 'text', version: 'whole' },
    key: ['member_id'],
    ofMember: true,
  });
}

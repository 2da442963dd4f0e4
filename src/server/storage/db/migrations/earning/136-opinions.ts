import type { Kysely } from 'kysely';
import { createIndex, createTable, oneOf } from '#server/storage/db/migrations/table.ts';

/** Answers to surveys, with the counts of members who left, and reviews with the links that give for them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'survey_answers', {
    columns: {
      member_id: 'text',
      rule_id: 'text',
      number: 'whole',
      source: 'text',
      version: 'whole',
      answer: 'text',
      store_id: 'text?',
      points: 'whole',
      at: 'whole',
    },
    key: ['member_id', 'rule_id', 'number'],
    ofMember: true,
  });
  await createTable(db, 'survey_counts', {
    columns: {
      rule_id: 'text',
      version: 'whole',
      answer: 'text',
      store_id: 'text',
      count: 'whole',
    },
    key: ['rule_id', 'version', 'answer', 'store_id'],
  });
  await createTable(db, 'reviews', {
    columns: {
      review_id: 'text',
      member_id: 'text',
      product: 'text',
      rating: 'whole?',
      written_at: 'whole',
      source: 'text',
      outcome: 'text',
      points: 'whole',
      at: 'whole',
    },
    key: ['review_id'],
    checks: {
      source: oneOf('source', ['api', 'link']),
      outcome: oneOf('outcome', ['given', 'had', 'limits']),
    },
    ofMember: true,
  });
  await createIndex(db, 'reviews', 'member_id', 'product');
  await createTable(db, 'review_links', {
    columns: {
      review_id: 'text',
      id: 'text',
      member_id: 'text',
      product: 'text',
      made_at: 'whole',
      ends_at: 'whole',
    },
    key: ['review_id'],
    ofMember: true,
  });
  await createIndex(db, 'review_links', 'id');
  await createIndex(db, 'review_links', 'member_id');
}

import type { Tables } from '#server/storage/db/schema.ts';
import type { About } from './held.ts';

/** What other systems know of a member; a part of `aboutMembers`. */
export const aboutSources = {
  external_ids: {
    subject: 'profile',
    erasing: 'goes',
    holds: 'what other systems of the shop call somebody',
    by: 'member_id',
    order: ['source', 'external_id'],
    columns: { member_id: 'inner', source: 'plain', external_id: 'plain', at: 'instant' },
  },
  member_imports: {
    subject: 'profile',
    erasing: 'goes',
    holds: 'from which other system somebody was brought over, when, and under which name',
    by: 'member_id',
    order: ['source'],
    columns: {
      member_id: 'inner',
      source: 'plain',
      row_key: 'plain',
      content_hash: 'inner',
      at: 'instant',
    },
  },
  reported_facts: {
    subject: 'profile',
    erasing: 'goes',
    holds: 'what other systems of the shop told of somebody, and took back',
    by: 'member_id',
    order: ['source', 'fact_id'],
    columns: {
      member_id: 'inner',
      source: 'plain',
      fact_id: 'plain',
      fact: 'plain',
      about: 'plain',
      withdrawn: 'truth',
      at: 'instant',
      reported_at: 'instant',
      outcome: 'plain',
      points: 'plain',
    },
  },
} as const satisfies { readonly [T in keyof Tables]?: About<T> };

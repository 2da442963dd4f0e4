import type { Tables } from '#server/storage/db/schema.ts';
import type { About } from './held.ts';

/** Memberships of one person that were made one, or are about to be; a part of `aboutMembers`. */
export const aboutMerges = {
  merges: {
    subject: 'profile',
    erasing: 'goes',
    holds: 'memberships of theirs that were merged into this one',
    by: 'member_id',
    order: ['from_id'],
    columns: {
      member_id: 'inner',
      from_id: 'plain',
      number: 'plain',
      address_key: 'plain',
      points: 'plain',
      at: 'instant',
    },
  },
  merge_offers: {
    subject: 'profile',
    erasing: 'goes',
    holds: 'a merge of two memberships that support has begun, for a week at most',
    by: 'member_id',
    order: ['member_id'],
    columns: {
      member_id: 'inner',
      with_id: 'inner',
      side: 'plain',
      at: 'instant',
      ends_at: 'instant',
    },
  },
  declined_merges: {
    subject: 'profile',
    erasing: 'goes',
    holds: 'a merge that support had begun and this member said no to, for a week at most',
    by: 'member_id',
    order: ['member_id', 'with_id'],
    columns: {
      member_id: 'inner',
      with_id: 'inner',
      at: 'instant',
      ends_at: 'instant',
    },
  },
  merge_asks: {
    subject: 'profile',
    erasing: 'goes',
    holds: 'which other membership somebody is about to merge into theirs, for half an hour',
    by: 'member_id',
    order: ['member_id'],
    columns: {
      member_id: 'inner',
      state: 'plain',
      session_id: 'inner',
      address: 'plain',
      code_hash: 'secret',
      wrong_codes: 'inner',
      at: 'instant',
      ends_at: 'instant',
    },
  },
} as const satisfies { readonly [T in keyof Tables]?: About<T> };

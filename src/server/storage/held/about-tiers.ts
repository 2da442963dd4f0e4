import type { Tables } from '#server/storage/db/schema.ts';
import type { About } from './held.ts';

/** Which tiers a member has, was given and paid for; a part of `aboutMembers`. */
export const aboutTiers = {
  member_tiers: {
    subject: 'tiers',
    erasing: 'goes',
    holds: 'the tier that was noted last, and what was told of its end',
    by: 'member_id',
    order: ['member_id'],
    columns: {
      member_id: 'inner',
      tier_id: 'plain',
      since: 'instant',
      look_at: 'inner',
      mailed_for: 'instant',
      mailed_at: 'instant',
      mail_id: 'inner',
      told_for: 'instant',
      told_at: 'instant',
      told_by: 'plain',
    },
  },
  tier_grants: {
    subject: 'tiers',
    erasing: 'stays',
    holds: 'tiers that support gave, and for how long',
    by: 'member_id',
    order: ['number'],
    columns: {
      member_id: 'inner',
      number: 'plain',
      tier_id: 'plain',
      from_at: 'instant',
      until_at: 'instant',
    },
  },
  membership_looks: {
    subject: 'tiers',
    erasing: 'goes',
    holds: 'what was told of the end of a membership',
    by: 'member_id',
    order: ['tier_id'],
    columns: {
      member_id: 'inner',
      tier_id: 'plain',
      look_at: 'inner',
      mailed_for: 'instant',
      ended_for: 'instant',
    },
  },
} as const satisfies { readonly [T in keyof Tables]?: About<T> };

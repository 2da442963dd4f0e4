import type { Tables } from '#server/storage/db/schema.ts';
import type { About } from './held.ts';

/** What the ledger says of a member; a part of `aboutMembers`. */
export const aboutPoints = {
  ledger_entries: {
    subject: 'points',
    erasing: 'stays',
    holds: 'each change of the points, with its reason',
    by: 'member_id',
    order: ['seq'],
    columns: {
      member_id: 'inner',
      seq: 'plain',
      kind: 'plain',
      points: 'plain',
      draws: 'json',
      cause: 'plain',
      balance_after: 'plain',
      at: 'instant',
      lot_expires_at: 'instant',
      lot_available_at: 'instant',
      keeps_until: 'instant',
      redemption_id: 'plain',
      purchase_id: 'plain',
      store_id: 'plain',
      details: 'json',
      program_version: 'plain',
      link: 'inner',
    },
  },
  lots: {
    subject: 'points',
    erasing: 'stays',
    holds: 'points that came together, when they end, and whether that was told',
    by: 'member_id',
    order: ['id'],
    columns: {
      member_id: 'inner',
      id: 'plain',
      remaining: 'plain',
      expires_at: 'instant',
      available_at: 'instant',
      untold: 'inner',
      told_at: 'instant',
      told_by: 'plain',
      ends_at: 'instant',
      notice_step: 'inner',
      look_at: 'inner',
      notice_mail_id: 'inner',
    },
  },
} as const satisfies { readonly [T in keyof Tables]?: About<T> };

import type { Tables } from '#server/storage/db/schema.ts';
import type { About } from './held.ts';

/** The tables of what a member was told, and what of it they want. */
export const aboutMessages = {
  member_activity: {
    subject: 'profile',
    erasing: 'goes',
    holds:
      'the last sign that the clock has seen, and when somebody was told that they will be forgotten',
    by: 'member_id',
    order: ['member_id'],
    columns: { member_id: 'inner', active_at: 'instant', told_at: 'instant' },
  },
  mails: {
    subject: 'messages',
    erasing: 'goes',
    holds: 'notices that were mailed',
    by: 'member_id',
    order: ['id'],
    columns: {
      id: 'plain',
      sealed: 'secret',
      created_at: 'instant',
      send_after: 'inner',
      attempts: 'inner',
      sent_at: 'instant',
      failed_at: 'instant',
      notice: 'plain',
      member_id: 'inner',
      worth_until: 'inner',
      answer: 'inner',
      to_key: 'secret',
      number_key: 'secret',
    },
  },
  messages: {
    subject: 'messages',
    erasing: 'goes',
    holds: 'which messages there were, when, and whether they were taken',
    by: 'member_id',
    order: ['at', 'kind', 'cause'],
    columns: {
      member_id: 'inner',
      kind: 'plain',
      cause: 'inner',
      id: 'plain',
      channel: 'plain',
      state: 'plain',
      why: 'plain',
      at: 'instant',
      ended_at: 'instant',
    },
  },
  message_choices: {
    subject: 'messages',
    erasing: 'goes',
    holds: 'which messages somebody wants, and how and when they said so',
    by: 'member_id',
    order: ['kind'],
    columns: { member_id: 'inner', kind: 'plain', wanted: 'truth', way: 'plain', at: 'instant' },
  },
  dead_addresses: {
    subject: 'messages',
    erasing: 'goes',
    holds: 'that mail to the address comes back, since when, and who said so',
    by: 'member_id',
    order: ['member_id'],
    columns: { member_id: 'inner', at: 'instant', way: 'plain' },
  },
} as const satisfies { readonly [T in keyof Tables]?: About<T> };

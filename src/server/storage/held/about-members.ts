import type { Tables } from '#server/storage/db/schema.ts';
import { aboutMessages } from './about-messages.ts';
import { aboutOpinions } from './about-opinions.ts';
import { aboutPurchases } from './about-purchases.ts';
import { aboutSources } from './about-sources.ts';
import { aboutTiers } from './about-tiers.ts';
import type { About } from './held.ts';

/**
 * Every table that says something of a member, and each of its columns. What a member's copy contains is made of it,
 * and `docs/privacy.md` shows it; a new column is a compile error until somebody has said what it is.
 */
export const aboutMembers = {
  members: {
    subject: 'profile',
    erasing: 'stays',
    holds: 'who is a member, and since when',
    by: 'id',
    order: ['id'],
    columns: {
      ...{ id: 'plain', number: 'plain', address: 'plain', first_name: 'plain' },
      ...{ language: 'plain', joined_at: 'instant', joined_store_id: 'plain' },
      ...{ proved_at: 'instant', first_proved_at: 'instant', balance: 'plain', debt: 'plain' },
      ...{ frozen_at: 'instant', erased_at: 'inner' },
      ...{ last_seq: 'inner', chain_head: 'inner', chain_base: 'inner' },
    },
  },
  facts: {
    subject: 'profile',
    erasing: 'goes',
    holds: 'what somebody told freely of themselves',
    by: 'member_id',
    order: ['fact'],
    columns: {
      ...{ member_id: 'inner', fact: 'plain', value: 'plain', at: 'instant' },
    },
  },
  ...aboutSources,
  sessions: {
    subject: 'devices',
    erasing: 'goes',
    holds: 'where somebody was signed in, and the poster scanned there last',
    by: 'member_id',
    order: ['id'],
    columns: {
      ...{ member_id: 'inner', id: 'plain', token_hash: 'secret', browser: 'plain' },
      ...{ created_at: 'instant', seen_at: 'instant', revoked_at: 'instant' },
      ...{ placement: 'plain', placement_at: 'instant', pass_epoch: 'inner' },
    },
  },
  address_changes: {
    subject: 'profile',
    erasing: 'goes',
    holds: 'changes of the e-mail address of the last week, and the address that waits meanwhile',
    by: 'member_id',
    order: ['number'],
    columns: {
      ...{ member_id: 'inner', number: 'plain', state: 'plain', address: 'plain' },
      ...{ before: 'plain', before_key: 'inner', session_id: 'inner', code_hash: 'secret' },
      ...{ wrong_codes: 'inner', at: 'instant', ends_at: 'instant' },
    },
  },
  consents: {
    subject: 'consents',
    erasing: 'goes',
    holds: 'what somebody agreed to before a till made them a member',
    by: 'member_id',
    order: ['id'],
    columns: {
      ...{ member_id: 'inner', id: 'plain', text: 'plain', joined: 'truth' },
      ...{ store_id: 'plain', till_id: 'plain', associate_id: 'inner', at: 'instant' },
    },
  },
  invitations: {
    subject: 'profile',
    erasing: 'goes',
    holds: 'the link by which somebody invites',
    by: 'member_id',
    order: ['member_id'],
    columns: { ...{ member_id: 'inner', code: 'plain', at: 'instant' } },
  },
  referrals: {
    subject: 'profile',
    erasing: 'goes',
    holds: 'that somebody joined by an invitation, and until when their purchases count for it',
    by: 'member_id',
    order: ['member_id'],
    columns: {
      ...{ member_id: 'inner', inviter_id: 'inner', rule_id: 'plain', at: 'instant' },
      ...{ ends_at: 'instant', program_version: 'plain' },
    },
  },
  fact_consents: {
    subject: 'consents',
    erasing: 'goes',
    holds: 'the sentence under which somebody told it, or took it back',
    by: 'member_id',
    order: ['number'],
    columns: {
      ...{ member_id: 'inner', number: 'plain', fact: 'plain', given: 'truth' },
      ...{ wording: 'plain', language: 'plain', at: 'instant' },
      ...{ version: 'plain', place: 'plain', source: 'plain' },
    },
  },
  newsletters: {
    subject: 'consents',
    erasing: 'goes',
    holds: 'whether somebody wants the newsletter',
    by: 'member_id',
    order: ['member_id'],
    columns: {
      ...{ member_id: 'inner', state: 'plain', code_hash: 'secret', wrong_codes: 'inner' },
      at: 'instant',
    },
  },
  ledger_entries: {
    subject: 'points',
    erasing: 'stays',
    holds: 'each change of the points, with its reason',
    by: 'member_id',
    order: ['seq'],
    columns: {
      ...{ member_id: 'inner', seq: 'plain', kind: 'plain', points: 'plain', draws: 'json' },
      ...{ cause: 'plain', balance_after: 'plain', at: 'instant', lot_expires_at: 'instant' },
      ...{ lot_available_at: 'instant', keeps_until: 'instant', redemption_id: 'plain' },
      ...{ purchase_id: 'plain', store_id: 'plain', details: 'json', program_version: 'plain' },
      ...{ link: 'inner' },
    },
  },
  lots: {
    subject: 'points',
    erasing: 'stays',
    holds: 'points that came together, when they end, and whether that was told',
    by: 'member_id',
    order: ['id'],
    columns: {
      ...{ member_id: 'inner', id: 'plain', remaining: 'plain', expires_at: 'instant' },
      ...{ available_at: 'instant', untold: 'inner', told_at: 'instant', told_by: 'plain' },
      ...{ ends_at: 'instant', notice_step: 'inner', look_at: 'inner', notice_mail_id: 'inner' },
    },
  },
  occasions: {
    subject: 'points',
    erasing: 'stays',
    holds: 'what rules gave for something that was no purchase',
    by: 'member_id',
    order: ['rule_id', 'occasion'],
    columns: {
      ...{ member_id: 'inner', rule_id: 'plain', occasion: 'plain', kind: 'plain' },
      ...{ points: 'plain', at: 'instant', in_all: 'truth', program_version: 'plain' },
    },
  },
  ...aboutOpinions,
  ...aboutPurchases,
  ...aboutMessages,
  redemptions: {
    subject: 'rewards',
    erasing: 'stays',
    holds: 'vouchers: taken, used, ended, given back',
    by: 'member_id',
    order: ['id'],
    columns: {
      ...{ member_id: 'inner', id: 'plain', state: 'plain', reward_id: 'plain', reward: 'json' },
      ...{ points: 'plain', issued_at: 'instant', expires_at: 'instant', store_id: 'plain' },
      ...{ tier_id: 'plain', code_source: 'plain', code_salt: 'secret' },
      ...{ short_code_salt: 'secret', stock_shard: 'inner', reserved_until: 'instant' },
      ...{ reserved_store_id: 'plain', reserved_till_id: 'plain', basket_id: 'plain' },
      ...{ used_at: 'instant', used_store_id: 'plain', used_till_id: 'plain' },
      ...{ associate_id: 'inner', receipt_number: 'plain', entered: 'plain' },
      ...{ ended_at: 'instant', end_reason: 'plain', given_back: 'plain' },
      ...{ reversed_by: 'inner', replaced_by: 'plain' },
    },
  },
  mint_orders: {
    subject: 'rewards',
    erasing: 'stays',
    holds: "a voucher's discount in a vendor's till",
    by: 'member_id',
    order: ['redemption_id'],
    columns: {
      ...{ member_id: 'inner', redemption_id: 'plain', store_id: 'plain', vendor: 'plain' },
      ...{ state: 'plain', unanswered: 'inner', reference: 'plain', ending: 'plain' },
      ...{ ended_at: 'instant', withdrawn_at: 'instant', failures: 'inner', fault: 'inner' },
      ...{ created_at: 'instant', ends_at: 'instant', sealed_code: 'secret', due_at: 'inner' },
    },
  },
  pool_handouts: {
    subject: 'rewards',
    erasing: 'stays',
    holds: "which of a pool's codes a voucher got, and whether it was used",
    by: 'member_id',
    order: ['redemption_id'],
    columns: {
      ...{ member_id: 'inner', redemption_id: 'plain', pool_id: 'inner', shard: 'inner' },
      ...{ seq: 'inner', ends_at: 'instant', outcome: 'plain', settled_by: 'inner' },
      ...{ use_key: 'inner' },
    },
  },
  pass_scans: {
    subject: 'rewards',
    erasing: 'goes',
    holds: 'barcodes made on the phone that a till scanned',
    by: 'member_id',
    order: ['session_id', 'step', 'pass_key'],
    columns: {
      ...{ member_id: 'inner', session_id: 'plain', step: 'inner', slot: 'inner' },
      ...{ pass_key: 'secret', store_id: 'plain', till_id: 'plain', scanned_at: 'instant' },
      ...{ redemption_id: 'plain', state: 'plain', refusal: 'json' },
    },
  },
  confirmations: {
    subject: 'rewards',
    erasing: 'goes',
    holds: 'questions of a till, and the answers',
    by: 'member_id',
    order: ['id'],
    columns: {
      ...{ member_id: 'inner', id: 'plain', state: 'plain', store_id: 'plain', till_id: 'plain' },
      ...{ associate_id: 'inner', receipt_number: 'plain', reward: 'json', code_hash: 'secret' },
      ...{ wrong_codes: 'plain', asked_at: 'instant', redemption_id: 'plain' },
    },
  },
  ...aboutTiers,
  admin_acts: {
    subject: 'support',
    erasing: 'stays',
    holds: 'who looked at the membership or changed it by hand',
    by: 'member_id',
    order: ['id'],
    columns: {
      ...{ id: 'plain', at: 'instant', actor: 'plain', act: 'plain', store_id: 'plain' },
      ...{ member_id: 'inner', details: 'json', administrator_id: 'inner' },
      ...{ changes: 'json', undoes: 'plain' },
    },
  },
} as const satisfies { readonly [T in keyof Tables]?: About<T> };

export type AboutTable = keyof typeof aboutMembers;

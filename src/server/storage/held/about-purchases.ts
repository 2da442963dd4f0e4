import type { Tables } from '#server/storage/db/schema.ts';
import type { About } from './held.ts';

/** What a member bought and brought back, and what it earned; a part of `aboutMembers`. */
export const aboutPurchases = {
  purchases: {
    subject: 'purchases',
    erasing: 'stays',
    holds: 'what was paid, where, and what it earned',
    by: 'member_id',
    order: ['id'],
    columns: {
      ...{ member_id: 'inner', id: 'plain', till_id: 'plain', receipt_number: 'plain' },
      ...{ store_id: 'plain', associate_id: 'inner', confirmed_by: 'inner', at: 'instant' },
      ...{ reported_at: 'instant', minor: 'plain', currency: 'plain', taxes: 'plain' },
      ...{ tip: 'plain', rounding: 'plain', tenders: 'json', channel: 'plain', place: 'plain' },
      ...{ points: 'plain', available_at: 'instant', counts_from: 'instant', tier_id: 'plain' },
      ...{ counted: 'plain', counted_back: 'plain', acts: 'json' },
    },
  },
  purchase_lines: {
    subject: 'purchases',
    erasing: 'stays',
    holds: 'each line of a receipt, down to its product number and promotions',
    by: 'member_id',
    order: ['purchase_id', 'id'],
    columns: {
      ...{ member_id: 'inner', purchase_id: 'plain', id: 'plain', number: 'plain' },
      ...{ minor: 'plain', gtin: 'plain', sku: 'plain', name: 'plain', categories: 'json' },
      ...{ quantity: 'plain', unit: 'plain', list_minor: 'plain', promotions: 'json' },
    },
  },
  purchase_ratings: {
    subject: 'purchases',
    erasing: 'stays',
    holds: 'a purchase rated anew, because an earlier one was reported later',
    by: 'member_id',
    order: ['purchase_id', 'number'],
    columns: {
      ...{ member_id: 'inner', purchase_id: 'plain', number: 'plain', at: 'instant' },
      ...{ tier_id: 'plain', points: 'plain', back: 'plain', lapsed: 'plain' },
    },
  },
  earned_lines: {
    subject: 'purchases',
    erasing: 'stays',
    holds: 'what each rule made of a purchase',
    by: 'member_id',
    order: ['purchase_id', 'rule_id'],
    columns: {
      ...{ member_id: 'inner', purchase_id: 'plain', rule_id: 'plain', number: 'plain' },
      ...{ at: 'instant', points: 'plain', points_back: 'plain', counted: 'plain' },
      ...{ counted_back: 'plain', within: 'instant', on_lines: 'json', spread: 'truth' },
      ...{ needs: 'plain', in_all: 'truth', program_version: 'plain' },
    },
  },
  awards: {
    subject: 'purchases',
    erasing: 'stays',
    holds:
      'cards that were full, goals that were reached, and friends who came (without what they bought, and when)',
    by: 'member_id',
    order: ['rule_id', 'number'],
    columns: {
      ...{ member_id: 'inner', rule_id: 'plain', number: 'plain', within: 'instant' },
      ...{ points: 'plain', at: 'instant', purchase_id: 'plain', in_all: 'truth' },
      ...{ back_at: 'instant', lapsed: 'plain', redemption_id: 'plain' },
      ...{ friend_id: 'inner', friend_number: 'inner' },
    },
    another: { names: 'friend_id', columns: ['purchase_id', 'at'] },
  },
  purchase_redemptions: {
    subject: 'purchases',
    erasing: 'stays',
    holds: 'rewards that were given with a purchase',
    by: 'member_id',
    order: ['redemption_id'],
    columns: {
      ...{ member_id: 'inner', redemption_id: 'plain', purchase_id: 'plain', lines: 'json' },
    },
  },
  undone_lines: {
    subject: 'purchases',
    erasing: 'stays',
    holds: 'lines for which a till undid a reward',
    by: 'member_id',
    order: ['redemption_id', 'line_id'],
    columns: {
      ...{ member_id: 'inner', redemption_id: 'plain', line_id: 'plain' },
      ...{ at: 'instant', reason: 'plain' },
    },
  },
  returns: {
    subject: 'purchases',
    erasing: 'stays',
    holds: 'goods brought back, and the points that went with them',
    by: 'member_id',
    order: ['id'],
    columns: {
      ...{ member_id: 'inner', id: 'plain', purchase_id: 'plain', what: 'plain', minor: 'plain' },
      ...{ points: 'plain', lapsed: 'plain', given_back: 'plain' },
      ...{ exchange_purchase_id: 'plain', exchange_kept: 'plain', at: 'instant' },
    },
  },
  return_lines: {
    subject: 'purchases',
    erasing: 'stays',
    holds: 'the lines of those',
    by: 'member_id',
    order: ['purchase_id', 'return_id', 'line_id'],
    columns: {
      ...{ member_id: 'inner', purchase_id: 'plain', return_id: 'plain' },
      ...{ line_id: 'plain', minor: 'plain' },
    },
  },
  return_receipts: {
    subject: 'purchases',
    erasing: 'stays',
    holds: 'what a till said of a return, also of one that waits for its purchase',
    by: 'member_id',
    order: ['return_id'],
    columns: {
      ...{ till_id: 'plain', receipt_number: 'plain', return_id: 'plain', state: 'plain' },
      ...{ purchase_till_id: 'plain', purchase_receipt_number: 'plain', store_id: 'plain' },
      ...{ associate_id: 'inner', at: 'instant', reported_at: 'instant', wish: 'json' },
      ...{ member_id: 'inner', refusal: 'json' },
    },
  },
  memberships: {
    subject: 'tiers',
    erasing: 'stays',
    holds: 'memberships that were paid for, what was paid, and what was to be paid back',
    by: 'member_id',
    order: ['bought_at', 'id'],
    columns: {
      ...{ member_id: 'inner', id: 'plain', tier_id: 'plain', source: 'plain' },
      ...{ bought_at: 'instant', reported_at: 'instant', months: 'plain', time_zone: 'plain' },
      ...{ purchase_id: 'plain', line_id: 'plain', till_id: 'plain', receipt_number: 'plain' },
      ...{ minor: 'plain', currency: 'plain', refund: 'json', program_version: 'plain' },
      ...{ left_at: 'instant', back_at: 'instant', back_by: 'plain', refund_minor: 'plain' },
    },
  },
} as const satisfies { readonly [T in keyof Tables]?: About<T> };

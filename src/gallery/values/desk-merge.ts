import type { DeskMerge, DeskMergeAsked, DeskMergePreview } from '#contract/desk/desk-merge.ts';
import { membershipNumberOf } from '#domain/scan/membership-number.ts';
import { dayMs, galleryNow, memberNumber } from './shop.ts';

const otherNumber = membershipNumberOf('710582946');

const asked: DeskMergeAsked = {
  at: galleryNow - dayMs,
  until: galleryNow + 6 * dayMs,
  ending: otherNumber.slice(-4),
  side: 'goes-on',
};

const preview: DeskMergePreview = {
  own: {
    number: memberNumber,
    address: 'maya@example.com',
    points: 1_280,
    ends: [
      { points: 240, at: galleryNow + 30 * dayMs },
      { points: 1_000, at: galleryNow + 300 * dayMs },
    ],
    coming: [{ points: 40, availableAt: galleryNow + 14 * dayMs }],
    tier: 'Gold',
    vouchers: [],
    lines: 48,
  },
  other: {
    number: otherNumber,
    address: 'maya-with-a-long-name-of-her-own@another-example.com',
    points: -20,
    ends: [],
    coming: [],
    tier: 'Member',
    vouchers: ['Cup'],
    lines: 3,
  },
  points: 1_260,
  tier: 'Gold',
  tierUntil: null,
  cards: [{ name: 'The tenth coffee', isGoal: false, isFull: true, have: 2, of: 10 }],
  pinEnds: true,
  refusal: { key: 'merge-vouchers', count: 1 },
  canBegin: true,
};

/** A merge that support has begun. */
export const mergeThatStands: DeskMerge = { asked, declined: null, preview };

/** The same after one of both has said no. */
export const mergeDeclined: DeskMerge = {
  asked: null,
  declined: { ending: otherNumber.slice(-4), at: galleryNow },
  preview: null,
};

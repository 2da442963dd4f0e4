import type { Tables } from '#server/storage/db/schema.ts';
import type { About } from './held.ts';

/** What a member said of the shop and its goods; a part of `aboutMembers`. */
export const aboutOpinions = {
  survey_answers: {
    subject: 'points',
    erasing: 'goes',
    holds: 'answers to questions that the shop asked',
    by: 'member_id',
    order: ['rule_id', 'number'],
    columns: {
      member_id: 'inner',
      rule_id: 'plain',
      number: 'plain',
      source: 'plain',
      version: 'plain',
      answer: 'plain',
      store_id: 'plain',
      points: 'plain',
      at: 'instant',
    },
  },
  reviews: {
    subject: 'points',
    erasing: 'goes',
    holds: 'of which product somebody wrote a review, and what it gave; never its text',
    by: 'member_id',
    order: ['review_id'],
    columns: {
      member_id: 'inner',
      review_id: 'plain',
      product: 'plain',
      rating: 'plain',
      written_at: 'instant',
      source: 'plain',
      outcome: 'plain',
      points: 'plain',
      at: 'instant',
    },
  },
  review_links: {
    subject: 'points',
    erasing: 'goes',
    holds: 'links that give for a review, once',
    by: 'member_id',
    order: ['review_id'],
    columns: {
      member_id: 'inner',
      review_id: 'plain',
      id: 'secret',
      product: 'plain',
      made_at: 'instant',
      ends_at: 'instant',
    },
  },
} as const satisfies { readonly [T in keyof Tables]?: About<T> };

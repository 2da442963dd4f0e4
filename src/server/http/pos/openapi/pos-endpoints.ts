import type { Endpoints } from '#contract/endpoint.ts';
import type { posApi } from '#contract/paths.ts';
import { PosEventPage, PosEventQuery } from '#contract/pos/pos-events.ts';
import { eventExamples } from './pos-event-examples.ts';
import { memberSchemas } from './pos-member-schemas.ts';
import { posOperation } from './pos-operation.ts';
import { purchaseSchemas } from './pos-purchase-schemas.ts';
import { readingSchemas } from './pos-reading-schemas.ts';
import { voucherSchemas } from './pos-voucher-schemas.ts';

const readEvents = posOperation({
  operationId: 'readEvents',
  tag: 'Events',
  summary: 'Read what has happened in the store',
  description:
    'Page by page, in an order that never skips. Ask every few seconds with the last `next`.',
  query: PosEventQuery,
  answer: PosEventPage,
  // An event that the schema does not know yet is sent as it was written, and never stops the feed.
  sentAsIs: true,
  examples: eventExamples,
});

/**
 * The endpoints of a POS, under the names of their addresses in `paths.ts`. Routes and description are made from them.
 */
export const posEndpoints = {
  look: { post: voucherSchemas.look },
  reserve: { post: voucherSchemas.reserve },
  release: { post: voucherSchemas.release },
  redemptions: { get: readingSchemas.redemptions, post: voucherSchemas.redeem },
  redemption: { get: readingSchemas.redemption },
  reverse: { post: voucherSchemas.reverse },
  findMember: { post: memberSchemas.find },
  members: { post: memberSchemas.enrol },
  rewards: { get: memberSchemas.rewards },
  history: { get: readingSchemas.history },
  confirmations: { post: memberSchemas.ask },
  confirmation: { get: memberSchemas.read },
  confirmationCode: { post: memberSchemas.code },
  confirmationPin: { post: memberSchemas.pin },
  cancelConfirmation: { post: memberSchemas.cancel },
  purchases: { get: readingSchemas.purchases, post: purchaseSchemas.purchase },
  purchase: { get: readingSchemas.purchase },
  unclaimed: { post: purchaseSchemas.unclaimed },
  returns: { get: readingSchemas.returns, post: purchaseSchemas.return },
  return: { get: readingSchemas.return },
  events: { get: readEvents },
} as const satisfies Endpoints<typeof posApi>;

export type PosEndpoints = typeof posEndpoints;

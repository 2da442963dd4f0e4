import { instantOf } from '#server/http/edge/instant.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import {
  endMembership,
  listMemberships,
  startMembership,
} from '#server/usecases/purchases/system-memberships.ts';
import type { AdminHandlers } from './pool-files.ts';

/** Tiers that the shop's own system sells, renews and ends. */
export const memberships = (
  context: Context,
): Pick<AdminHandlers, 'memberships' | 'endMembership'> => ({
  memberships: {
    get: async ({ params }) => ({ memberships: await listMemberships(context, params.member) }),
    post: async ({ params, body }) => {
      const { tier: tierId, paidAt, ...wish } = body;
      const at = paidAt === undefined ? null : instantOf(paidAt, '/paidAt');
      return startMembership(context, { ...wish, ...params, tierId, paidAt: at }, 'api');
    },
  },
  endMembership: {
    post: async ({ params, body: { when, dryRun = false } }) =>
      endMembership(context, { ...params, when, dryRun }, 'api'),
  },
});

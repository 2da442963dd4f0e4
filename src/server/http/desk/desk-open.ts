import { languageOf } from '#server/http/edge/request-context.ts';
import {
  listRewards,
  restockReward,
  retireReward,
  viewReward,
} from '#server/usecases/desk/change-rewards.ts';
import { closeStore, viewStoreOpen } from '#server/usecases/desk/close-store.ts';
import {
  checkConnection,
  connectAtDesk,
  disconnectAtDesk,
  listConnections,
} from '#server/usecases/desk/connections.ts';
import type { DeskHandlers } from './desk-people.ts';

const done = { done: true } as const;

/** What changes or ends while something of it is open: a reward's stock, a reward, a store, its connection to a vendor. */
export const deskOpen = {
  rewards: {
    get: async (request, _reply, { context }) => listRewards(context, languageOf(request)),
  },
  reward: {
    get: async (request, _reply, { context }) =>
      viewReward(context, request.params.rewardId, languageOf(request)),
  },
  restock: {
    post: async ({ params, body }, _reply, { context }) => {
      await restockReward(context, params.rewardId, body);
      return done;
    },
  },
  retire: {
    post: async ({ params, body }, _reply, { context }) => {
      await retireReward(context, params.rewardId, body);
      return done;
    },
  },
  storeOpen: {
    get: async (request, _reply, { context }) =>
      viewStoreOpen(context, request.params.storeId, languageOf(request)),
  },
  closeStore: {
    post: async ({ params }, _reply, { context }) => {
      await closeStore(context, params.storeId);
      return done;
    },
  },
  connections: {
    get: async (_request, _reply, { context }) => ({
      connections: await listConnections(context),
    }),
  },
  connectStore: {
    post: async ({ params, body }, _reply, { context }) => {
      await connectAtDesk(context, params.storeId, body);
      return done;
    },
  },
  checkConnection: {
    post: async ({ params }, _reply, { context }) => checkConnection(context, params.storeId),
  },
  disconnectStore: {
    post: async ({ params }, _reply, { context }) => {
      await disconnectAtDesk(context, params.storeId);
      return done;
    },
  },
} satisfies Partial<DeskHandlers>;

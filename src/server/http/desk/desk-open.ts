import { storeOf } from '#domain/program/program.ts';
import { Refused } from '#domain/refusal.ts';
import { languageOf } from '#server/http/edge/request-context.ts';
import { pagePolicy } from '#server/http/edge/security-headers.ts';
import { sentAs } from '#server/http/edge/serve.ts';
import { scannerSheet } from '#server/http/pages/scanner-sheet.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import {
  listRewards,
  restockReward,
  retireReward,
  viewReward,
} from '#server/usecases/operations/change-rewards.ts';
import { closeStore, viewStoreOpen } from '#server/usecases/operations/close-store.ts';
import {
  checkConnection,
  connectAtDesk,
  disconnectAtDesk,
  listConnections,
} from '#server/usecases/operations/connections.ts';
import { movePoster } from '#server/usecases/operations/move-poster.ts';
import { viewWays } from '#server/usecases/operations/view-ways.ts';
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
  ways: {
    get: async (request, _reply, { context }) => viewWays(context, languageOf(request)),
  },
  movePoster: {
    post: async ({ params, body }, _reply, { context }) => {
      await movePoster(context, params.placement, body);
      return done;
    },
  },
  scannerSheet: {
    get: async (request, reply, { context }) => {
      const { program } = await readWork(context);
      const store = storeOf(program, request.params.storeId);
      if (!store) throw new Refused({ key: 'not-found' });
      const sheet = await scannerSheet(store, languageOf(request), program.name);
      const headers = {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': pagePolicy({ styleHash: sheet.styleHash, runs: 'nothing' }),
      };
      return sentAs<string>(reply.headers(headers).send(sheet.html));
    },
  },
} satisfies Partial<DeskHandlers>;

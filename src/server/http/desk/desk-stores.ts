import {
  addAssociateAtDesk,
  dismissAtDesk,
  endDeviceAtDesk,
  endKeyAtDesk,
  enrolAtDesk,
  giveKeyAtDesk,
  renewPinAtDesk,
} from '#server/usecases/desk/change-stores.ts';
import { listStores, viewStore } from '#server/usecases/desk/view-stores.ts';
import type { DeskHandlers } from './desk-people.ts';

const done = { done: true } as const;

/** Stores, their tills and the people there. */
export const deskStores = {
  stores: { get: async (_request, _reply, { context }) => ({ stores: await listStores(context) }) },
  store: { get: async ({ params }, _reply, { context }) => viewStore(context, params.storeId) },
  enrolTill: {
    post: async ({ params, body }, _reply, { context }) =>
      enrolAtDesk(context, params.tillId, body),
  },
  endDevice: {
    post: async ({ params }, _reply, { context }) => {
      await endDeviceAtDesk(context, params.deviceId);
      return done;
    },
  },
  giveTillKey: {
    post: async ({ params, body }, _reply, { context }) =>
      giveKeyAtDesk(context, params.tillId, body),
  },
  endTillKey: {
    post: async ({ params }, _reply, { context }) => {
      await endKeyAtDesk(context, params.tillId);
      return done;
    },
  },
  addAssociate: {
    post: async ({ params, body }, _reply, { context }) =>
      addAssociateAtDesk(context, params.storeId, body.name),
  },
  renewPin: {
    post: async ({ params }, _reply, { context }) => renewPinAtDesk(context, params.associateId),
  },
  dismiss: {
    post: async ({ params }, _reply, { context }) => {
      await dismissAtDesk(context, params.associateId);
      return done;
    },
  },
} satisfies Partial<DeskHandlers>;

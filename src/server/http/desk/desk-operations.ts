import { enableWebhook, removeWebhook } from '#server/usecases/followers/manage-webhooks.ts';
import { listWebhooks, viewWebhook } from '#server/usecases/followers/view-webhooks.ts';
import { endFactSource, listFactSources } from '#server/usecases/occasions/fact-sources.ts';
import { addSourceAtDesk, renewSourceAtDesk } from '#server/usecases/operations/change-sources.ts';
import {
  addWebhookAtDesk,
  renewWebhookSecret,
  replayAtDesk,
  testWebhookAtDesk,
} from '#server/usecases/operations/change-webhooks.ts';
import { giveMailUp, sendMailAgain, viewMails } from '#server/usecases/operations/failed-mails.ts';
import { decideAtDesk, viewWatchNotes } from '#server/usecases/operations/view-watch.ts';
import { deskOpen } from './desk-open.ts';
import type { DeskHandlers } from './desk-people.ts';
import { deskPools } from './desk-pools.ts';

const done = { done: true } as const;

/** What runs beside the shop: webhooks, the watch list, codes, stocks, mail that did not get through. */
export const deskOperations = {
  ...deskPools,
  ...deskOpen,
  webhooks: {
    get: async (_request, _reply, { context }) => ({ webhooks: await listWebhooks(context) }),
    post: async ({ body }, _reply, { context }) => addWebhookAtDesk(context, body),
  },
  webhook: {
    get: async ({ params }, _reply, { context }) => viewWebhook(context, params.endpointId),
  },
  webhookTest: {
    post: async ({ params }, _reply, { context }) => testWebhookAtDesk(context, params.endpointId),
  },
  webhookSecret: {
    post: async ({ params }, _reply, { context }) => renewWebhookSecret(context, params.endpointId),
  },
  webhookEnable: {
    post: async ({ params }, _reply, { context }) => {
      await enableWebhook(context, params.endpointId);
      return done;
    },
  },
  webhookReplay: {
    post: async ({ params, body }, _reply, { context }) => ({
      count: await replayAtDesk(context, params.endpointId, body.what),
    }),
  },
  webhookEnd: {
    post: async ({ params }, _reply, { context }) => {
      await removeWebhook(context, params.endpointId);
      return done;
    },
  },
  factSources: {
    get: async (_request, _reply, { context }) => ({ sources: await listFactSources(context) }),
    post: async ({ body }, _reply, { context }) => addSourceAtDesk(context, body.name),
  },
  factSourceSecret: {
    post: async ({ params }, _reply, { context }) => renewSourceAtDesk(context, params.source),
  },
  factSourceEnd: {
    post: async ({ params }, _reply, { context }) => {
      await endFactSource(context, params.source);
      return done;
    },
  },
  watchNotes: { get: async ({ query }, _reply, { context }) => viewWatchNotes(context, query) },
  watchNote: {
    post: async ({ params, body }, _reply, { context }) => {
      await decideAtDesk(context, params.noteId, body);
      return done;
    },
  },
  mails: { get: async (_request, _reply, { context }) => viewMails(context) },
  mailAgain: {
    post: async ({ params }, _reply, { context }) => {
      await sendMailAgain(context, params.mailId);
      return done;
    },
  },
  mailEnd: {
    post: async ({ params }, _reply, { context }) => {
      await giveMailUp(context, params.mailId);
      return done;
    },
  },
} satisfies Partial<DeskHandlers>;

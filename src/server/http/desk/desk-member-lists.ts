import { Readable } from 'node:stream';
import { languageOf } from '#server/http/edge/request-context.ts';
import { sentAs } from '#server/http/edge/serve.ts';
import { copyAtDesk, eraseAtDesk } from '#server/usecases/desk/close-member.ts';
import {
  beginMergeAtDesk,
  endMergeAtDesk,
  previewMergeAtDesk,
  viewMergeAtDesk,
} from '#server/usecases/desk/merge-at-desk.ts';
import { printCard } from '#server/usecases/desk/print-card.ts';
import {
  viewMemberActs,
  viewMessages,
  viewPurchases,
  viewVouchers,
} from '#server/usecases/desk/view-member-lists.ts';
import { undoRedemption } from '#server/usecases/members/undo-redemption.ts';
import type { DeskHandlers } from './desk-people.ts';

const done = { done: true } as const;

interface Asks {
  readonly params: { readonly memberId: string };
  readonly query: { readonly before?: string | undefined };
}

const wishOf = (request: Asks & Parameters<typeof languageOf>[0]) => ({
  memberId: request.params.memberId,
  language: languageOf(request),
  before: request.query.before,
});

/** A member's lists, page by page, what ends or gives out what is held of them, and a merge with another one. */
export const deskMemberLists = {
  memberVouchers: {
    get: async (request, _reply, me) => viewVouchers(me.context, me, wishOf(request)),
  },
  memberPurchases: {
    get: async (request, _reply, me) => viewPurchases(me.context, me, wishOf(request)),
  },
  memberMessages: {
    get: async (request, _reply, me) => viewMessages(me.context, me, wishOf(request)),
  },
  memberActs: {
    get: async (request, _reply, me) => viewMemberActs(me.context, me, wishOf(request)),
  },
  undoVoucher: {
    post: async ({ params, body }, _reply, { context }) => {
      await undoRedemption(context, params.memberId, body);
      return done;
    },
  },
  memberCard: {
    post: async ({ params }, _reply, { context }) => printCard(context, params.memberId),
  },
  copyMember: {
    post: async ({ params }, reply, { context }) => {
      const { fileName, pieces } = await copyAtDesk(context, params.memberId);
      return sentAs(
        reply
          .type('application/json; charset=utf-8')
          .header('content-disposition', `attachment; filename="${fileName}"`)
          .send(Readable.from(pieces)),
      );
    },
  },
  memberMerge: {
    get: async (request, _reply, me) =>
      viewMergeAtDesk(me.context, me, { ...request.params, language: languageOf(request) }),
  },
  previewMerge: {
    post: async (request, _reply, me) => {
      const { params, body } = request;
      const language = languageOf(request);
      return previewMergeAtDesk(me.context, me, { ...params, ...body, language });
    },
  },
  beginMerge: {
    post: async ({ params, body }, _reply, { context }) => {
      await beginMergeAtDesk(context, params.memberId, body);
      return done;
    },
  },
  endMerge: {
    post: async ({ params, body }, _reply, { context }) => {
      await endMergeAtDesk(context, params.memberId, body.at);
      return done;
    },
  },
  eraseMember: {
    post: async ({ params, body }, _reply, { context }) => {
      await eraseAtDesk(context, params.memberId, body.number);
      return done;
    },
  },
} satisfies Partial<DeskHandlers>;

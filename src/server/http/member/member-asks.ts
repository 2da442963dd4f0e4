import { paths } from '#contract/paths.ts';
import { noteDone, replyWith } from '#server/http/edge/reply-with.ts';
import { languageOf } from '#server/http/edge/request-context.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { sayNo, sayYes } from '#server/usecases/members/answer-confirmation.ts';
import { viewVoucher } from '#server/usecases/vouchers/show-voucher.ts';
import type { AskHandlers } from './member-handlers.ts';

/** A member's answers to a till's question. They are forms, so that they work before scripts have loaded. */
export const memberAsks = (context: Context): AskHandlers => ({
  yes: {
    post: async (request, reply, { memberId }) => {
      const id = await sayYes(context, { memberId, id: request.params.confirmationId });
      const data = await viewVoucher(context, { memberId, id, language: languageOf(request) });
      return replyWith(request, reply, { page: paths.redemption(id), data });
    },
  },
  no: {
    post: async (request, reply, { memberId }) => {
      await sayNo(context, { memberId, id: request.params.confirmationId });
      noteDone(context, request, reply, 'declined');
      return replyWith(request, reply, { page: paths.wallet, data: {} });
    },
  },
});

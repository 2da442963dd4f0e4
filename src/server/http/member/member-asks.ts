import type { FastifyInstance } from 'fastify';
import { Nothing } from '#contract/member-input.ts';
import { askApi, paths } from '#contract/paths.ts';
import { replyWith } from '#server/http/edge/reply-with.ts';
import { languageOf } from '#server/http/edge/visitor.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { sayNo, sayYes } from '#server/usecases/members/answer-confirmation.ts';
import { viewVoucher } from '#server/usecases/vouchers/show-voucher.ts';
import type { MemberOf } from './know-members.ts';

type WithId = { Params: { confirmationId: string } };

/** A member's answers to a till's question. They are forms, so that they work before scripts have loaded. */
export function memberAsks(app: FastifyInstance, context: Context, memberOf: MemberOf): void {
  app.post<WithId>(askApi.yes, { schema: { body: Nothing } }, async (request, reply) => {
    const { memberId } = memberOf(request);
    const id = await sayYes(context, { memberId, id: request.params.confirmationId });
    const data = await viewVoucher(context, { memberId, id, language: languageOf(request) });
    return replyWith(request, reply, { page: paths.redemption(id), data });
  });

  app.post<WithId>(askApi.no, { schema: { body: Nothing } }, async (request, reply) => {
    const { memberId } = memberOf(request);
    await sayNo(context, { memberId, id: request.params.confirmationId });
    return replyWith(request, reply, { page: paths.wallet, data: {} });
  });
}

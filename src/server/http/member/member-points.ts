import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { ChangeProfile, IssueVoucher, Nothing } from '#contract/member-input.ts';
import { memberApi, paths } from '#contract/paths.ts';
import { replyWith } from '#server/http/edge/reply-with.ts';
import { languageOf, placementOf } from '#server/http/edge/visitor.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { givePassKey } from '#server/usecases/passes/give-pass-key.ts';
import { changeFirstName, viewProfile } from '#server/usecases/sign-in/profile.ts';
import { endOtherSessions, endSession, type Session } from '#server/usecases/sign-in/session.ts';
import { cancelVoucher } from '#server/usecases/vouchers/cancel-voucher.ts';
import { issueVoucher } from '#server/usecases/vouchers/issue-voucher.ts';
import { viewVoucher } from '#server/usecases/vouchers/show-voucher.ts';
import { viewHistory } from '#server/usecases/wallet/view-history.ts';
import { storeAt } from '#server/usecases/wallet/view-visit.ts';
import { viewWallet } from '#server/usecases/wallet/view-wallet.ts';
import type { MemberOf } from './know-members.ts';

type WithId = { Params: { redemptionId: string } };

const HistoryQuery = Type.Object(
  { before: Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,14}$' })) },
  { additionalProperties: false },
);

/** A signed-in member's points: read them, exchange them, get them back. */
export function memberPoints(app: FastifyInstance, context: Context, memberOf: MemberOf): void {
  profileRoutes(app, context, memberOf);
  const storeOfMember = async (request: FastifyRequest, session: Session) =>
    storeAt(context, placementOf(request, session));

  app.get(memberApi.wallet, async (request, reply) => {
    const session = memberOf(request);
    const data = await viewWallet(context, {
      memberId: session.memberId,
      storeId: await storeOfMember(request, session),
      language: languageOf(request),
    });
    return replyWith(request, reply, { page: paths.wallet, data });
  });

  app.get<{ Querystring: { before?: string } }>(
    memberApi.history,
    { schema: { querystring: HistoryQuery } },
    async (request, reply) => {
      const { memberId } = memberOf(request);
      const { before } = request.query;
      const data = await viewHistory(context, {
        memberId,
        language: languageOf(request),
        ...(before === undefined ? {} : { before: Number(before) }),
      });
      return replyWith(request, reply, { page: paths.history, data });
    },
  );

  app.post<{ Body: IssueVoucher }>(
    memberApi.redemptions,
    { schema: { body: IssueVoucher } },
    async (request, reply) => {
      const session = memberOf(request);
      const { memberId } = session;
      const here = await storeOfMember(request, session);
      const { storeId: chosen = '', ready = '', ...wish } = request.body;
      const storeId = chosen === '' ? here : chosen;
      const id = await issueVoucher(context, { memberId, storeId, ready: ready !== '', ...wish });
      const data = await viewVoucher(context, { memberId, id, language: languageOf(request) });
      return replyWith(request, reply, { page: paths.redemption(id), data });
    },
  );

  app.post(memberApi.pass, { schema: { body: Nothing } }, async (request, reply) => {
    const { memberId, id } = memberOf(request);
    reply.header('cache-control', 'no-store');
    return givePassKey(context, { memberId, id, language: languageOf(request) });
  });

  app.get<WithId>(memberApi.redemption, async (request, reply) => {
    const { memberId } = memberOf(request);
    const { redemptionId: id } = request.params;
    const data = await viewVoucher(context, { memberId, id, language: languageOf(request) });
    return replyWith(request, reply, { page: paths.redemption(id), data });
  });

  app.post<WithId>(memberApi.cancel, { schema: { body: Nothing } }, async (request, reply) => {
    const { memberId } = memberOf(request);
    const { redemptionId: id } = request.params;
    await cancelVoucher(context, { memberId, id });
    const data = await viewVoucher(context, { memberId, id, language: languageOf(request) });
    return replyWith(request, reply, { page: paths.redemption(id), data });
  });
}

function profileRoutes(app: FastifyInstance, context: Context, memberOf: MemberOf): void {
  app.get(memberApi.profile, async (request, reply) => {
    const session = memberOf(request);
    const data = await viewProfile(context, session);
    return replyWith(request, reply, { page: paths.profile, data });
  });

  app.post<{ Body: ChangeProfile }>(
    memberApi.profile,
    { schema: { body: ChangeProfile } },
    async (request, reply) => {
      const session = memberOf(request);
      await changeFirstName(context, session, request.body.firstName);
      const data = await viewProfile(context, session);
      return replyWith(request, reply, { page: paths.profile, data });
    },
  );

  app.post<{ Params: { sessionId: string } }>(
    memberApi.revokeDevice,
    { schema: { body: Nothing } },
    async (request, reply) => {
      const session = memberOf(request);
      await endSession(context, { memberId: session.memberId, id: request.params.sessionId });
      const data = await viewProfile(context, session);
      return replyWith(request, reply, { page: paths.profile, data });
    },
  );

  app.post(memberApi.revokeOthers, { schema: { body: Nothing } }, async (request, reply) => {
    const session = memberOf(request);
    await endOtherSessions(context, session);
    const data = await viewProfile(context, session);
    return replyWith(request, reply, { page: paths.profile, data });
  });
}

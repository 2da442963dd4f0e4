import type { FastifyRequest } from 'fastify';
import { paths } from '#contract/paths.ts';
import { replyWith } from '#server/http/edge/reply-with.ts';
import { languageOf, placementOf } from '#server/http/edge/request-context.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { checkIn } from '#server/usecases/occasions/check-in.ts';
import { givePassKey } from '#server/usecases/passes/give-pass-key.ts';
import { claimPurchase } from '#server/usecases/purchases/claim-purchase.ts';
import type { Session } from '#server/usecases/sign-in/session.ts';
import { cancelVoucher } from '#server/usecases/vouchers/cancel-voucher.ts';
import { issueVoucher } from '#server/usecases/vouchers/issue-voucher.ts';
import { viewVoucher } from '#server/usecases/vouchers/show-voucher.ts';
import { viewEarning } from '#server/usecases/wallet/view-earning.ts';
import { viewHistory } from '#server/usecases/wallet/view-history.ts';
import { viewLadder } from '#server/usecases/wallet/view-ladder.ts';
import { storeAt } from '#server/usecases/wallet/view-visit.ts';
import { viewWallet } from '#server/usecases/wallet/view-wallet.ts';
import type { MemberHandlers } from './member-handlers.ts';

/** A signed-in member's points: read them, exchange them, get them back, claim those of a purchase. */
export const memberPoints = (context: Context) =>
  ({
    ...looking(context),
    ...exchanging(context),
    ...claiming(context),
  }) satisfies Partial<MemberHandlers>;

const storeOfMember = async (context: Context, request: FastifyRequest, session: Session) =>
  storeAt(context, placementOf(request, session));

const looking = (context: Context) =>
  ({
    wallet: {
      get: async (request, reply, session) => {
        const data = await viewWallet(context, {
          memberId: session.memberId,
          storeId: await storeOfMember(context, request, session),
          language: languageOf(request),
          shown: true,
        });
        return replyWith(request, reply, { page: paths.wallet, data });
      },
    },
    history: {
      get: async (request, reply, { memberId }) => {
        const { before } = request.query;
        const data = await viewHistory(context, {
          memberId,
          language: languageOf(request),
          ...(before === undefined ? {} : { before: Number(before) }),
        });
        return replyWith(request, reply, { page: paths.history, data });
      },
    },
    earning: {
      get: async (request, reply, session) => {
        const storeId = await storeOfMember(context, request, session);
        const { memberId } = session;
        const language = languageOf(request);
        const data = await viewEarning(context, { memberId, storeId, language });
        return replyWith(request, reply, { page: paths.earning, data });
      },
    },
    ladder: {
      get: async (request, reply, { memberId }) => {
        const data = await viewLadder(context, { memberId, language: languageOf(request) });
        return replyWith(request, reply, { page: paths.ladder, data });
      },
    },
    redemption: {
      get: async (request, reply, { memberId }) => {
        const { redemptionId: id } = request.params;
        const data = await viewVoucher(context, { memberId, id, language: languageOf(request) });
        return replyWith(request, reply, { page: paths.redemption(id), data });
      },
    },
  }) satisfies Partial<MemberHandlers>;

const claiming = (context: Context) =>
  ({
    checkIns: {
      post: async (request, reply, session) => {
        const storeId = await storeOfMember(context, request, session);
        const { code } = request.body;
        const points = await checkIn(context, { memberId: session.memberId, storeId, code });
        // Without scripts the history shows the visit.
        return replyWith(request, reply, { page: paths.history, data: { points } });
      },
    },
    claims: {
      post: async (request, reply, { memberId }) => {
        const { points } = await claimPurchase(context, { memberId, ...request.body });
        // Without scripts the history shows the purchase.
        return replyWith(request, reply, { page: paths.history, data: { points } });
      },
    },
  }) satisfies Partial<MemberHandlers>;

const exchanging = (context: Context) =>
  ({
    redemptions: {
      post: async (request, reply, session) => {
        const { memberId } = session;
        const here = await storeOfMember(context, request, session);
        const { storeId: chosen = '', ready = '', ...wish } = request.body;
        const storeId = chosen === '' ? here : chosen;
        const id = await issueVoucher(context, { memberId, storeId, ready: ready !== '', ...wish });
        const data = await viewVoucher(context, { memberId, id, language: languageOf(request) });
        return replyWith(request, reply, { page: paths.redemption(id), data });
      },
    },
    cancel: {
      post: async (request, reply, { memberId }) => {
        const { redemptionId: id } = request.params;
        await cancelVoucher(context, { memberId, id });
        const data = await viewVoucher(context, { memberId, id, language: languageOf(request) });
        return replyWith(request, reply, { page: paths.redemption(id), data });
      },
    },
    pass: {
      post: async (request, _reply, { memberId, id }) =>
        givePassKey(context, { memberId, id, language: languageOf(request) }),
    },
  }) satisfies Partial<MemberHandlers>;

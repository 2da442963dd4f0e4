import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { paths } from '#contract/paths.ts';
import { noteDone, replyWith } from '#server/http/edge/reply-with.ts';
import { languageOf } from '#server/http/edge/request-context.ts';
import { sentAs } from '#server/http/edge/serve.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { leave } from '#server/usecases/rights/erase.ts';
import { freeze, thaw } from '#server/usecases/rights/freeze.ts';
import { takeCopy } from '#server/usecases/rights/take-copy.ts';
import { viewHeld } from '#server/usecases/rights/view-held.ts';
import type { Session } from '#server/usecases/sign-in/session.ts';
import { askAgain } from './ask-again.ts';
import { forgetVisitor } from './forget-visitor.ts';
import type { MemberHandlers } from './member-handlers.ts';

/** The handlers of what a member may ask for by right. */
export function memberRights(context: Context) {
  const show = async (request: FastifyRequest, reply: FastifyReply, session: Session) =>
    replyWith(request, reply, {
      page: paths.held,
      data: await viewHeld(context, session, languageOf(request)),
    });
  return {
    held: {
      get: (request, _reply, session) => viewHeld(context, session, languageOf(request)),
    },
    again: {
      post: async (request, reply, session) => {
        const waiting = await askAgain(context, [request, reply], session, paths.held);
        if (request.body.again) noteDone(context, request, reply, 'sent-again');
        return replyWith(request, reply, { page: paths.waiting(waiting.id), data: waiting });
      },
    },
    freeze: {
      post: async (request, reply, session) => {
        await freeze(context, session.memberId, 'member');
        return show(request, reply, session);
      },
    },
    thaw: {
      post: async (request, reply, session) => {
        await thaw(context, session);
        return show(request, reply, session);
      },
    },
    erase: {
      post: async (request, reply, session) => {
        await leave(context, session, { confirmed: request.body.confirm !== undefined });
        forgetVisitor(context, request, reply);
        return replyWith(request, reply, { page: paths.home, data: {} });
      },
    },
    copy: {
      post: async (_request, reply, session) => {
        const { fileName, pieces } = await takeCopy(context, session);
        return sentAs(
          reply
            .type('application/json; charset=utf-8')
            .header('content-disposition', `attachment; filename="${fileName}"`)
            .send(Readable.from(pieces)),
        );
      },
    },
  } satisfies Partial<MemberHandlers>;
}

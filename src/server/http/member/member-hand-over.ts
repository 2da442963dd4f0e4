import { languageOf } from '#server/http/edge/request-context.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { beginHandOver, matchHandOver, viewHandOver } from '#server/usecases/sign-in/hand-over.ts';
import type { MemberHandlers } from './member-handlers.ts';

/** The handlers of a screen that hands its page to another device of the member. */
export const memberHandOver = (context: Context) =>
  ({
    handOvers: {
      post: (request, _reply, session) =>
        beginHandOver(context, session, {
          opens: request.body.opens,
          language: languageOf(request),
        }),
    },
    handOver: {
      get: (request, _reply, session) => viewHandOver(context, session, request.params.handOverId),
    },
    handOverMatch: {
      post: (request, _reply, session) =>
        matchHandOver(context, session, {
          id: request.params.handOverId,
          number: request.body.number,
          networkAddress: request.ip,
        }),
    },
  }) satisfies Partial<MemberHandlers>;

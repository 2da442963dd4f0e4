import { Readable } from 'node:stream';
import { paths } from '#contract/paths.ts';
import { putCookie } from '#server/http/edge/cookies.ts';
import { noteDone, replyWith } from '#server/http/edge/reply-with.ts';
import {
  askerOf,
  browserOf,
  browserSecretOf,
  languageOf,
} from '#server/http/edge/request-context.ts';
import { sentAs } from '#server/http/edge/serve.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { signInAgain } from '#server/usecases/rights/sign-in-again.ts';
import { takeCopy } from '#server/usecases/rights/take-copy.ts';
import { viewHeld } from '#server/usecases/rights/view-held.ts';
import type { MemberHandlers } from './member-handlers.ts';

/** The handlers of what a member may ask for by right. */
export const memberRights = (context: Context) =>
  ({
    held: {
      get: (request, _reply, session) => viewHeld(context, session, languageOf(request)),
    },
    again: {
      post: async (request, reply, session) => {
        const { waiting, browserSecret } = await signInAgain(context, session, {
          opens: paths.held,
          language: languageOf(request),
          heldSecret: browserSecretOf(request),
          browser: browserOf(request),
          ...askerOf(request),
        });
        putCookie(reply, 'browser', browserSecret);
        if (request.body.again) noteDone(context, request, reply, 'sent-again');
        return replyWith(request, reply, { page: paths.waiting(waiting.id), data: waiting });
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
  }) satisfies Partial<MemberHandlers>;

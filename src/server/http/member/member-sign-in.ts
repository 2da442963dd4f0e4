import type { FastifyReply, FastifyRequest } from 'fastify';
import { paths } from '#contract/paths.ts';
import { readInvitationCode } from '#domain/people/invitation.ts';
import { isLanguage } from '#i18n/language.ts';
import { dropCookie, putCookie, readCookie } from '#server/http/edge/cookies.ts';
import { noteDone, replyWith } from '#server/http/edge/reply-with.ts';
import {
  askerOf,
  browserOf,
  browserSecretOf,
  languageOf,
  sessionOf,
} from '#server/http/edge/request-context.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { endSignIn, matchLink } from '#server/usecases/sign-in/answer-link.ts';
import { askSignIn } from '#server/usecases/sign-in/ask-sign-in.ts';
import { changeLanguage } from '#server/usecases/sign-in/change-language.ts';
import { claimHandOver } from '#server/usecases/sign-in/claim-hand-over.ts';
import {
  enterByCode,
  enterByLink,
  enterMatched,
  type SignedIn,
} from '#server/usecases/sign-in/enter.ts';
import { endSession } from '#server/usecases/sign-in/session.ts';
import { viewWaiting } from '#server/usecases/sign-in/view-sign-in.ts';
import { forgetVisitor } from './forget-visitor.ts';
import type { OpenHandlers } from './member-handlers.ts';

/** Signing in and out. Nothing here happens on GET, because mail scanners open every link. */
export const memberSignIn = (context: Context): OpenHandlers => ({
  ...asking(context),
  ...entering(context),
  ...answeringLinks(context),
  ...leaving(context),
});

const here = async (context: Context, request: FastifyRequest) => ({
  browserSecret: browserSecretOf(request),
  browser: browserOf(request),
  known: readCookie(request, 'known') ?? null,
  replaced: await sessionOf(context, request),
});

function entered(request: FastifyRequest, reply: FastifyReply, session: SignedIn) {
  putCookie(reply, 'session', session.cookie);
  putCookie(reply, 'known', session.known);
  dropCookie(reply, 'invitation');
  return replyWith(request, reply, { page: session.opens ?? paths.wallet, data: {} });
}

const asking = (context: Context) =>
  ({
    signIns: {
      post: async (request, reply) => {
        const invitation = request.body.invitation ?? readCookie(request, 'invitation');
        const { waiting, browserSecret } = await askSignIn(context, {
          email: request.body.email,
          invitation,
          placement: request.body.placement ?? readCookie(request, 'poster') ?? null,
          language: languageOf(request),
          heldSecret: browserSecretOf(request),
          browser: browserOf(request),
          ...askerOf(request),
        });
        putCookie(reply, 'browser', browserSecret);
        // Whoever asks for another mail has only the page that waits.
        const code = readInvitationCode(invitation ?? '');
        if (code !== null) putCookie(reply, 'invitation', code);
        if (request.body.again) noteDone(context, request, reply, 'sent-again');
        return replyWith(request, reply, { page: paths.waiting(waiting.id), data: waiting });
      },
    },
    handOverClaim: {
      post: async (request, reply) => {
        const { waiting, browserSecret } = await claimHandOver(context, {
          token: request.body.token,
          language: languageOf(request),
          browser: browserOf(request),
          heldSecret: browserSecretOf(request),
        });
        putCookie(reply, 'browser', browserSecret);
        return replyWith(request, reply, { page: paths.waiting(waiting.id), data: waiting });
      },
    },
    signIn: {
      get: async (request) => {
        const session = await sessionOf(context, request);
        return viewWaiting(context, {
          id: request.params.signInId,
          browserSecret: browserSecretOf(request),
          memberId: session?.memberId ?? null,
        });
      },
    },
  }) satisfies Partial<OpenHandlers>;

const entering = (context: Context) =>
  ({
    code: {
      post: async (request, reply) => {
        const { code } = request.body;
        const asked = { ...(await here(context, request)), ...askerOf(request) };
        const wish = { id: request.params.signInId, code, ...asked };
        return entered(request, reply, await enterByCode(context, wish));
      },
    },
    enter: {
      post: async (request, reply) => {
        const wish = { id: request.params.signInId, ...(await here(context, request)) };
        return entered(request, reply, await enterMatched(context, wish));
      },
    },
    linkEnter: {
      post: async (request, reply) => {
        const wish = { ...request.body, ...(await here(context, request)) };
        return entered(request, reply, await enterByLink(context, wish));
      },
    },
  }) satisfies Partial<OpenHandlers>;

/** What is done where the mail was opened, in a browser that did not ask to sign in. */
const answeringLinks = (context: Context) =>
  ({
    linkMatch: {
      post: async (request, reply) => {
        const data = await matchLink(context, {
          ...request.body,
          browserSecret: browserSecretOf(request),
        });
        return replyWith(request, reply, { page: paths.link(request.body.token), data });
      },
    },
    linkNotMe: {
      post: async (request, reply) => {
        const { token, confirm } = request.body;
        const browserSecret = browserSecretOf(request);
        const data = await endSignIn(context, {
          token,
          confirmed: confirm !== undefined,
          browserSecret,
        });
        return replyWith(request, reply, { page: paths.link(token), data });
      },
    },
  }) satisfies Partial<OpenHandlers>;

const leaving = (context: Context) =>
  ({
    signOut: {
      post: async (request, reply) => {
        const session = await sessionOf(context, request);
        if (session) await endSession(context, session);
        forgetVisitor(context, request, reply, { done: 'signed-out' });
        return replyWith(request, reply, { page: paths.home, data: {} });
      },
    },
    language: {
      post: async (request, reply) => {
        const { language, back } = request.body;
        if (isLanguage(language)) {
          putCookie(reply, 'language', language);
          const session = await sessionOf(context, request);
          if (session) await changeLanguage(context, session, language);
        }
        return replyWith(request, reply, { page: ownPath(back), data: {} });
      },
    },
  }) satisfies Partial<OpenHandlers>;

/** Only a path on this host; anything else becomes the home page. */
const ownPath = (back: string | undefined): string =>
  back && /^\/(?![/\\])[\x21-\x7e]*$/.test(back) ? back : paths.home;

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  AskSignIn,
  ChooseLanguage,
  EnterCode,
  LinkToken,
  MatchLink,
  Nothing,
  NotMe,
} from '#contract/member-input.ts';
import { memberApi, paths } from '#contract/paths.ts';
import { isLanguage } from '#i18n/language.ts';
import { dropCookie, putCookie, readCookie } from '#server/http/edge/cookies.ts';
import { endVisit, replyWith } from '#server/http/edge/reply-with.ts';
import {
  askerOf,
  browserOf,
  browserSecretOf,
  languageOf,
  sessionOf,
} from '#server/http/edge/visitor.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { endSignIn, matchLink } from '#server/usecases/sign-in/answer-link.ts';
import { askSignIn } from '#server/usecases/sign-in/ask-sign-in.ts';
import {
  enterByCode,
  enterByLink,
  enterMatched,
  type SignedIn,
} from '#server/usecases/sign-in/enter.ts';
import { changeLanguage } from '#server/usecases/sign-in/profile.ts';
import { endSession } from '#server/usecases/sign-in/session.ts';
import { viewWaiting } from '#server/usecases/sign-in/view-sign-in.ts';

type WithId = { Params: { signInId: string } };

/** Signing in and out. Nothing here happens on GET, because mail scanners open every link. */
export function memberSignIn(app: FastifyInstance, context: Context): void {
  asking(app, context);
  entering(app, context);
  answeringLinks(app, context);
  leaving(app, context);
}

const here = async (context: Context, request: FastifyRequest) => ({
  browserSecret: browserSecretOf(request),
  browser: browserOf(request),
  replaced: await sessionOf(context, request),
});

function entered(request: FastifyRequest, reply: FastifyReply, session: SignedIn): FastifyReply {
  putCookie(reply, 'session', session.cookie);
  putCookie(reply, 'known', session.known);
  return replyWith(request, reply, { page: paths.wallet, data: {} });
}

function asking(app: FastifyInstance, context: Context): void {
  app.post<{ Body: AskSignIn }>(
    memberApi.signIns,
    { schema: { body: AskSignIn } },
    async (request, reply) => {
      const { waiting, browserSecret } = await askSignIn(context, {
        email: request.body.email,
        placement: request.body.placement ?? readCookie(request, 'poster') ?? null,
        language: languageOf(request),
        heldSecret: browserSecretOf(request),
        browser: browserOf(request),
        ...askerOf(request),
      });
      putCookie(reply, 'browser', browserSecret);
      return replyWith(request, reply, { page: paths.waiting(waiting.id), data: waiting });
    },
  );

  app.get<WithId>(memberApi.signIn, async (request, reply) => {
    const session = await sessionOf(context, request);
    const data = await viewWaiting(context, {
      id: request.params.signInId,
      browserSecret: browserSecretOf(request),
      memberId: session?.memberId ?? null,
    });
    return reply.header('cache-control', 'no-store').send(data);
  });
}

function entering(app: FastifyInstance, context: Context): void {
  app.post<WithId & { Body: EnterCode }>(
    memberApi.code,
    { schema: { body: EnterCode } },
    async (request, reply) => {
      const { code } = request.body;
      const asked = { ...(await here(context, request)), ...askerOf(request) };
      const wish = { id: request.params.signInId, code, ...asked };
      return entered(request, reply, await enterByCode(context, wish));
    },
  );

  app.post<WithId>(memberApi.enter, { schema: { body: Nothing } }, async (request, reply) => {
    const wish = { id: request.params.signInId, ...(await here(context, request)) };
    return entered(request, reply, await enterMatched(context, wish));
  });

  app.post<{ Body: LinkToken }>(
    memberApi.linkEnter,
    { schema: { body: LinkToken } },
    async (request, reply) => {
      const wish = { ...request.body, ...(await here(context, request)) };
      return entered(request, reply, await enterByLink(context, wish));
    },
  );
}

/** What is done where the mail was opened, in a browser that did not ask to sign in. */
function answeringLinks(app: FastifyInstance, context: Context): void {
  app.post<{ Body: MatchLink }>(
    memberApi.linkMatch,
    { schema: { body: MatchLink } },
    async (request, reply) => {
      const data = await matchLink(context, {
        ...request.body,
        browserSecret: browserSecretOf(request),
      });
      return replyWith(request, reply, { page: paths.link(request.body.token), data });
    },
  );

  app.post<{ Body: NotMe }>(
    memberApi.linkNotMe,
    { schema: { body: NotMe } },
    async (request, reply) => {
      const { token, confirm } = request.body;
      const browserSecret = browserSecretOf(request);
      const data = await endSignIn(context, {
        token,
        confirmed: confirm !== undefined,
        browserSecret,
      });
      return replyWith(request, reply, { page: paths.link(token), data });
    },
  );
}

function leaving(app: FastifyInstance, context: Context): void {
  app.post(memberApi.signOut, { schema: { body: Nothing } }, async (request, reply) => {
    const session = await sessionOf(context, request);
    if (session) await endSession(context, session);
    endVisit(context, request, reply);
    dropCookie(reply, 'poster');
    // Otherwise the sign-in pages, which Back leads to, would show the address to the next person.
    dropCookie(reply, 'browser');
    // Nothing stays on a signed-out phone, not even that somebody was signed in.
    dropCookie(reply, 'known');
    return replyWith(request, reply, { page: paths.home, data: {} });
  });

  app.post<{ Body: ChooseLanguage }>(
    memberApi.language,
    { schema: { body: ChooseLanguage } },
    async (request, reply) => {
      const { language, back } = request.body;
      if (isLanguage(language)) {
        putCookie(reply, 'language', language);
        const session = await sessionOf(context, request);
        if (session) await changeLanguage(context, session, language);
      }
      return replyWith(request, reply, { page: ownPath(back), data: {} });
    },
  );
}

/** Only a path on this host; anything else becomes the home page. */
const ownPath = (back: string | undefined): string =>
  back && /^\/(?![/\\])[\x21-\x7e]*$/.test(back) ? back : paths.home;

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type DeskEndpoints, deskEndpoints } from '#contract/desk/desk-api.ts';
import { deskApi, deskPages } from '#contract/desk/desk-paths.ts';
import { putCookie } from '#server/http/edge/cookies.ts';
import { browserOf, languageOf } from '#server/http/edge/request-context.ts';
import { pagePolicy } from '#server/http/edge/security-headers.ts';
import { type Handlers, nobody, serve } from '#server/http/edge/serve.ts';
import type { Pages } from '#server/http/pages/page-writer.ts';
import { heedDeskLimit } from '#server/usecases/desk/ask-passkey.ts';
import {
  askForFirstPasskey,
  enterByDeskLink,
  viewDeskLink,
} from '#server/usecases/desk/desk-link.ts';
import { recogniseAdministrator } from '#server/usecases/desk/desk-session.ts';
import { askToSignIn, signInAtDesk } from '#server/usecases/desk/desk-sign-in.ts';
import { viewMe } from '#server/usecases/desk/view-home.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { deskBegin } from './desk-begin.ts';
import { deskForesight } from './desk-foresight.ts';
import { deskMemberLists } from './desk-member-lists.ts';
import { deskMembers } from './desk-members.ts';
import { deskOperations } from './desk-operations.ts';
import { deskPeople, ownDesk } from './desk-people.ts';
import { deskProgram } from './desk-program.ts';
import { deskStores } from './desk-stores.ts';
import { knowAdministrators } from './know-administrators.ts';

const desk = { patterns: deskApi, endpoints: deskEndpoints } as const;

type OpenHandlers = Handlers<typeof deskApi, DeskEndpoints, 'anyone', null>;

/** The desk: its document, how an administrator gets in, and behind a guard what their role may do. */
export async function deskRoutes(
  app: FastifyInstance,
  context: Context,
  pages: Pages,
): Promise<void> {
  deskDocument(app, context, pages);
  serve(app, { ...desk, who: 'anyone', askerOf: nobody }, entering(context));
  await app.register(async (scope) => {
    const askerOf = knowAdministrators(scope, context);
    // The body is not parsed: a file of codes, or a picture, is read while it arrives, and is larger than any other request.
    const files = ['text/csv', 'application/octet-stream'];
    scope.addContentTypeParser(files, (_request, _payload, done) => done(null));
    serve(
      scope,
      { ...desk, who: 'administrator', askerOf },
      {
        ...ownDesk,
        ...deskPeople,
        ...deskMembers,
        ...deskMemberLists,
        ...deskStores,
        ...deskOperations,
        ...deskProgram(pages),
        ...deskBegin,
        ...deskForesight,
      },
    );
  });
}

const entering = (context: Context): OpenHandlers => {
  const enter = async (reply: FastifyReply, cookie: string) => {
    putCookie(reply, 'desk', cookie);
    return viewMe(context, await recogniseAdministrator(context, cookie));
  };
  const nameOf = (request: FastifyRequest) => browserOf(request) ?? '';
  return {
    link: {
      post: async (request) => {
        await heedDeskLimit(context, request.ip);
        return viewDeskLink(context, request.body.token);
      },
    },
    linkOptions: {
      post: async (request) => {
        await heedDeskLimit(context, request.ip);
        return askForFirstPasskey(context, request.body);
      },
    },
    linkEnter: {
      post: async (request, reply) => {
        const wish = { ...request.body, browser: nameOf(request) };
        return enter(reply, await enterByDeskLink(context, wish));
      },
    },
    signInOptions: {
      post: async (request) => {
        await heedDeskLimit(context, request.ip);
        return askToSignIn(context);
      },
    },
    signIn: {
      post: async (request, reply) => {
        const wish = { ...request.body, browser: nameOf(request) };
        return enter(reply, await signInAtDesk(context, wish));
      },
    },
  };
};

/** The page itself is the same for everybody: what it shows, its script asks for. */
function deskDocument(app: FastifyInstance, context: Context, pages: Pages): void {
  const page = async (request: FastifyRequest, reply: FastifyReply) => {
    const { program } = await readWork(context);
    const { html, styleHash } = pages.desk({
      language: languageOf(request),
      title: program.name,
      markup: '',
      state: {},
      styles: 'anyone',
      program,
    });
    return reply
      .headers({
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': pagePolicy({ styleHash, runs: 'script' }),
        'cache-control': 'no-store',
      })
      .send(html);
  };
  app.get(deskPages.desk, page);
  app.get(deskPages.deskPage, page);
}

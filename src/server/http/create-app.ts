import { isUtf8 } from 'node:buffer';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { paths } from '#contract/paths.ts';
import { Refused } from '#domain/refusal.ts';
import type { Context } from '#server/context.ts';
import { RequestLog } from '#server/request-log.ts';
import { makeId } from '#server/usecases/make-id.ts';
import { associateRoutes } from './associate.ts';
import { compressAnswers } from './compression.ts';
import { dropCookie } from './cookies.ts';
import { inboxRoutes } from './inbox.ts';
import { liveStreams } from './live-stream.ts';
import { memberPages } from './member-pages.ts';
import { memberPoints } from './member-points.ts';
import { memberSignIn } from './member-sign-in.ts';
import { type Pages, writePage } from './page-writer.ts';
import { assetRoutes, plumbingRoutes } from './plumbing.ts';
import { posRoutes } from './pos.ts';
import { refusalOf, sendProblem, type Voice } from './problem.ts';
import { isForm, sendBack } from './reply-with.ts';
import { addSecurityHeaders, refuseForeignOrigins } from './security-headers.ts';
import { sessionOf } from './visitor.ts';

export interface AppOptions {
  readonly pages: Pages;
  /** The browser build, `dist/app`. */
  readonly assets: string;
  readonly logger: FastifyBaseLogger | false;
  readonly https: { readonly cert: string | Buffer; readonly key: string | Buffer } | null;
  /** How many proxies in front of us are ours. */
  readonly trustProxy: number;
}

/** A form or a JSON body of ours is far smaller; the POS's largest is too. */
const bodyLimitBytes = 64 * 1024;

/** The whole server over a context: what listens, in which order, and what a failure looks like. */
export async function createApp(context: Context, options: AppOptions): Promise<FastifyInstance> {
  const app = fastify({
    ...(options.logger
      ? { loggerInstance: options.logger, logController: new RequestLog() }
      : { logger: false }),
    ...(options.https && { https: options.https }),
    // Counted from us outwards: hop 0 is who connected.
    trustProxy: (_address, hop) => hop < options.trustProxy,
    bodyLimit: bodyLimitBytes,
    // Told to whoever meets a failure, so it must not repeat after a restart.
    genReqId: () => makeId(context).slice(0, 13),
    forceCloseConnections: true,
    routerOptions: { caseSensitive: true, ignoreTrailingSlash: true, maxParamLength: 100 },
    // Nothing is guessed or dropped: a wrong type or an unknown field is refused.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: false } },
  }) as unknown as FastifyInstance; // Over TLS it is another raw server type, and the same to every route.
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: bodyLimitBytes });
  readJsonStrictly(app);
  addSecurityHeaders(app, context.publicUrl);
  refuseForeignOrigins(app, context.publicUrl);
  refuseNul(app);
  compressAnswers(app);
  const sendLive = liveStreams(app);

  app.setErrorHandler((error, request, reply) =>
    fail(context, options.pages, error, request, reply),
  );
  app.setNotFoundHandler((request, reply) =>
    fail(context, options.pages, new Refused({ key: 'not-found' }), request, reply),
  );
  await posRoutes(app, context);
  await assetRoutes(app, options.assets);
  plumbingRoutes(app, context, sendLive);
  memberPages(app, context, options.pages);
  memberSignIn(app, context);
  memberPoints(app, context);
  associateRoutes(app, context, { pages: options.pages, sendLive });
  if (context.inboxUrl !== null) inboxRoutes(app, context);
  return app;
}

/** Bytes that are no UTF-8 would reach us as question marks: refused before they are parsed. */
function readJsonStrictly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (!isUtf8(body as Buffer)) {
      done(new Refused({ key: 'request-invalid', pointer: '', detail: 'must be UTF-8' }));
      return;
    }
    // An empty body is an empty object, so that an action without fields needs none.
    parse(request, body.length === 0 ? '{}' : body.toString(), done);
  });
}

/** PostgreSQL keeps no NUL in a text; neither does anybody type one. */
function refuseNul(app: FastifyInstance): void {
  app.addHook('preHandler', async (request) => {
    const given = [request.params, request.query, request.body];
    if (!JSON.stringify(given).includes('\\u0000')) return;
    throw new Refused({ key: 'request-invalid', pointer: '', detail: 'must not contain NUL' });
  });
}

/** One place for everything that goes wrong: a page for people, the error body for programs. */
async function fail(
  context: Context,
  pages: Pages,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const refusal = refusalOf(error);
  if (!refusal) request.log.error({ err: error }, 'broken');
  if (refusal?.key === 'signed-out') dropCookie(reply, 'session');
  if (refusal && isForm(request)) return sendBack(request, reply, refusal, fallbackOf(refusal.key));
  if (!wantsPage(request)) {
    return sendProblem(context, request, reply, { refusal, voice: voiceOf(request) });
  }
  const status = refusal ? 404 : 500;
  const session = refusal ? await sessionOf(context, request) : null;
  const failure = { status, requestId: request.id } as const;
  return writePage(context, pages, request, reply, {
    session,
    placement: null,
    queries: [],
    failure,
    status,
  });
}

const fallbackOf = (key: string): string => (key === 'signed-out' ? paths.signIn : paths.wallet);

const wantsPage = (request: FastifyRequest): boolean =>
  (request.method === 'GET' || request.method === 'HEAD') &&
  (request.headers.accept ?? '').includes('text/html') &&
  !/^\/(api|pos|assets|icons)\//.test(request.url);

const voiceOf = (request: FastifyRequest): Voice =>
  /^\/(pos|api\/till)\//.test(request.url) ? 'till' : 'member';

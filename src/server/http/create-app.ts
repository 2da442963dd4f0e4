import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyServerOptions,
} from 'fastify';
import { Refused } from '#domain/refusal.ts';
import { ofRequest, RequestLog } from '#server/start/log/request-log.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeId } from '#server/usecases/ground/make-id.ts';
import { administratorRoutes } from './admin/administrator.ts';
import { deskRoutes } from './desk/desk-routes.ts';
import { forAudience } from './edge/audience.ts';
import { refuseOldClients } from './edge/client-age.ts';
import { compressAnswers } from './edge/compression.ts';
import { type Ending, finishRequests } from './edge/ending.ts';
import { dateTimeFormat } from './edge/instant.ts';
import { liveStreams } from './edge/live-stream.ts';
import { prolongSessions } from './edge/request-context.ts';
import { cutHeaders, refuseOddHost } from './edge/request-headers.ts';
import {
  addSecurityHeaders,
  refuseForeignOrigins,
  securityHeaders,
} from './edge/security-headers.ts';
import { readableUrl, readForm, readJsonStrictly, refuseUnwritable } from './edge/strict-input.ts';
import { answerUnreadable, refuseExpectations } from './edge/unreadable.ts';
import { refuseWhileRestored } from './edge/while-restored.ts';
import { answerError } from './error-handler.ts';
import { measureRequests } from './measure-requests.ts';
import { memberRoutes } from './member/member-routes.ts';
import type { Pages } from './pages/page-writer.ts';
import { posRoutes } from './pos/pos.ts';
import { systemRoutes } from './system-routes.ts';
import { associateRoutes } from './till/associate.ts';

export interface AppOptions {
  readonly pages: Pages;
  /** Adds the files that pages load: those of a build, or Vite's in development. */
  readonly assets: (app: FastifyInstance) => Promise<void>;
  readonly logger: FastifyBaseLogger | false;
  readonly https: { readonly cert: string | Buffer; readonly key: string | Buffer } | null;
  /** How many proxies of our own are in front. */
  readonly trustProxy: number;
  /** HSTS for hosts below ours too; absent: for this host alone. */
  readonly hstsSubdomains?: boolean;
  /** How schemas become code; absent: Fastify's own way. */
  readonly compilers?: NonNullable<FastifyServerOptions['schemaController']>['compilersFactory'];
  readonly ending?: Ending;
}

/** Larger than any form or JSON body of ours, and than the POS's largest. */
const bodyLimitBytes = 64 * 1024;

/** No part of a path is longer, because Node takes 16 KB of headers and address in all. */
const longestPart = 16 * 1024;

/** The time for a whole request to arrive: a phone at the edge of a cell needs some of it, a slow attack needs more. */
const requestTimeoutMs = 30_000;

const strictly = { removeAdditional: false, coerceTypes: false, useDefaults: false } as const;
/** Words in schemas that are only for readers of the description; nothing checks them. */
const describedBeside = ['x-described', 'x-extensible-enum'];

/** Makes the server from a context: its routes, their order, and its answers to failures. */
export async function createApp(context: Context, options: AppOptions): Promise<FastifyInstance> {
  const always = securityHeaders(context.publicUrl, options.hstsSubdomains ?? false);
  const app = fastify({
    ...(options.logger
      ? {
          loggerInstance: options.logger,
          logController: new RequestLog(),
          childLoggerFactory: ofRequest,
        }
      : { logger: false }),
    // Node's own refusal has none of our headers: `refuseOddHost` refuses.
    ...(options.https
      ? { https: { cert: options.https.cert, key: options.https.key, requireHostHeader: false } }
      : { http: { requireHostHeader: false } }),
    ...(options.compilers && { schemaController: { compilersFactory: options.compilers } }),
    // Counted from the server outwards: hop 0 is the one who connected.
    trustProxy: (_address, hop) => hop < options.trustProxy,
    bodyLimit: bodyLimitBytes,
    // Shown to people who meet a failure, so it must not repeat after a restart.
    genReqId: () => makeId(context).slice(0, 13),
    // Running requests are finished, see `finishRequests`.
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    routerOptions: { caseSensitive: true, ignoreTrailingSlash: true, maxParamLength: longestPart },
    rewriteUrl: readableUrl,
    clientErrorHandler: answerUnreadable(context, always),
    requestTimeout: requestTimeoutMs,
    // Refuses wrong types and unknown fields, and never converts or drops them.
    ajv: {
      customOptions: { ...strictly, keywords: describedBeside },
      onCreate: (ajv) => ajv.addFormat(dateTimeFormat.name, dateTimeFormat.validate),
    },
  }) as unknown as FastifyInstance; // Over TLS it is another raw server type, and the same to every route.
  measureRequests(app, context.meters);
  const isEnding = finishRequests(app, options.ending ?? {});
  cutHeaders(app);
  refuseExpectations(app, context, always);
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: bodyLimitBytes, parser: readForm });
  readJsonStrictly(app);
  addSecurityHeaders(app, always);
  refuseOddHost(app);
  refuseForeignOrigins(app, context.publicUrl);
  refuseWhileRestored(app, context);
  refuseOldClients(app, context);
  refuseUnwritable(app);
  prolongSessions(app);
  await compressAnswers(app);
  const sendLive = liveStreams(app, context.meters);
  const { pages } = options;

  app.setErrorHandler((error, request, reply) =>
    answerError(context, pages, { error, request, reply }),
  );
  app.setNotFoundHandler((request, reply) =>
    answerError(context, pages, { error: new Refused({ key: 'not-found' }), request, reply }),
  );
  // On the app itself, because in development Vite answers for every audience.
  await options.assets(app);
  // Everything that can be reached from outside. The addresses of each line are a table: a route beside it is refused.
  await forAudience(app, 'system', (scope) => systemRoutes(scope, context, { isEnding, pages }));
  await forAudience(app, 'member', (scope) => memberRoutes(scope, context, { pages, sendLive }));
  await forAudience(app, 'till', (scope) => associateRoutes(scope, context, { pages, sendLive }));
  await forAudience(app, 'pos', (scope) => posRoutes(scope, context));
  await forAudience(app, 'desk', (scope) => deskRoutes(scope, context, pages));
  await forAudience(app, 'admin', (scope) => administratorRoutes(scope, context));
  return app;
}

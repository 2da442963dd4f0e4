import type { FastifyInstance, FastifyRequest } from 'fastify';
import { systemApi } from '#contract/paths.ts';
import { Refused } from '#domain/refusal.ts';
import { noteSecurity } from '#server/usecases/ground/note-security.ts';
import { audienceOf } from './audience.ts';

/** What a page may do, as a Content-Security-Policy. Everything that is not named is forbidden. */
interface PagePolicy {
  /** Base64 of the SHA-256 of the inlined style. */
  readonly styleHash: string;
  /** What a page runs: the shopper's pages start the worker, the till's compile a decoder, the desk its script alone. */
  readonly runs: 'worker' | 'decoder' | 'script' | 'nothing';
}

const scripts = {
  worker: "'self'",
  decoder: "'self' 'wasm-unsafe-eval'",
  script: "'self'",
  nothing: "'none'",
};

export function pagePolicy({ styleHash, runs }: PagePolicy): string {
  return [
    "default-src 'none'",
    `script-src ${scripts[runs]}`,
    `style-src 'self' 'sha256-${styleHash}'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    // The desk shows a draft's page in a frame; no other page shows anything in one.
    ...(runs === 'script' ? ["frame-src 'self'"] : []),
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    // A page that makes no Trusted Types policy forbids all of them, so that a foreign script can't make one.
    `trusted-types ${runs === 'worker' ? 'tillpass-worker' : "'none'"}`,
  ].join('; ');
}

/**
 * The policy of everything that is no page: nothing is allowed, except our own pictures. A browser that opens such an
 * address asks for the tab's icon, and Firefox writes an error into the console if that is forbidden.
 */
const nothing =
  "default-src 'none'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * The headers of every answer, also of answers to bytes that are no request.
 * @param subdomains whether HSTS includes every host below ours: only the administrator knows who runs those
 */
export const securityHeaders = (
  publicUrl: string,
  subdomains: boolean,
): Readonly<Record<string, string>> => ({
  'content-security-policy': nothing,
  // Most answers belong to one person. An answer that may be cached sets its own header.
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), screen-wake-lock=(self), geolocation=(), microphone=()',
  // Not "no-referrer": with it, browsers send the forms of our own pages with `Origin: null`.
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  ...(publicUrl.startsWith('https:') && {
    'strict-transport-security': `max-age=63072000${subdomains ? '; includeSubDomains' : ''}`,
  }),
});

/** Sets the headers on every answer. A page then replaces the policy by its own. */
export function addSecurityHeaders(
  app: FastifyInstance,
  headers: Readonly<Record<string, string>>,
): void {
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(headers);
  });
}

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a request that another site's page sends with our cookies. Browsers say where a request comes from. A client
 * that does not say is a program, and has only its own cookies; the POS has a key and no cookies.
 * @throws Refused `origin-foreign`
 */
export function refuseForeignOrigins(app: FastifyInstance, publicUrl: string): void {
  const publicOrigin = new URL(publicUrl).origin;
  app.addHook('onRequest', async (request) => {
    if (safe.has(request.method) || audienceOf(request) === 'pos') return;
    // A mail program may send it from a page of its own, and no cookie has a part in it.
    if (request.routeOptions.url === systemApi.unsubscribe) return;
    if (!isForeign(request, publicOrigin)) return;
    noteSecurity(request, 'origin-foreign', { route: request.routeOptions.url ?? null });
    throw new Refused({ key: 'origin-foreign' });
  });
}

function isForeign(request: FastifyRequest, publicOrigin: string): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin } = request.headers;
  if (origin === undefined) return false;
  // The host as it came to us, not as a proxy reports it: no browser of ours asked for that.
  return origin !== `${request.protocol}://${request.headers.host}` && origin !== publicOrigin;
}

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refused } from '#domain/refusal.ts';
import { noteSecurity } from '#server/usecases/ground/note-security.ts';
import { audienceOf } from './audience.ts';

/** What a page may do, as a Content-Security-Policy. Everything that is not named is forbidden. */
interface PagePolicy {
  /** Base64 of the SHA-256 of the inlined style. */
  readonly styleHash: string;
  /** The shopper's pages start the worker, the till compiles a decoder, and the others run nothing at all. */
  readonly runs: 'worker' | 'decoder' | 'nothing';
}

const scripts = { worker: "'self'", decoder: "'self' 'wasm-unsafe-eval'", nothing: "'none'" };

export function pagePolicy({ styleHash, runs }: PagePolicy): string {
  return [
    "default-src 'none'",
    `script-src ${scripts[runs]}`,
    `style-src 'self' 'sha256-${styleHash}'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    // A page that makes no policy leaves none for whoever comes first.
    `trusted-types ${runs === 'worker' ? 'tillpass-worker' : "'none'"}`,
  ].join('; ');
}

/**
 * What is no page may do nothing. Opened by its address it is a document all the same, and a browser asks for the tab's
 * icon: Firefox writes an error into the console where that is forbidden, so every policy allows our own pictures.
 */
const nothing =
  "default-src 'none'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * Headers that every answer carries, also one to bytes that are no request.
 * @param subdomains whether HSTS shall hold for every host below ours: who runs those is for the administrator to say
 */
export const securityHeaders = (
  publicUrl: string,
  subdomains: boolean,
): Readonly<Record<string, string>> => ({
  'content-security-policy': nothing,
  // Most answers are one person's; what may be kept says so itself.
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

/** A page then sets its own policy over the one that allows nothing. */
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
 * Refuses what another site's page sends with our cookies on it. Browsers say where a request comes from;
 * who says nothing is a program, and has no cookies but its own. The POS has a key and no cookies.
 * @throws Refused `origin-foreign`
 */
export function refuseForeignOrigins(app: FastifyInstance, publicUrl: string): void {
  const publicOrigin = new URL(publicUrl).origin;
  app.addHook('onRequest', async (request) => {
    if (safe.has(request.method) || audienceOf(request) === 'pos') return;
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
  // As it came: what a proxy says of the host, no browser of ours has asked for.
  return origin !== `${request.protocol}://${request.headers.host}` && origin !== publicOrigin;
}

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refused } from '#domain/refusal.ts';

/** What a page may do, as a Content-Security-Policy. Everything that is not named is forbidden. */
interface PagePolicy {
  /** Base64 of the SHA-256 of the inlined style. */
  readonly styleHash: string;
  /** The scan page alone compiles a decoder. */
  readonly decodes?: boolean;
}

export function pagePolicy({ styleHash, decodes = false }: PagePolicy): string {
  return [
    "default-src 'none'",
    `script-src 'self'${decodes ? " 'wasm-unsafe-eval'" : ''}`,
    `style-src 'self' 'sha256-${styleHash}'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types tillpass-worker',
  ].join('; ');
}

/** What is no page may do nothing at all. */
const nothing = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Headers that every answer carries; a page then sets its own policy over the one that allows nothing. */
export function addSecurityHeaders(app: FastifyInstance, publicUrl: string): void {
  const overTls = publicUrl.startsWith('https:');
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({
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
    });
    if (overTls) reply.header('strict-transport-security', 'max-age=63072000; includeSubDomains');
  });
}

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what another site's page sends with our cookies on it. Browsers say where a request comes from;
 * who says nothing is a program, and has no cookies but its own. The POS has a key and no cookies.
 * @throws Refused `origin-foreign`
 */
export function refuseForeignOrigins(app: FastifyInstance, publicUrl: string): void {
  const publicHost = new URL(publicUrl).host;
  app.addHook('onRequest', async (request) => {
    if (safe.has(request.method) || request.url.startsWith('/pos/')) return;
    if (isForeign(request, publicHost)) throw new Refused({ key: 'origin-foreign' });
  });
}

function isForeign(request: FastifyRequest, publicHost: string): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin } = request.headers;
  if (origin === undefined) return false;
  const host = URL.canParse(origin) ? new URL(origin).host : null;
  return host !== request.host && host !== publicHost;
}

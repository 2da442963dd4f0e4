import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from '#domain/refusal.ts';
import { dropCookie, putCookie, readCookie } from './cookies.ts';

/** A form, sent by a page whose scripts have not run: it wants a page back, not JSON. */
export const isForm = (request: FastifyRequest): boolean =>
  (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');

/** After a form: on to the page (303, so that reloading it sends nothing again). After a script: the data. */
export function replyWith(
  request: FastifyRequest,
  reply: FastifyReply,
  done: { page: string; data: unknown },
): FastifyReply {
  reply.header('cache-control', 'no-store');
  return isForm(request) ? reply.redirect(done.page, 303) : reply.send(done.data);
}

/** Sends a refused form back to where it was filled in. */
export const sendBack = (
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal,
  fallback: string,
): FastifyReply => sendRefused(reply, refusal, pathOfReferer(request) ?? fallback);

/** On to a page that says what was refused. */
export function sendRefused(reply: FastifyReply, refusal: Refusal, page: string): FastifyReply {
  putCookie(reply, 'notice', Buffer.from(JSON.stringify(refusal)).toString('base64url'));
  reply.header('cache-control', 'no-store');
  return reply.redirect(page, 303);
}

/** What the last form was refused for; told once. */
export function takeNotice(request: FastifyRequest, reply: FastifyReply): Refusal | null {
  const kept = readCookie(request, 'notice');
  if (kept === undefined) return null;
  dropCookie(reply, 'notice');
  try {
    const refusal: unknown = JSON.parse(Buffer.from(kept, 'base64url').toString());
    // Only this server writes the cookie, and the page shows nothing for a key that it doesn't know.
    return isKeyed(refusal) ? (refusal as Refusal) : null;
  } catch {
    return null;
  }
}

const isKeyed = (value: unknown): value is { key: string } =>
  typeof value === 'object' && value !== null && 'key' in value && typeof value.key === 'string';

/** Only our own pages: a path from elsewhere would make us a signpost to other sites. */
function pathOfReferer(request: FastifyRequest): string | null {
  const referer = request.headers.referer;
  if (!referer || !URL.canParse(referer)) return null;
  const { host, pathname } = new URL(referer);
  return host === request.host && !pathname.startsWith('//') ? pathname : null;
}

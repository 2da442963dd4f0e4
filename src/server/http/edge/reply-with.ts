import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from '#domain/refusal.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { dropCookie, putCookie, readCookie } from './cookies.ts';
import { type Sent, sentAs } from './serve.ts';

/** A form, sent by a page whose scripts have not run: it wants a page back, not JSON. */
export const isForm = (request: FastifyRequest): boolean =>
  (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');

/** After a form: on to the page (303, so that reloading it sends nothing again). After a script: the data. */
export function replyWith<T>(
  request: FastifyRequest,
  reply: FastifyReply,
  done: { page: string; data: T },
): Sent<T> {
  return sentAs<T>(isForm(request) ? reply.redirect(done.page, 303) : reply.send(done.data));
}

/** Sends a refused form back to where it was filled in. */
export const sendBack = (
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  back: { refusal: Refusal; fallback: string },
): FastifyReply =>
  sendRefused(context, reply, back.refusal, ownReferer(context, request) ?? back.fallback);

/** On to a page that says what was refused. */
export function sendRefused(
  context: Context,
  reply: FastifyReply,
  refusal: Refusal,
  page: string,
): FastifyReply {
  putNotice(context, reply, refusal);
  reply.header('cache-control', 'no-store');
  return reply.redirect(page, 303);
}

/** Has the next page say it, once. */
function putNotice(context: Context, reply: FastifyReply, refusal: Refusal): void {
  putCookie(reply, 'notice', context.secrets.seal('notice', JSON.stringify(refusal)));
}

/**
 * The session of this browser is over: its cookie goes, and where it had one the next page says so, whatever ended it.
 */
export function endVisit(context: Context, request: FastifyRequest, reply: FastifyReply): void {
  if (readCookie(request, 'session') !== undefined)
    putNotice(context, reply, { key: 'signed-out' });
  dropCookie(reply, 'session');
}

/** What the last form was refused for; told once, and to a person: not to a browser that looks ahead. */
export function takeNotice(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
): Refusal | null {
  const kept = readCookie(request, 'notice');
  const ahead = request.method !== 'GET' || request.headers['sec-purpose'] !== undefined;
  if (kept === undefined || ahead) return null;
  dropCookie(reply, 'notice');
  try {
    return JSON.parse(context.secrets.open('notice', kept)) as Refusal; // Sealed here, so whole.
  } catch {
    return null; // Forged or mangled: nothing to say.
  }
}

/** The path of one of our own pages; one from elsewhere would make us a signpost to other sites. */
function ownReferer({ publicUrl }: Context, request: FastifyRequest): string | null {
  const { referer } = request.headers;
  if (!referer || !URL.canParse(referer)) return null;
  const { host, pathname } = new URL(referer);
  const isOwn = host === request.host || host === new URL(publicUrl).host;
  return isOwn && !pathname.startsWith('//') ? pathname : null;
}

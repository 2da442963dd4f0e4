import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Done, RefusedForm } from '#contract/page.ts';
import { paths } from '#contract/paths.ts';
import { maxAddressLength } from '#domain/people/email-address.ts';
import type { Refusal } from '#domain/refusal.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { dropCookie, putCookie, readCookie } from './cookies.ts';
import { type Sent, sentAs } from './serve.ts';

/** Whether a form sent the request: a page without scripts wants a page back, not JSON. */
export const isForm = (request: FastifyRequest): boolean =>
  (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');

/** What became of the last form, for the page that comes next. */
export type Notice =
  | { readonly refusal: Refusal; readonly form: RefusedForm | null }
  | { readonly done: Done };

/** Answers a form with the next page (303, so that a reload sends nothing again), and a script with data. */
export function replyWith<T>(
  request: FastifyRequest,
  reply: FastifyReply,
  done: { page: string; data: T },
): Sent<T> {
  return sentAs<T>(isForm(request) ? reply.redirect(done.page, 303) : reply.send(done.data));
}

/** Sends a refused form back to the page where it was filled in. */
export const sendBack = (
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  back: { refusal: Refusal; fallback: string },
): FastifyReply =>
  sendRefused(context, reply, {
    notice: { refusal: back.refusal, form: formIn(request) },
    page: ownReferer(context, request) ?? back.fallback,
  });

const typedFields = ['email', 'code', 'pin'] as const;

function formIn(request: FastifyRequest): RefusedForm {
  const sent = (request.body ?? {}) as Readonly<Record<string, unknown>>; // Anything may be in a form.
  const { email } = sent;
  return {
    action: request.url.split('?')[0] ?? '',
    field: typedFields.find((name) => sent[name] !== undefined) ?? null,
    email: typeof email === 'string' && email.length <= maxAddressLength ? email : null,
  };
}

/** Leads to a page that shows why something was refused. */
export function sendRefused(
  context: Context,
  reply: FastifyReply,
  { notice, page }: { readonly notice: Notice; readonly page: string },
): FastifyReply {
  putNotice(context, reply, notice);
  reply.header('cache-control', 'no-store');
  return reply.redirect(page, 303);
}

/**
 * Lets the next page say what a form has done. A script has its answer already, and says so itself.
 */
export function noteDone(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  done: Done,
): void {
  if (isForm(request)) putNotice(context, reply, { done });
}

/** Lets the next page show what became of the form, once. */
function putNotice(context: Context, reply: FastifyReply, notice: Notice): void {
  putCookie(reply, 'notice', context.secrets.seal('notice', JSON.stringify(notice)));
}

const over: Notice = { refusal: { key: 'signed-out' }, form: null };

/**
 * Ends the session of this browser: removes its cookie, and if there was one, the next page says so.
 * @param notice how it says so, where the person ended it themselves
 */
export function endVisit(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  notice = over,
): void {
  if (readCookie(request, 'session') !== undefined) putNotice(context, reply, notice);
  dropCookie(reply, 'session');
}

/** Leads somebody without a session to sign in, from a page that is a member's. */
export function leadToSignIn(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  endVisit(context, request, reply);
  return reply.header('cache-control', 'no-store').redirect(paths.signIn, 303);
}

/** What became of the last form. It is shown once, to a person and not to a browser that prefetches. */
export function takeNotice(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
): Notice | null {
  const kept = readCookie(request, 'notice');
  const ahead = request.method !== 'GET' || request.headers['sec-purpose'] !== undefined;
  if (kept === undefined || ahead) return null;
  dropCookie(reply, 'notice');
  try {
    return JSON.parse(context.secrets.open('notice', kept)) as Notice; // Encrypted here, so unchanged.
  } catch {
    return null; // Forged or damaged: there is nothing to show.
  }
}

/** The path of one of our own pages. A foreign one would turn us into a redirect to other sites. */
function ownReferer({ publicUrl }: Context, request: FastifyRequest): string | null {
  const { referer } = request.headers;
  if (!referer || !URL.canParse(referer)) return null;
  const { host, pathname } = new URL(referer);
  const isOwn = host === request.host || host === new URL(publicUrl).host;
  return isOwn && !pathname.startsWith('//') ? pathname : null;
}

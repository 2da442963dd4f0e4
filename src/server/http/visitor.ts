import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refused } from '#domain/refusal.ts';
import { type Language, pickLanguage } from '#i18n/language.ts';
import { browserName } from '#server/browser-name.ts';
import type { Context } from '#server/context.ts';
import { makeToken } from '#server/usecases/make-id.ts';
import { recogniseMember, type Session } from '#server/usecases/session.ts';
import { putCookie, readCookie } from './cookies.ts';

export const languageOf = (request: FastifyRequest): Language =>
  pickLanguage(request.headers['accept-language'], readCookie(request, 'language'));

/** Who is signed in on this browser, if anybody. */
export const sessionOf = (context: Context, request: FastifyRequest): Promise<Session | null> =>
  recogniseMember(context, readCookie(request, 'session'));

/** @throws Refused `signed-out` */
export async function memberOf(context: Context, request: FastifyRequest): Promise<Session> {
  const session = await sessionOf(context, request);
  if (!session) throw new Refused({ key: 'signed-out' });
  return session;
}

export const browserOf = (request: FastifyRequest): string | null =>
  browserName(request.headers['user-agent'] ?? '');

export const browserSecretOf = (request: FastifyRequest): string | null =>
  readCookie(request, 'browser')?.slice(0, 100) ?? null;

/** The secret that binds a sign-in to this browser; made when it asks for the first time. */
export function keptBrowserSecret(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
): string {
  const secret = browserSecretOf(request) ?? makeToken(context);
  putCookie(reply, 'browser', secret);
  return secret;
}

/** Where the shopper is, as the last poster said: on the session, or before that in a cookie. */
export const placementOf = (request: FastifyRequest, session: Session | null): string | null =>
  session?.placement ?? readCookie(request, 'poster')?.slice(0, 16) ?? null;

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Language, pickLanguage } from '#i18n/language.ts';
import { browserName } from '#server/http/edge/browser-name.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import type { Asker } from '#server/usecases/sign-in/heed-sign-in-limits.ts';
import { recogniseMember, type Session } from '#server/usecases/sign-in/session.ts';
import { putCookie, readCookie } from './cookies.ts';

export const languageOf = (request: FastifyRequest): Language =>
  pickLanguage(request.headers['accept-language'], readCookie(request, 'language'));

const prolonged = new WeakSet<FastifyRequest>();

/** The session of this browser; null: nobody is signed in. */
export async function sessionOf(
  context: Context,
  request: FastifyRequest,
): Promise<Session | null> {
  const session = await recogniseMember(context, readCookie(request, 'session'));
  if (session?.prolonged) prolonged.add(request);
  return session;
}

/** A session lasts from when it was last seen, so the cookie's time begins again as well. */
export function prolongSessions(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply) => {
    const cookie = prolonged.has(request) ? readCookie(request, 'session') : undefined;
    if (cookie !== undefined && !reply.hasHeader('set-cookie')) putCookie(reply, 'session', cookie);
  });
}

export const browserOf = (request: FastifyRequest): string | null =>
  browserName(request.headers['user-agent'] ?? '');

/** Null for a text that was not made here. */
export function browserSecretOf(request: FastifyRequest): string | null {
  const secret = readCookie(request, 'browser') ?? '';
  return /^[\w-]{43}$/.test(secret) ? secret : null;
}

/** Who asks, as limits tell people apart. */
export const askerOf = (request: FastifyRequest): Asker => ({
  networkAddress: request.ip,
  known: readCookie(request, 'known') ?? null,
});

/** Where the shopper is, by the last poster: from the session, or before sign-in from a cookie. */
export const placementOf = (request: FastifyRequest, session: Session | null): string | null =>
  session?.placement ?? readCookie(request, 'poster')?.slice(0, 16) ?? null;

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refused } from '#domain/refusal.ts';
import { sessionOf } from '#server/http/edge/request-context.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import type { Session } from '#server/usecases/sign-in/session.ts';

/** The session that a request came with. */
export type MemberOf = (request: FastifyRequest) => Session;

/**
 * Refuses every request of a scope without a session, with `signed-out`. This comes before the body is read, so a
 * stranger does not learn what a right request looks like.
 */
export function knowMembers(app: FastifyInstance, context: Context): MemberOf {
  const known = new WeakMap<FastifyRequest, Session>();
  app.addHook('onRequest', async (request) => {
    const session = await sessionOf(context, request);
    if (!session) throw new Refused({ key: 'signed-out' });
    known.set(request, session);
  });
  return (request) => {
    const session = known.get(request);
    if (!session) throw new Error('no request gets past the hook without a session');
    return session;
  };
}

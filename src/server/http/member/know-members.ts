import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refused } from '#domain/refusal.ts';
import { guard } from '#server/http/edge/guard.ts';
import { sessionOf } from '#server/http/edge/request-context.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import type { Session } from '#server/usecases/sign-in/session.ts';

/** The session that a request came with. */
type MemberOf = (request: FastifyRequest) => Session;

/** Refuses every request of a scope without a session, with `signed-out`. */
export const knowMembers = (app: FastifyInstance, context: Context): MemberOf =>
  guard(
    app,
    async (request) => {
      const session = await sessionOf(context, request);
      if (!session) throw new Refused({ key: 'signed-out' });
      return session;
    },
    ({ memberId }) => ({ memberId }),
  );

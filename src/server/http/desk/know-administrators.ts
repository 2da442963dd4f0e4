import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type DeskRight, deskRights, isProved, mayDo } from '#domain/desk/desk-role.ts';
import { Refused } from '#domain/refusal.ts';
import { readCookie } from '#server/http/edge/cookies.ts';
import { guard } from '#server/http/edge/guard.ts';
import {
  type AtDesk,
  asAdministrator,
  recogniseAdministrator,
} from '#server/usecases/desk/desk-session.ts';
import { demandProof } from '#server/usecases/desk/desk-sign-in.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { noteSecurity } from '#server/usecases/ground/note-security.ts';

/** Who asks at the desk, and the context in which what they do is written down. */
export interface DeskAsker extends AtDesk {
  readonly context: Context;
}

/**
 * Lets nobody into a scope but administrators, and each only where their role may: every route there names a right. What
 * moves points or gives out a key wants the passkey again, for this act and for whom it is about.
 * @throws Refused `desk-signed-out`, `desk-role`, `desk-prove`
 */
export function knowAdministrators(
  app: FastifyInstance,
  context: Context,
): (request: FastifyRequest) => DeskAsker {
  app.addHook('onRoute', ({ config, url }) => {
    if (!isRight(config?.right))
      throw new Error(`${url} says no right (contract/desk/desk-api.ts)`);
  });
  return guard(
    app,
    async (request) => {
      const who = await recogniseAdministrator(context, readCookie(request, 'desk'));
      const right = await demandRight(context, request, who);
      return { ...who, context: asAdministrator(context, who, right) };
    },
    ({ administratorId }) => ({ administratorId }),
  );
}

async function demandRight(
  context: Context,
  request: FastifyRequest,
  who: AtDesk,
): Promise<DeskRight> {
  const { right } = request.routeOptions.config;
  if (!isRight(right) || !mayDo(who.role, right)) {
    noteSecurity(context, 'desk-role', {
      administratorId: who.administratorId,
      route: request.routeOptions.url ?? null,
    });
    throw new Refused({ key: 'desk-role', role: who.role });
  }
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (!reads && isProved(right)) await demandProof(context, who, right, subjectOf(request));
  return right;
}

/** What an act is about: the part of the address that varies; an address without one is about the shop. */
function subjectOf({ params }: FastifyRequest): string {
  const [part = ''] = Object.values(params as Readonly<Record<string, string>>);
  return part;
}

const isRight = (text: string | undefined): text is DeskRight =>
  text !== undefined && Object.hasOwn(deskRights, text);

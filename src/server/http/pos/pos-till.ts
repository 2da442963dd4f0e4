import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Context } from '#server/usecases/ground/context.ts';
import { type PosTill, recognisePos } from '#server/usecases/till/recognise-pos.ts';

/** The till that a request's key belongs to. */
export type TillOf = (request: FastifyRequest) => PosTill;

/** Checks the key before anything else: without one, nobody learns what a right request looks like. */
export function knowTills(app: FastifyInstance, context: Context): TillOf {
  const known = new WeakMap<FastifyRequest, PosTill>();
  app.addHook('onRequest', async (request) => {
    known.set(request, await recognisePos(context, request.headers.authorization));
  });
  return (request) => {
    const till = known.get(request);
    if (!till) throw new Error('no request gets past the hook without a till');
    return till;
  };
}

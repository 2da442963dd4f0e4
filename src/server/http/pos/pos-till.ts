import type { FastifyInstance, FastifyRequest } from 'fastify';
import { guard } from '#server/http/edge/guard.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { type PosTill, recognisePos } from '#server/usecases/till/recognise-pos.ts';

/** The till that a request's key belongs to. */
export type TillOf = (request: FastifyRequest) => PosTill;

/** Refuses every request of a scope without a till's key, with `key-unknown`. */
export const knowTills = (app: FastifyInstance, context: Context): TillOf =>
  guard(
    app,
    ({ headers }) => recognisePos(context, headers.authorization),
    ({ tillId }) => ({ tillId }),
  );

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { readCookie } from '#server/http/edge/cookies.ts';
import { guard } from '#server/http/edge/guard.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { type AtTill, recogniseTill } from '#server/usecases/till/till-device.ts';

/** The till of a request's device, and the shift if there is one. */
export type AtTillOf = (request: FastifyRequest) => AtTill;

/** Refuses every request of a scope without a till's device, with `device-unknown`. */
export const knowDevices = (app: FastifyInstance, context: Context): AtTillOf =>
  guard(
    app,
    (request) => askForDevice(context, request),
    ({ tillId, shift }) => ({ tillId, ...(shift && { associateId: shift.associateId }) }),
  );

/** Asks the database again: a stream lives longer than its first check. @throws Refused `device-unknown` */
export const askForDevice = (context: Context, request: FastifyRequest): Promise<AtTill> =>
  recogniseTill(context, {
    device: readCookie(request, 'device'),
    shift: readCookie(request, 'shift'),
  });

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { readCookie } from '#server/http/edge/cookies.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { type AtTill, recogniseTill } from '#server/usecases/till/till-device.ts';

/** The till of a request's device, and the shift if there is one. */
export type AtTillOf = (request: FastifyRequest) => AtTill;

/**
 * Refuses every request of a scope without a till's device, with `device-unknown`. This comes before the body is read,
 * as with the POS's key.
 */
export function knowDevices(app: FastifyInstance, context: Context): AtTillOf {
  const known = new WeakMap<FastifyRequest, AtTill>();
  app.addHook('onRequest', async (request) => {
    known.set(request, await askForDevice(context, request));
  });
  return (request) => {
    const till = known.get(request);
    if (!till) throw new Error('no request gets past the hook without a device');
    return till;
  };
}

/** Asks the database again: a stream lives longer than its first check. @throws Refused `device-unknown` */
export const askForDevice = (context: Context, request: FastifyRequest): Promise<AtTill> =>
  recogniseTill(context, {
    device: readCookie(request, 'device'),
    shift: readCookie(request, 'shift'),
  });

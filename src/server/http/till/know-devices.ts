import type { FastifyInstance, FastifyRequest } from 'fastify';
import { readCookie } from '#server/http/edge/cookies.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { type AtTill, recogniseTill } from '#server/usecases/till/till-device.ts';

/** The till, and the shift if there is one, that a request's device stands at. */
export type AtTillOf = (request: FastifyRequest) => AtTill;

/**
 * Lets nobody into a scope but a till's device. It comes before the body is read, as the POS's key does. Each other
 * request is refused with `device-unknown`.
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

/** Asks anew, as what lives longer than its first look must. @throws Refused `device-unknown` */
export const askForDevice = (context: Context, request: FastifyRequest): Promise<AtTill> =>
  recogniseTill(context, {
    device: readCookie(request, 'device'),
    shift: readCookie(request, 'shift'),
  });

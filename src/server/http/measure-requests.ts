import type { FastifyInstance } from 'fastify';
import { routeOf } from '#server/start/log/log.ts';
import type { Meters } from '#server/usecases/ground/meters.ts';
import { isStream } from './edge/live-stream.ts';

/** Counts each request at its end. A stream ends after an hour, which says nothing of how fast anything is. */
export function measureRequests(app: FastifyInstance, meters: Meters): void {
  app.addHook('onResponse', async (request, reply) => {
    if (isStream(request)) return;
    meters.answered({
      method: request.method,
      route: routeOf(request),
      status: reply.statusCode,
      seconds: reply.elapsedTime / 1000,
    });
  });
}

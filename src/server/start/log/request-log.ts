import {
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
  LogController,
} from 'fastify';
import { systemApi } from '#contract/paths.ts';
import { routeOf } from './log.ts';
import { traceOf } from './trace.ts';

/** Asked every second by supervisors and proxies. */
const probes: readonly string[] = [systemApi.health, systemApi.ready];

/** A request's own logger, whose lines name the trace that it belongs to. */
export const ofRequest: NonNullable<FastifyServerOptions['childLoggerFactory']> = (
  logger,
  bindings,
  options,
  { headers },
) => logger.child({ ...bindings, ...traceOf(headers.traceparent) }, options);

/** One line for each request, at its end: method, route's pattern, status, milliseconds. */
export class RequestLog extends LogController {
  override incomingRequest(): void {
    // Everything there is to say is known at the end.
  }

  override requestCompleted(
    error: Error | null | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): void {
    const fields = {
      method: request.method,
      route: routeOf(request),
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    };
    if (error) request.log.error({ ...fields, err: error }, 'answer broke off');
    else if (probes.includes(fields.route) && fields.status < 400)
      request.log.debug(fields, 'answered');
    else request.log.info(fields, 'answered');
  }

  /** Does nothing: Fastify's own function would write the whole address. */
  override routeNotFound(): void {}
}

import { type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { routeOf } from './log.ts';

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
    else request.log.info(fields, 'answered');
  }

  /** Does nothing: Fastify's own function would write the whole address. */
  override routeNotFound(): void {}
}

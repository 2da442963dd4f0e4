import type { FastifyReply, FastifyRequest } from 'fastify';

/** Every answer says under which name its request stands in the log, so that a success can be asked about too. */
export async function sayRequestId(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.header('x-request-id', request.id);
}

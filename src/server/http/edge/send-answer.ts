import type { FastifyReply } from 'fastify';
import type { Answer } from '#server/usecases/till/answer-once.ts';

/** Sends a stored answer without a serialiser: a retry gets the very same bytes. */
export const sendAnswer = (reply: FastifyReply, answer: Answer): FastifyReply =>
  reply
    .header('content-type', 'application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .code(answer.status)
    .serializer((text) => String(text))
    .send(answer.body);

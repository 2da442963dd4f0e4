import type { FastifyReply } from 'fastify';
import type { Answer } from '#server/usecases/till/answer-once.ts';

/** Sends an answer as it was kept: a retry gets the very same bytes, so that no serialiser comes in between. */
export const sendAnswer = (reply: FastifyReply, answer: Answer): FastifyReply =>
  reply
    .header('content-type', 'application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .code(answer.status)
    .serializer((text) => String(text))
    .send(answer.body);

import type { FastifyReply } from 'fastify';
import type { Answer } from '#server/usecases/till/answer-once.ts';
import { type Sent, sentAs } from './serve.ts';

/** Sends a stored answer without a serialiser: a retry gets the very same bytes. */
export const sendAnswer = <T>(reply: FastifyReply, answer: Answer<T>): Sent<T> =>
  sentAs(
    reply
      .header('content-type', 'application/json; charset=utf-8')
      .code(answer.status)
      .serializer((text) => String(text))
      .send(answer.body),
  );

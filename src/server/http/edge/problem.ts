import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Problem } from '#contract/problem.ts';
import { type Refusal, Refused } from '#domain/refusal.ts';
import { everything } from '#i18n/everything.ts';
import type { Language } from '#i18n/language.ts';
import { refusalSentence, tillSentence } from '#i18n/refusal.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { speakerOf } from '#server/usecases/ground/speaker.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { type InputFault, inputFault } from './input-fault.ts';
import { pointerOf } from './refusal-pointer.ts';
import { refusalStatus } from './refusal-status.ts';
import { languageOf } from './visitor.ts';

/** Who reads the sentence: a shopper, or an associate in front of a till. */
export type Voice = 'member' | 'till';

/**
 * What went wrong as a refusal, if it was expected: ours, or what Fastify says of a bad request.
 * Null is a bug, or the world failing under us.
 */
export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refused) return error.refusal;
  // Fastify throws errors of its own shape only; anything else lacks these fields and is a bug.
  const { validation, validationContext, statusCode, code, message } = error as FastifyError;
  if (validation?.[0]) {
    return invalid(inputFault(validation, validationContext ?? 'body'));
  }
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return { key: 'request-too-large' };
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return invalid({ pointer: null, detail: message });
  }
  return null;
}

/** Enough to find what is meant. What is sent back, in a cookie too, must not grow with what was sent. */
const saidAtMost = 200;

const invalid = ({ pointer, detail }: InputFault): Refusal => ({
  key: 'request-invalid',
  pointer: pointer === null ? null : pointer.slice(0, saidAtMost),
  detail: detail.slice(0, saidAtMost),
});

/** The one error body, with a sentence for the person in front of the screen. */
export async function sendProblem(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  { refusal, voice }: { refusal: Refusal | null; voice: Voice },
): Promise<FastifyReply> {
  const problem: Problem = {
    error: {
      key: refusal?.key ?? 'broken',
      message: refusal
        ? await sentenceOf(context, languageOf(request), refusal, voice)
        : everything(languageOf(request))('error.broken-hint', { id: request.id }),
      details: refusal,
      pointer: refusal && pointerOf(refusal, request.body),
      requestId: request.id,
    },
  };
  if (refusal && 'retryAfterMs' in refusal) {
    reply.header('retry-after', Math.ceil(refusal.retryAfterMs / 1000));
  }
  if (refusal?.key === 'pin-locked') {
    reply.header('retry-after', Math.ceil((refusal.until - context.now()) / 1000));
  }
  if (refusal?.key === 'key-unknown') reply.header('www-authenticate', 'Bearer');
  reply.header('cache-control', 'no-store');
  return reply.code(refusal ? refusalStatus[refusal.key] : 500).send(problem);
}

/** A refusal in words, in a person's language. */
export async function sentenceOf(
  context: Context,
  language: Language,
  refusal: Refusal,
  voice: Voice,
): Promise<string> {
  const { program } = await readWork(context);
  const say = voice === 'till' ? tillSentence : refusalSentence;
  return say(everything(language), speakerOf(program, language), refusal);
}

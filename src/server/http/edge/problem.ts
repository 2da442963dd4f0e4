import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Problem } from '#contract/problem.ts';
import { type Refusal, Refused } from '#domain/refusal.ts';
import { everything } from '#i18n/everything.ts';
import type { Language } from '#i18n/language.ts';
import { deskSentence, refusalSentence, tillSentence } from '#i18n/refusal.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { speakerOf } from '#server/usecases/ground/speaker.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { type InputFault, inputFault } from './input-fault.ts';
import { pointerOf } from './refusal-pointer.ts';
import { refusalStatus } from './refusal-status.ts';
import { languageOf } from './request-context.ts';

/** Who reads the sentence: a shopper, an associate at a till, or an administrator at the desk. */
export type Voice = 'member' | 'till' | 'desk';

/**
 * The refusal behind an error, if it was expected: our own, or Fastify's about a bad request. Null: a bug, or the
 * outside world failed.
 */
export function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refused) return error.refusal;
  // Only Fastify's own errors have these fields; an error without them is a bug.
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

/** Enough to find the fault. What is sent back, in a cookie too, must not grow with the request. */
const saidAtMost = 200;

const invalid = ({ pointer, detail }: InputFault): Refusal => ({
  key: 'request-invalid',
  pointer: pointer === null ? null : pointer.slice(0, saidAtMost),
  detail: detail.slice(0, saidAtMost),
});

/** Sends the error body, which is the same everywhere, with a sentence for the person at the screen. */
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
  // Also where there is no route, and so no audience that would have said it.
  reply.header('x-request-id', request.id);
  if (refusal && 'retryAfterMs' in refusal) {
    reply.header('retry-after', Math.ceil(refusal.retryAfterMs / 1000));
  }
  if (refusal?.key === 'pin-locked' || refusal?.key === 'member-pin-locked') {
    const until = 'until' in refusal ? refusal.until : refusal.at;
    reply.header('retry-after', Math.ceil((until - context.now()) / 1000));
  }
  if (refusal?.key === 'key-unknown') reply.header('www-authenticate', 'Bearer');
  reply.header('cache-control', 'no-store');
  return reply.code(refusal ? refusalStatus[refusal.key] : 500).send(problem);
}

/** A refusal as a sentence in a person's language. */
export async function sentenceOf(
  context: Context,
  language: Language,
  refusal: Refusal,
  voice: Voice,
): Promise<string> {
  const { program } = await readWork(context);
  return sentences[voice](everything(language), speakerOf(program, language), refusal);
}

const sentences = { member: refusalSentence, till: tillSentence, desk: deskSentence } as const;

import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { type Audience, audienceAt, isForPrograms } from '#contract/audience.ts';
import { documentMark } from '#contract/document.ts';
import { paths } from '#contract/paths.ts';
import type { Problem } from '#contract/problem.ts';
import type { Refusal } from '#domain/refusal.ts';
import { everything } from '#i18n/everything.ts';
import { outageOf } from '#server/storage/outage/outage.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { audienceOf } from './edge/audience.ts';
import { refusalOf, sendProblem, type Voice } from './edge/problem.ts';
import { endVisit, isForm, sendBack } from './edge/reply-with.ts';
import { languageOf, sessionOf } from './edge/request-context.ts';
import { type Pages, writePage } from './pages/page-writer.ts';
import { plainPolicy } from './pages/plain-page.ts';
import { unavailablePage } from './pages/unavailable-page.ts';

/** A request, and what went wrong with it. */
interface Failing {
  readonly error: unknown;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Handles everything that goes wrong: a page for people, the error body for programs. */
export async function answerError(
  context: Context,
  pages: Pages,
  failing: Failing,
): Promise<FastifyReply> {
  const { error, request, reply } = failing;
  // The request asks for a part of a file that the file does not have.
  if ((error as Partial<FastifyError>).statusCode === 416) return reply.code(416).send();
  await context.heard(error);
  if (outageOf(error)) return unavailable(context, error, request, reply);
  try {
    return await explain(context, pages, failing);
  } catch (second) {
    // A refusal's sentence and its page need the database as well.
    await context.heard(second);
    if (outageOf(second)) return unavailable(context, second, request, reply);
    throw second;
  }
}

async function explain(
  context: Context,
  pages: Pages,
  { error, request, reply }: Failing,
): Promise<FastifyReply> {
  const refusal = refusalOf(error);
  if (!refusal) request.log.error({ err: error }, 'broken');
  context.meters.refused(refusal?.key ?? 'broken');
  if (refusal?.key === 'signed-out') endVisit(context, request, reply);
  if (refusal && isOwnForm(request, refusal)) {
    return sendBack(context, request, reply, { refusal, fallback: fallbackOf(refusal) });
  }
  if (wantsPage(request, refusal)) {
    try {
      return await apologise(context, pages, { request, reply, refusal });
    } catch (second) {
      await context.heard(second);
      if (outageOf(second)) throw second;
      // What failed may be what every page needs. The error body needs nothing.
      request.log.error({ err: second }, 'no page for a failure');
    }
  }
  return sendProblem(context, request, reply, { refusal, voice: voiceOf(request) });
}

/** The database failed, so this answer needs nothing from it. */
function unavailable(
  { meters }: Context,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  meters.refused('unavailable');
  request.log.error({ err: error }, 'the database failed');
  reply.code(503).headers({ 'retry-after': retryAfterSeconds, 'cache-control': 'no-store' });
  const language = languageOf(request);
  const t = everything(language);
  const message = t(outageWords[voiceOf(request)]);
  if (wantsPage(request, null)) {
    return reply
      .headers({
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': plainPolicy,
        // Marks the page as ours, so that the worker takes it for no captive portal's.
        [documentMark]: '1',
      })
      .send(unavailablePage(language, message));
  }
  const problem: Problem = {
    error: {
      key: 'unavailable',
      message,
      details: null,
      pointer: null,
      requestId: request.id,
    },
  };
  return reply.send(problem);
}

/** Long enough for a database to start again, short enough for somebody who waits at a till. */
const retryAfterSeconds = 5;

/** Staff ask whether what they did counts. At a till nothing counts twice; at the desk another PIN or key would. */
const outageWords = {
  member: 'outage.hint',
  till: 'till.unavailable',
  desk: 'desk.unavailable',
} as const satisfies Record<Voice, string>;

async function apologise(
  context: Context,
  pages: Pages,
  { request, reply, refusal }: Omit<Failing, 'error'> & { readonly refusal: Refusal | null },
): Promise<FastifyReply> {
  const status = refusal ? 404 : 500;
  const session = refusal ? await sessionOf(context, request) : null;
  return writePage(context, pages, request, reply, {
    session,
    placement: null,
    queries: [],
    failure: { status, requestId: request.id },
    status,
  });
}

/** Whether one of our own pages sent the form. A form from another site, or to no route, leads to no page. */
const isOwnForm = (request: FastifyRequest, { key }: Refusal): boolean =>
  isForm(request) && voiceOf(request) === 'member' && !request.is404 && key !== 'origin-foreign';

const fallbackOf = ({ key }: Refusal): string =>
  key === 'signed-out' ? paths.signIn : paths.wallet;

/**
 * Whether to answer with a page: somebody opened an address or sent a form. Under a program's address nobody reads
 * pages.
 */
const wantsPage = (request: FastifyRequest, refusal: Refusal | null): boolean =>
  (request.headers.accept ?? '').includes('text/html') &&
  (isSafe(request) ? !isForPrograms(request.url) : isForm(request) && !refusal);

const isSafe = ({ method }: FastifyRequest): boolean => method === 'GET' || method === 'HEAD';

/** The audience for the sentence. Without a route it follows from the beginning of the address. */
const voiceOf = (request: FastifyRequest): Voice =>
  voices[audienceOf(request) ?? audienceAt(request.url)];

const voices: Readonly<Record<Audience, Voice>> = {
  system: 'member',
  member: 'member',
  till: 'till',
  pos: 'till',
  admin: 'till',
  desk: 'desk',
};

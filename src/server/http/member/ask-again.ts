import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SignInWaiting } from '#contract/sign-in-face.ts';
import { putCookie } from '#server/http/edge/cookies.ts';
import {
  askerOf,
  browserOf,
  browserSecretOf,
  languageOf,
} from '#server/http/edge/request-context.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { signInAgain } from '#server/usecases/rights/sign-in-again.ts';
import type { Session } from '#server/usecases/sign-in/session.ts';

/**
 * Mails a code to the member's own address, and makes the browser the one that asked.
 * @param opens the page that the code leads to
 * @throws Refused as a sign-in does
 */
export async function askAgain(
  context: Context,
  [request, reply]: readonly [FastifyRequest, FastifyReply],
  session: Session,
  opens: string,
): Promise<SignInWaiting> {
  const { waiting, browserSecret } = await signInAgain(context, session, {
    opens,
    language: languageOf(request),
    heldSecret: browserSecretOf(request),
    browser: browserOf(request),
    ...askerOf(request),
  });
  putCookie(reply, 'browser', browserSecret);
  return waiting;
}

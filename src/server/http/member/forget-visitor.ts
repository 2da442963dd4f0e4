import type { FastifyReply, FastifyRequest } from 'fastify';
import { dropCookie } from '#server/http/edge/cookies.ts';
import { endVisit, type Notice } from '#server/http/edge/reply-with.ts';
import type { Context } from '#server/usecases/ground/context.ts';

/**
 * Drops every cookie that says who was here: nothing stays on the phone, not even that somebody was signed in.
 * @param notice how the next page says that the session is over, where the person ended it themselves
 */
export function forgetVisitor(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  notice?: Notice,
): void {
  endVisit(context, request, reply, notice);
  dropCookie(reply, 'poster');
  dropCookie(reply, 'invitation');
  // Otherwise the sign-in pages, which Back leads to, would show the address to the next person.
  dropCookie(reply, 'browser');
  dropCookie(reply, 'known');
}

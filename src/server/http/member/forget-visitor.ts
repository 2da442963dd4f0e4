import type { FastifyReply, FastifyRequest } from 'fastify';
import { dropCookie } from '#server/http/edge/cookies.ts';
import { endVisit } from '#server/http/edge/reply-with.ts';
import type { Context } from '#server/usecases/ground/context.ts';

/** Drops every cookie that says who was here: nothing stays on the phone, not even that somebody was signed in. */
export function forgetVisitor(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  endVisit(context, request, reply);
  dropCookie(reply, 'poster');
  dropCookie(reply, 'invitation');
  // Otherwise the sign-in pages, which Back leads to, would show the address to the next person.
  dropCookie(reply, 'browser');
  dropCookie(reply, 'known');
}

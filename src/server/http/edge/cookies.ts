// For its types: they add cookies to Fastify's requests and replies.
import type {} from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { placementMs, sessionMs } from '#domain/people/session.ts';

/**
 * Every cookie there is. `__Host-` binds it to this host and to HTTPS; scripts never see one. Lax, so that
 * a link in a mail arrives signed in, while a form on another site does not.
 */
const dayMs = 24 * 60 * 60_000;

const cookies = {
  /** A member on this device. */
  session: { name: '__Host-session', maxAgeMs: sessionMs },
  /** The secret of the browser that asks to sign in. */
  browser: { name: '__Host-browser', maxAgeMs: sessionMs },
  /** That this browser was signed in before: what strangers do does not make it wait. */
  known: { name: '__Host-known', maxAgeMs: 400 * dayMs },
  /** The poster that was scanned last, until somebody is signed in. */
  poster: { name: '__Host-poster', maxAgeMs: placementMs },
  /** What a form was refused for, until the next page has said it. */
  notice: { name: '__Host-notice', maxAgeMs: 60_000 },
  language: { name: '__Host-language', maxAgeMs: sessionMs },
  /** An enrolled till. */
  device: { name: '__Host-till', maxAgeMs: 400 * dayMs },
  shift: { name: '__Host-shift', maxAgeMs: dayMs },
} as const;

type CookieName = keyof typeof cookies;

const always = { path: '/', httpOnly: true, secure: true, sameSite: 'lax' } as const;

export function readCookie(request: FastifyRequest, cookie: CookieName): string | undefined {
  // None are read yet where a request is refused for its address.
  return request.cookies?.[cookies[cookie].name];
}

export function putCookie(reply: FastifyReply, cookie: CookieName, value: string): void {
  const { name, maxAgeMs } = cookies[cookie];
  reply.setCookie(name, value, { ...always, maxAge: Math.floor(maxAgeMs / 1000) });
}

export function dropCookie(reply: FastifyReply, cookie: CookieName): void {
  reply.clearCookie(cookies[cookie].name, always);
}

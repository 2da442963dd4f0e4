// For its types: they add cookies to Fastify's requests and replies.
import type {} from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { deskSessionMs } from '#domain/desk/desk-session.ts';
import { placementMs, sessionMs } from '#domain/people/session.ts';
import { signInMs } from '#domain/people/sign-in.ts';

const dayMs = 24 * 60 * 60_000;

/** Browsers keep no cookie longer. */
export const cookieAtMostMs = 400 * dayMs;

/**
 * All cookies. `__Host-` binds a cookie to this host and to HTTPS, and no script can read one. With Lax, a link in a
 * mail arrives signed in, and a form on another site does not.
 */
const cookies = {
  /** The session of a member on this device. */
  session: { name: '__Host-session', maxAgeMs: sessionMs },
  /** The secret of the browser that asks to sign in. */
  browser: { name: '__Host-browser', maxAgeMs: sessionMs },
  /** Proves that this browser was signed in before, so that strangers can't make it wait. */
  known: { name: '__Host-known', maxAgeMs: cookieAtMostMs },
  /** The last poster that was scanned, until somebody signs in. */
  poster: { name: '__Host-poster', maxAgeMs: placementMs },
  /** The invitation that was followed here: for another language of the page, and for the next mail. */
  invitation: { name: '__Host-invitation', maxAgeMs: signInMs },
  /** What became of a form, until the next page has shown it. */
  notice: { name: '__Host-notice', maxAgeMs: 60_000 },
  language: { name: '__Host-language', maxAgeMs: sessionMs },
  /** An enrolled till. */
  device: { name: '__Host-till', maxAgeMs: cookieAtMostMs },
  shift: { name: '__Host-shift', maxAgeMs: dayMs },
  /** An administrator at the desk. No link of another site arrives with it. */
  desk: { name: '__Host-desk', maxAgeMs: deskSessionMs, sameSite: 'strict' },
} as const;

type CookieName = keyof typeof cookies;

const always = { path: '/', httpOnly: true, secure: true, sameSite: 'lax' } as const;

export function readCookie(request: FastifyRequest, cookie: CookieName): string | undefined {
  // Cookies are not parsed yet when a request is refused for its address.
  return request.cookies?.[cookies[cookie].name];
}

export function putCookie(reply: FastifyReply, cookie: CookieName, value: string): void {
  const { name, maxAgeMs, ...own } = cookies[cookie];
  reply.setCookie(name, value, { ...always, ...own, maxAge: Math.floor(maxAgeMs / 1000) });
}

export function dropCookie(reply: FastifyReply, cookie: CookieName): void {
  reply.clearCookie(cookies[cookie].name, always);
}

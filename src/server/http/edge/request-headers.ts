import type { FastifyInstance } from 'fastify';
import { Refused } from '#domain/refusal.ts';

/**
 * How many characters of a header are read. Browsers and programs send far fewer. A longer header may be made to be
 * slow to read, and at this point nobody is known who could be limited.
 */
const limits: Readonly<Record<string, number>> = {
  accept: 400,
  'accept-encoding': 200,
  'accept-language': 200,
  authorization: 300,
  'content-type': 300,
  'idempotency-key': 300,
  'if-modified-since': 100,
  'if-none-match': 1_000,
  origin: 300,
  range: 200,
  referer: 2_000,
  'user-agent': 400,
};

/** All cookies of a host come in one line, so it may be long. */
const anyOther = 8_000;

/** Cuts every header before our own code or a plugin reads it: therefore the first of all hooks. */
export function cutHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ headers }) => {
    for (const [name, value] of Object.entries(headers)) {
      const limit = limits[name] ?? anyOther;
      if (typeof value === 'string' && value.length > limit) headers[name] = value.slice(0, limit);
    }
  });
}

/**
 * The name in a Host header, in small letters; null where it is not a name and perhaps a port. What comes after an odd
 * sign, as in `localhost:80@evil.example`, is read by one program as the name and by another not.
 */
export function hostNameOf(host: string): string | null {
  const [, name] = /^(\[[\da-f:.]+\]|[\w.-]+)(?::\d{1,5})?$/i.exec(host) ?? [];
  return name?.toLowerCase() ?? null;
}

/**
 * Refuses two Host headers, since nobody knows which one a proxy in front has used, and one that is no host
 * (RFC 9112 §3.2). HTTP/1.1 must have one; without one in HTTP/1.0, as old health checks ask, nothing depends on it.
 * @throws Refused `request-invalid`
 */
export function refuseOddHost(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ raw, headers: { host } }) => {
    const hosts = raw.rawHeaders.filter((name, at) => at % 2 === 0 && /^host$/i.test(name));
    if (hosts.length === 0 && raw.httpVersion === '1.1') throw oddHost('is missing');
    if (hosts.length > 1) throw oddHost('stands twice');
    if (host && hostNameOf(host) === null) throw oddHost('is no host');
  });
}

const oddHost = (detail: string) =>
  new Refused({ key: 'request-invalid', pointer: '/headers/host', detail });

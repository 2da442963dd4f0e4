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
 * Refuses two Host headers (RFC 9112 §3.2): nobody knows which one a proxy in front has used.
 * @throws Refused `request-invalid`
 */
export function refuseSecondHost(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ raw }) => {
    const hosts = raw.rawHeaders.filter((name, at) => at % 2 === 0 && /^host$/i.test(name));
    if (hosts.length < 2) return;
    throw new Refused({ key: 'request-invalid', pointer: '/headers/host', detail: 'stands twice' });
  });
}

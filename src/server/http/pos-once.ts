import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refused } from '#domain/refusal.ts';
import type { Context } from '#server/context.ts';
import type { Tx } from '#server/storage/store.ts';
import { type Answer, answerOnce } from '#server/usecases/answer-once.ts';
import type { PosTill } from '#server/usecases/recognise-pos.ts';

/** Runs work under the caller's `Idempotency-Key` and sends exactly what was kept. */
export async function once(
  context: Context,
  till: PosTill,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (tx: Tx) => Promise<unknown>,
): Promise<FastifyReply> {
  const wish = { tillId: till.tillId, key: keyOf(request), fingerprint: fingerprintOf(request) };
  const answer = await answerOnce(context, wish, async (tx): Promise<Answer> => {
    return { status: 200, body: JSON.stringify(await work(tx)) };
  });
  reply
    .header('content-type', 'application/json; charset=utf-8')
    .header('cache-control', 'no-store');
  // Kept as text, so that a retry gets the very same bytes: no serialiser in between.
  return reply
    .code(answer.status)
    .serializer((text) => String(text))
    .send(answer.body);
}

export function keyOf(request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  const one = Array.isArray(key) ? (key[0] ?? '') : key;
  if (/^[\x21-\x7e]{1,255}$/.test(one)) return one;
  const pointer = '/headers/idempotency-key';
  throw new Refused({ key: 'request-invalid', pointer, detail: '1 to 255 visible characters' });
}

export const fingerprintOf = (request: FastifyRequest): string =>
  createHash('sha256')
    .update(`${request.method} ${request.url}\n${JSON.stringify(request.body)}`)
    .digest('base64url');

/** A leap second is right by the format, and no instant that anything here can count. */
export function instantOf(soldAt: string): number {
  const at = Date.parse(soldAt);
  if (!Number.isNaN(at)) return at;
  throw new Refused({ key: 'request-invalid', pointer: '/soldAt', detail: 'no such instant' });
}

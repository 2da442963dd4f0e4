import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refused } from '#domain/refusal.ts';
import { fingerprintOf } from '#server/http/edge/fingerprint.ts';
import type { Tx } from '#server/storage/db/store.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { rehearse } from '#server/usecases/ground/rehearse.ts';
import { type Answer, answerOnce } from '#server/usecases/till/answer-once.ts';
import type { PosTill } from '#server/usecases/till/recognise-pos.ts';

/**
 * Runs work under the caller's `Idempotency-Key` and sends exactly what was kept. With `dryRun` it is a
 * rehearsal instead: the key is neither looked for nor kept, so that the real request may carry the same.
 */
export async function once(
  context: Context,
  till: PosTill,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (tx: Tx) => Promise<object>,
): Promise<FastifyReply> {
  const wish = { tillId: till.tillId, key: keyOf(request), fingerprint: fingerprintOf(request) };
  const answer = isDryRun(request)
    ? asAnswer({ ...(await rehearse(context, work)), dryRun: true })
    : await answerOnce(context, wish, async (tx) => asAnswer(await work(tx)));
  reply
    .header('content-type', 'application/json; charset=utf-8')
    .header('cache-control', 'no-store');
  // Kept as text, so that a retry gets the very same bytes: no serialiser in between.
  return reply
    .code(answer.status)
    .serializer((text) => String(text))
    .send(answer.body);
}

const asAnswer = (body: object): Answer => ({ status: 200, body: JSON.stringify(body) });

/** The schema of an operation that changes something lets nothing but `true` and `false` through. */
export const isDryRun = ({ query }: FastifyRequest): boolean =>
  typeof query === 'object' && query !== null && 'dryRun' in query && query.dryRun === 'true';

function keyOf(request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  const one = Array.isArray(key) ? (key[0] ?? '') : key;
  if (/^[\x21-\x7e]{1,255}$/.test(one)) return one;
  const pointer = '/headers/idempotency-key';
  throw new Refused({ key: 'request-invalid', pointer, detail: '1 to 255 visible characters' });
}

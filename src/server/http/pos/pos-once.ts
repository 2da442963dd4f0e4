import type { FastifyRequest } from 'fastify';
import { Refused } from '#domain/refusal.ts';
import { fingerprintOf } from '#server/http/edge/fingerprint.ts';
import { languageOf } from '#server/http/edge/request-context.ts';
import type { TillRequest } from '#server/usecases/till/act-at-till.ts';
import type { PosTill } from '#server/usecases/till/recognise-pos.ts';

/** A POS's request that changes something: with its `Idempotency-Key` if it has one, or as a dry run. */
export const posRequest = (request: FastifyRequest, till: PosTill) =>
  ({
    ...till,
    associateId: null,
    language: languageOf(request),
    once: onceOf(request),
  }) satisfies TillRequest;

/** A dry run does not use up its key, so the real request may carry the same one. */
function onceOf(request: FastifyRequest): TillRequest['once'] {
  if (isDryRun(request)) return 'dry-run';
  const key = keyOf(request);
  return key === null ? null : { key, fingerprint: fingerprintOf(request) };
}

/** The schema allows only `true` and `false`. */
const isDryRun = ({ query }: FastifyRequest): boolean =>
  typeof query === 'object' && query !== null && 'dryRun' in query && query.dryRun === 'true';

function keyOf(request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  const one = Array.isArray(key) ? (key[0] ?? '') : key;
  if (/^[\x21-\x7e]{1,255}$/.test(one)) return one;
  const pointer = '/headers/idempotency-key';
  throw new Refused({ key: 'request-invalid', pointer, detail: '1 to 255 visible characters' });
}

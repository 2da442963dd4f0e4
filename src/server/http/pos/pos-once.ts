import type { FastifyRequest } from 'fastify';
import { Refused } from '#domain/refusal.ts';
import { fingerprintOf } from '#server/http/edge/fingerprint.ts';
import { languageOf } from '#server/http/edge/visitor.ts';
import type { TillRequest } from '#server/usecases/till/act-at-till.ts';
import type { PosTill } from '#server/usecases/till/recognise-pos.ts';

/** A POS's request for something that changes: under its `Idempotency-Key` where it has one, or as a rehearsal. */
export const posRequest = (request: FastifyRequest, till: PosTill) =>
  ({
    ...till,
    associateId: null,
    language: languageOf(request),
    once: onceOf(request),
  }) satisfies TillRequest;

/** A rehearsal leaves its key alone, so that the real request may carry the same. */
function onceOf(request: FastifyRequest): TillRequest['once'] {
  if (isDryRun(request)) return 'dry-run';
  const key = keyOf(request);
  return key === null ? null : { key, fingerprint: fingerprintOf(request) };
}

/** The schema of an operation that changes something lets nothing but `true` and `false` through. */
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

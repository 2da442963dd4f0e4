import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Limit, limits } from '#domain/limit.ts';
import { roomLeft } from '#server/storage/people/limits.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { type OperationId, rateLimits } from './openapi/pos-rate-limits.ts';
import type { TillOf } from './pos-till.ts';

/**
 * Says in headers how many tries a till has left before it must wait (draft-ietf-httpapi-ratelimit-headers), on
 * operations that count something.
 */
export const sayRateLimits =
  (context: Context, tillOf: TillOf) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const id: unknown = Reflect.get(request.routeOptions.schema ?? {}, 'operationId');
    const names = typeof id === 'string' && isLimited(id) ? rateLimits[id] : [];
    // Without a key there is no till whose limits could be said. While the database is away, nobody knows them.
    if (names.length === 0 || reply.statusCode === 401 || reply.statusCode >= 500) return;
    const wanted: readonly Limit[] = names.map((name) => limits[name]);
    const left = await roomLeft(
      context.store.read,
      wanted,
      tillOf(request).tillId,
      context.now(),
    ).catch((fault: unknown) => {
      request.log.warn({ err: fault }, 'rate limits not told');
    });
    // The act is done. If the database has gone away since, only the header is missing.
    if (!left) return;
    reply.header('ratelimit-policy', wanted.map(policyOf).join(', '));
    reply.header(
      'ratelimit',
      left
        .map(({ name, room, resetMs }) => `"${name}";r=${room};t=${Math.ceil(resetMs / 1_000)}`)
        .join(', '),
    );
  };

const isLimited = (id: string): id is OperationId => Object.hasOwn(rateLimits, id);

const policyOf = ({ name, atMost, windowMs }: Limit): string =>
  `"${name}";q=${atMost};w=${windowMs / 1_000}`;

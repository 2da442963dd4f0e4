import type { FastifyInstance } from 'fastify';
import { posApi } from '#contract/paths.ts';
import { PosEventPage, PosEventQuery } from '#contract/pos-events.ts';
import { readEvents } from '#server/usecases/followers/read-events.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { eventExamples } from './openapi/pos-event-examples.ts';
import { posOperation } from './openapi/pos-operation.ts';
import { limitOf } from './pos-list-query.ts';
import type { TillOf } from './pos-till.ts';

const eventsAPage = { most: 200, usual: 100 } as const;

/** The events of the till's store, page by page. */
export function eventOperations(app: FastifyInstance, context: Context, tillOf: TillOf): void {
  app.get<{ Querystring: PosEventQuery }>(
    posApi.events,
    {
      schema: posOperation({
        operationId: 'readEvents',
        tag: 'Events',
        summary: 'Read what has happened in the store',
        description:
          'Page by page, in an order that never skips. Ask every few seconds with the last `next`.',
        querystring: PosEventQuery,
        answer: PosEventPage,
        examples: eventExamples,
      }),
      // The schema only describes. An event that it does not know yet is sent as it was written, and never stops the
      // feed.
      serializerCompiler: () => (page) => JSON.stringify(page),
    },
    async (request, reply) => {
      const { after, limit } = request.query;
      reply.header('cache-control', 'no-store');
      const { storeId } = tillOf(request);
      return readEvents(context, { storeId, after, limit: limitOf(limit, eventsAPage) });
    },
  );
}

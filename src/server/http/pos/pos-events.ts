import { readEvents } from '#server/usecases/followers/read-events.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import type { SomePosHandlers } from './pos-handlers.ts';
import { limitOf } from './pos-list-query.ts';

const eventsAPage = { most: 200, usual: 100 } as const;

/** The events of the till's store, page by page. */
export const eventOperations = (context: Context) =>
  ({
    events: {
      get: async (request, _reply, { storeId }) => {
        const { after, limit } = request.query;
        return readEvents(context, { storeId, after, limit: limitOf(limit, eventsAPage) });
      },
    },
  }) satisfies SomePosHandlers;

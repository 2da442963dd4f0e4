import type { Stream } from '#contract/endpoint.ts';
import type { SendLive } from '#server/http/edge/live-stream.ts';
import { sessionOf } from '#server/http/edge/request-context.ts';
import { sentAs } from '#server/http/edge/serve.ts';
import { streamRight } from '#server/http/edge/stream-right.ts';
import { memberTopic, sessionTopic } from '#server/storage/db/live.ts';
import { newsOf } from '#server/storage/db/member-news.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import type { MemberHandlers } from './member-handlers.ts';

/** A stream that says when something of the member's has changed. */
export const memberNews = (context: Context, sendLive: SendLive) =>
  ({
    live: {
      get: async (request, reply, { memberId, id }) => {
        const topic = memberTopic(memberId);
        sendLive(request, reply, {
          holder: topic,
          listen: (changed) => context.live.listen(topic, changed),
          news: () => newsOf(context.store.read, memberId),
          right: streamRight(context, {
            topics: [sessionTopic(id)],
            holds: async () => (await sessionOf(context, request)) !== null,
          }),
        });
        return sentAs<Stream>(reply);
      },
    },
  }) satisfies Partial<MemberHandlers>;

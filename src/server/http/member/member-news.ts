import type { FastifyInstance } from 'fastify';
import { memberApi } from '#contract/paths.ts';
import type { SendLive } from '#server/http/edge/live-stream.ts';
import { streamRight } from '#server/http/edge/stream-right.ts';
import { sessionOf } from '#server/http/edge/visitor.ts';
import { memberTopic, sessionTopic } from '#server/storage/db/live.ts';
import { newsOf } from '#server/storage/db/member-news.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import type { MemberOf } from './know-members.ts';

/** A stream that says when something of the member's has changed. */
export function memberNews(
  app: FastifyInstance,
  context: Context,
  { memberOf, sendLive }: { memberOf: MemberOf; sendLive: SendLive },
): void {
  app.get(memberApi.live, async (request, reply) => {
    const { memberId, id } = memberOf(request);
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
  });
}

import type { FastifyInstance } from 'fastify';
import type { SendLive } from '#server/http/edge/live-stream.ts';
import type { Pages } from '#server/http/pages/page-writer.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { knowMembers } from './know-members.ts';
import { memberAsks } from './member-asks.ts';
import { memberNews } from './member-news.ts';
import { memberPages } from './member-pages.ts';
import { memberPoints } from './member-points.ts';
import { memberSignIn } from './member-sign-in.ts';

/** The shopper's routes: those for everybody, and those that need a session. */
export async function memberRoutes(
  app: FastifyInstance,
  context: Context,
  { pages, sendLive }: { pages: Pages; sendLive: SendLive },
): Promise<void> {
  // Each document checks itself who may open it: a member's page leads everybody else to the sign-in.
  memberPages(app, context, pages);
  memberSignIn(app, context);
  await app.register(async (members) => {
    const memberOf = knowMembers(members, context);
    memberPoints(members, context, memberOf);
    memberAsks(members, context, memberOf);
    memberNews(members, context, { memberOf, sendLive });
  });
}

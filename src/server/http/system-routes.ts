import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { paths, systemApi } from '#contract/paths.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { brandRoutes } from './brand-routes.ts';
import { inboxRoutes } from './inbox.ts';
import type { Pages } from './pages/page-writer.ts';

/**
 * Routes for no particular audience: health, the brand, and in development the inbox.
 * @param isFull whether a write has just failed: a full disk can still be read
 */
export async function systemRoutes(
  app: FastifyInstance,
  context: Context,
  { isFull, pages }: { readonly isFull: () => boolean; readonly pages: Pages },
): Promise<void> {
  brandRoutes(app, context, pages.noSignal);
  if (context.inboxUrl !== null) inboxRoutes(app, context);

  app.get(systemApi.health, async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    try {
      await sql`select 1`.execute(context.store.read);
      if (!isFull()) return { status: 'ok' };
      return reply.code(503).send({ status: 'the database can write nothing' });
    } catch (error) {
      context.log.error({ err: error }, 'the database does not answer');
      return reply.code(503).send({ status: 'no database' });
    }
  });

  app.get(systemApi.online, (_request, reply) =>
    reply.header('cache-control', 'no-store').redirect(paths.home, 303),
  );
}

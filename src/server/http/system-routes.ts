import type { FastifyInstance } from 'fastify';
import type { Context } from '#server/usecases/ground/context.ts';
import { brandRoutes } from './brand-routes.ts';
import { inboxRoutes } from './inbox.ts';
import type { Pages } from './pages/page-writer.ts';
import { plumbingRoutes } from './plumbing.ts';

/** Routes for no particular audience: health, what shows the brand outside the page, and in development the inbox. */
export async function systemRoutes(
  app: FastifyInstance,
  context: Context,
  { isFull, pages }: { readonly isFull: () => boolean; readonly pages: Pages },
): Promise<void> {
  plumbingRoutes(app, context, isFull);
  brandRoutes(app, context, pages.noSignal);
  if (context.inboxUrl !== null) inboxRoutes(app, context);
}

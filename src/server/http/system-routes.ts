import type { FastifyInstance } from 'fastify';
import type { Context } from '#server/usecases/ground/context.ts';
import { brandRoutes } from './brand-routes.ts';
import { inboxRoutes } from './inbox.ts';
import { plumbingRoutes } from './plumbing.ts';

/** Routes for no particular audience: health, the manifest, and in development the inbox. */
export async function systemRoutes(
  app: FastifyInstance,
  context: Context,
  { isFull }: { isFull: () => boolean },
): Promise<void> {
  plumbingRoutes(app, context, isFull);
  brandRoutes(app, context);
  if (context.inboxUrl !== null) inboxRoutes(app, context);
}

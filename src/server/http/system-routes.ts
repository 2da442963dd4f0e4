import type { FastifyInstance } from 'fastify';
import { paths, systemApi } from '#contract/paths.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { accessibilityRoutes } from './accessibility-routes.ts';
import { brandRoutes } from './brand-routes.ts';
import { healthRoutes } from './health-routes.ts';
import { inboxRoutes } from './inbox.ts';
import type { Pages } from './pages/page-writer.ts';
import { pictureRoutes } from './picture-routes.ts';
import { privacyRoutes } from './privacy-routes.ts';
import { reviewRoutes } from './review-routes.ts';
import { unsubscribeRoutes } from './unsubscribe-routes.ts';

/**
 * Routes for no particular audience: health, the brand, and in development the inbox.
 * @param isEnding whether the server has been told to end
 */
export async function systemRoutes(
  app: FastifyInstance,
  context: Context,
  { isEnding, pages }: { readonly isEnding: () => boolean; readonly pages: Pages },
): Promise<void> {
  brandRoutes(app, context, pages.noSignal);
  pictureRoutes(app, context);
  if (context.inboxUrl !== null) inboxRoutes(app, context);

  await unsubscribeRoutes(app, context, pages.noSignal);
  reviewRoutes(app, context, pages.noSignal);
  accessibilityRoutes(app, context, pages.noSignal);
  privacyRoutes(app, context, pages.noSignal);
  healthRoutes(app, context, isEnding);

  app.get(systemApi.online, (_request, reply) =>
    reply.header('cache-control', 'no-store').redirect(paths.home, 303),
  );
}

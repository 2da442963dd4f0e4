import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Audience } from '#contract/paths.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    audience?: Audience;
  }
}

/** Registers routes in a scope of their own, whose guard is a hook, and marks each with whom it is for. */
export async function forAudience(
  app: FastifyInstance,
  audience: Audience,
  routes: (scope: FastifyInstance) => void | Promise<void>,
): Promise<void> {
  await app.register(async (scope) => {
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, audience };
    });
    await routes(scope);
  });
}

/** Whom the route of a request is for; null where no route has its address. */
export const audienceOf = ({ routeOptions }: FastifyRequest): Audience | null =>
  routeOptions.config.audience ?? null;

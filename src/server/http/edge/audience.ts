import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Audience } from '#contract/paths.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    audience?: Audience;
  }
}

/**
 * Registers an audience's routes in a scope of their own, which a hook guards, and marks each route with its audience.
 */
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

/** The audience of a request's route; null when no route has the address. */
export const audienceOf = ({ routeOptions }: FastifyRequest): Audience | null =>
  routeOptions.config.audience ?? null;

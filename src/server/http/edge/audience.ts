import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Audience } from '#contract/audience.ts';
import { deskApi, deskPages } from '#contract/desk/desk-paths.ts';
import { pages } from '#contract/pages.ts';
import {
  addressPage,
  adminApi,
  askApi,
  freezePage,
  invitationPages,
  memberApi,
  mergePage,
  messagesPage,
  pinPage,
  posApi,
  posDescription,
  posterTyped,
  surveyApi,
  systemApi,
  takeBackPage,
  tillApi,
  tillPages,
} from '#contract/paths.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    audience?: Audience;
    /** What somebody must be allowed to do there (`Endpoint.right`). */
    right?: string;
  }
}

/** All that can be reached from outside, besides the files of the build: the addresses of each audience. */
const tables: Readonly<Record<Audience, readonly string[]>> = {
  system: Object.values<string>(systemApi),
  member: [
    ...Object.values({ ...memberApi, ...askApi, ...surveyApi }),
    ...Object.values(pages).map(({ pattern }) => pattern),
    ...invitationPages,
    posterTyped,
    freezePage,
    messagesPage,
    addressPage,
    mergePage,
    pinPage,
    takeBackPage,
  ],
  till: [...Object.values(tillApi), ...Object.values(tillPages)],
  pos: [...Object.values(posApi), posDescription],
  admin: Object.values<string>(adminApi),
  desk: [...Object.values(deskApi), ...Object.values(deskPages)],
};

/**
 * Registers an audience's routes in a scope of their own, which a hook guards, and marks each route with its audience.
 * @throws when a route stands in no table of the audience
 */
export async function forAudience(
  app: FastifyInstance,
  audience: Audience,
  routes: (scope: FastifyInstance) => void | Promise<void>,
): Promise<void> {
  await app.register(async (scope) => {
    scope.addHook('onRoute', (route) => {
      if (!tables[audience].includes(route.url))
        throw new Error(`${route.url} stands in no table of ${audience} (contract/paths.ts)`);
      route.config = { ...route.config, audience };
    });
    await routes(scope);
  });
}

/** The audience of a request's route; null when no route has the address. */
export const audienceOf = ({ routeOptions }: FastifyRequest): Audience | null =>
  routeOptions.config.audience ?? null;

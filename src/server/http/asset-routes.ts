import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { systemApi } from '#contract/paths.ts';

const daySeconds = 24 * 60 * 60;
const yearSeconds = 365 * daySeconds;

/** Where files come from that a build made. */
export interface Builds {
  /** The browser build, `dist/app`. */
  readonly current: string;
  /** Assets of earlier builds too; null: none are kept. */
  readonly kept: string | null;
}

/** Files that the build made. A missing one is a 404 and never a page. */
export async function assetRoutes(
  app: FastifyInstance,
  { current: folder, kept }: Builds,
): Promise<void> {
  const files = (name: string, maxAge: number, decorateReply: boolean) =>
    app.register(fastifyStatic, {
      root: name === 'assets' && kept ? [join(folder, name), kept] : join(folder, name),
      prefix: `/${name}/`,
      index: false,
      preCompressed: true,
      decorateReply,
      cacheControl: true,
      maxAge: maxAge * 1000,
      // Names of assets hold a hash of what is in them, so they never change.
      immutable: name === 'assets',
    });
  await files('assets', yearSeconds, true);
  app.get(systemApi.worker, (_request, reply) =>
    reply
      .headers({
        // The browser itself asks anew for a worker; a cached one would hold an update back.
        'cache-control': 'no-cache',
        // A worker fetches under its own policy, not under that of the pages. Who opens the file itself sees a tab's icon.
        'content-security-policy': "default-src 'none'; connect-src 'self'; img-src 'self'",
      })
      .sendFile('sw.js', folder, { cacheControl: false }),
  );
  app.get('/robots.txt', (_request, reply) =>
    reply.sendFile('robots.txt', folder, { maxAge: daySeconds * 1000, immutable: false }),
  );
}

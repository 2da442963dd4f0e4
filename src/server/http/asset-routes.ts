import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { systemApi } from '#contract/paths.ts';

const daySeconds = 24 * 60 * 60;
const yearSeconds = 365 * daySeconds;

/** The folders with the files of builds. */
export interface Builds {
  /** The browser build, `dist/app`. */
  readonly current: string;
  /** Assets of earlier builds; null: none are kept. */
  readonly kept: string | null;
}

/** Serves the files of the build. A missing file is a 404 and never a page. */
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
      // An asset's name contains a hash of its content, so it never changes.
      immutable: name === 'assets',
    });
  await files('assets', yearSeconds, true);
  app.get(systemApi.worker, (_request, reply) =>
    reply
      .headers({
        // The browser asks again for a worker by itself; a cached one would delay an update.
        'cache-control': 'no-cache',
        // A worker has its own policy for what it fetches, not that of the pages. Somebody who opens the file sees a
        // tab's icon.
        'content-security-policy': "default-src 'none'; connect-src 'self'; img-src 'self'",
      })
      .sendFile('sw.js', folder, { cacheControl: false }),
  );
  app.get('/robots.txt', (_request, reply) =>
    reply.sendFile('robots.txt', folder, { maxAge: daySeconds * 1000, immutable: false }),
  );
}

import { join } from 'node:path';
import { assetRoutes, type Builds } from '#server/http/asset-routes.ts';
import { loadPages } from '#server/http/pages/load-pages.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import type { Config } from './config.ts';
import { keepBuild } from './kept-builds.ts';
import type { Front } from './serve.ts';

/** The pages that `npm run build` made. */
export const builtFront = async (config: Config): Promise<Front> => ({
  pages: await loadPages(config.buildDir),
  assets: async (app, context) => assetRoutes(app, await buildsOf(config, context)),
});

/** If nothing can be written, a page from before a new version has to be loaded again. */
async function buildsOf({ buildDir, dataDir }: Config, { now, log }: Context): Promise<Builds> {
  const current = join(buildDir, 'app');
  try {
    return { current, kept: await keepBuild(join(current, 'assets'), dataDir, now()) };
  } catch (error) {
    log.warn({ err: error }, 'the scripts of this version are not kept for after it');
    return { current, kept: null };
  }
}

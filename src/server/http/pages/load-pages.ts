import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RenderPage } from '#contract/page.ts';
import { NotBuilt } from './not-built.ts';
import type { Pages } from './page-writer.ts';
import { deskTemplate, shopperTemplates, tillTemplate } from './template.ts';

/**
 * Loads the templates and the renderer that `npm run build` made.
 * @param dist the folder of the builds
 * @throws NotBuilt when there is no build
 */
export async function loadPages(dist: string): Promise<Pages> {
  const renderer = join(dist, 'render/render.js');
  if (!existsSync(renderer)) {
    throw new NotBuilt(`There are no pages in ${dist}: run "npm run build", or set BUILD_DIR.`);
  }
  // Built from src/shopper/render.tsx, which exports exactly this.
  const { renderPage } = (await import(pathToFileURL(renderer).href)) as { renderPage: RenderPage };
  const assets = join(dist, 'app');
  const desk = deskTemplate(assets);
  return { ...shopperTemplates(assets), till: tillTemplate(assets), desk, render: renderPage };
}

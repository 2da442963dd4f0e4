import { join } from 'node:path';
import { loadPages } from '#server/http/pages/load-pages.ts';
import type { Pages } from '#server/http/pages/page-writer.ts';

/** Where `npm run build` puts what it makes. */
export const dist = join(import.meta.dirname, '../../../../../dist');

let pages: Promise<Pages> | undefined;

/** The pages of the build, read once in a process: they keep nothing of whoever asks. */
export function builtPages(): Promise<Pages> {
  pages ??= loadPages(dist);
  return pages;
}

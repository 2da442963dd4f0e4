import type { Plugin } from 'vite';

const folder = '/query-core/build/modern/';

/** What TanStack's client brings along whether it is used or not: who asks for it, and the least that it calls of it. */
const stubs: Readonly<Record<string, { importer: string; code: string }>> = {
  './mutationCache.js': {
    importer: `${folder}queryClient.js`,
    code: `export class MutationCache {
      build() { throw new Error('mutations need a MutationCache of their own: see build/plain-queries.ts') }
      clear() {}
      findAll() { return [] }
      resumePausedMutations() { return Promise.resolve() }
    }`,
  },
  './infiniteQueryBehavior.js': {
    importer: `${folder}query.js`,
    code: `export function infiniteQueryBehavior() {
      throw new Error('infinite queries are left out: see build/plain-queries.ts')
    }`,
  },
};
const prefix = '\0tillpass:plain-queries:';

/**
 * Leaves mutations and infinite queries out of the pages' scripts: what a person sends goes through forms and a client of
 * ours, and lists come whole. A client that is handed TanStack's real `MutationCache` keeps it.
 */
export function plainQueries(): Plugin {
  return {
    name: 'tillpass:plain-queries',
    apply: 'build',
    enforce: 'pre',
    resolveId: (source, importer) =>
      importer && stubs[source] && importer.endsWith(stubs[source].importer)
        ? prefix + source
        : null,
    load: (id) => (id.startsWith(prefix) ? stubs[id.slice(prefix.length)]?.code : null),
  };
}

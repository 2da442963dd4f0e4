import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HtmlTagDescriptor, Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { clientDir } from './places.ts';

// What each of these saves, and when to throw it away: docs/build.md.

/**
 * Builds src/worker/sw.ts into dist/app/sw.js with the list of files to install. It runs once the shopper's
 * page is written and the till's is not, so that nothing of a till's can get onto the list.
 */
export function worker(): Plugin[] {
  const plugins = VitePWA({
    strategies: 'injectManifest',
    srcDir: 'src/worker',
    filename: 'sw.ts',
    outDir: clientDir,
    // The server writes the manifest, since a program's name and colours are data.
    manifest: false,
    includeManifestIcons: false,
    // Its script breaks Trusted Types; src/shopper/offline registers the worker.
    injectRegister: false,
    injectManifest: {
      // Each document has its sheet inside, and links one more for wide screens; a voucher's is loaded where another
      // document comes to show one.
      globPatterns: ['assets/*.js', 'assets/{voucher,wide}-*.css'],
      // Words of programs other than the shopper's; the worker brings its own. What only wide screens add, no phone installs.
      globIgnores: [
        'assets/{audit,away,begin,desk,foresight,mail,offline,operations,pos,program,scanner,till,wide}-*.js',
      ],
      dontCacheBustURLsMatching: /^assets\//,
      manifestTransforms: [(manifest) => ({ manifest: allHashed(manifest), warnings: [] })],
    },
  });
  // By itself the plugin would run for each of our builds.
  return plugins.map((plugin) => ({
    ...plugin,
    applyToEnvironment: (environment) => environment.name === 'client',
  }));
}

/**
 * The files to install, if each has a hash of its content in its name, as src/worker/sw.ts wants them.
 * @throws Error with the files that have a revision of the list's own instead
 */
export function allHashed<F extends { url: string; revision: string | null }>(files: F[]): F[] {
  const others = files.filter(({ revision }) => revision !== null).map(({ url }) => url);
  if (others.length > 0) throw new Error(`the worker can't install ${others}: no hash in the name`);
  return files;
}

/**
 * Vite wraps every `import()` to load its sheets and parts ahead: 1 KB, where there are none. What is left of it is made for
 * each importer anew, since what two scripts share becomes a third.
 */
export function plainImports(): Plugin {
  const helper = '\0vite/preload-helper.js';
  return {
    name: 'tillpass:plain-imports',
    apply: 'build',
    enforce: 'pre',
    resolveId: (source, importer) => (source === helper ? `${helper}?${importer}` : null),
    load: (id) => (id.startsWith(helper) ? 'export const __vitePreload = (load) => load();' : null),
  };
}

/** Names the app in the document, so that it is fetched while the entry still waits for the first frame. */
export function fetchAppAhead(): Plugin {
  return {
    name: 'tillpass:fetch-app-ahead',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_built, { bundle, chunk }) {
        const app = bundle?.[chunk?.dynamicImports[0] ?? ''];
        if (app?.type !== 'chunk') throw new Error('the entry does not load the app');
        return [app.fileName, ...app.imports].map(
          (file): HtmlTagDescriptor => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `/${file}` },
            injectTo: 'head',
          }),
        );
      },
    },
  };
}

/** One manifest for whoever asks which file an entry became. The files that several pages name are the same. */
export function joinManifests(): Plugin {
  const read = async (name: string) =>
    JSON.parse(await readFile(join(clientDir, '.vite', name), 'utf8')) as object; // Vite's own format.
  return {
    name: 'tillpass:join-manifests',
    apply: 'build',
    applyToEnvironment: (environment) => environment.name === 'desk',
    async writeBundle() {
      const joined = {
        ...(await read('desk.json')),
        ...(await read('till.json')),
        ...(await read('manifest.json')),
      };
      await writeFile(join(clientDir, '.vite/manifest.json'), JSON.stringify(joined, null, 2));
    },
  };
}

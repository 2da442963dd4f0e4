import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { plainQueries } from './build/plain-queries.ts';
import { reactModules } from './build/react-modules.ts';

// One `vite build` makes three things: the shopper's page and the till's in dist/app, with
// .vite/manifest.json of both, and dist/render/render.js, which the server imports to write documents.
const clientDir = 'dist/app';
const tillEntry = 'src/till/main.tsx';
const output = { comments: false, minify: true } as const;

export default defineConfig({
  appType: 'custom',
  publicDir: 'public',
  plugins: [
    react(),
    reactModules(),
    plainQueries(),
    plainImports(),
    fetchAppAhead(),
    joinManifests(),
    ...worker(),
    precompress(),
  ],
  // Each request of a page says how old its script is (contract/build.ts).
  define: { buildDay: JSON.stringify(new Date().toISOString().slice(0, 10)) },
  // Present, even when empty: it makes `vite build` build every environment, in this order.
  builder: {},
  build: {
    target: 'es2022',
    // Or the colours' functions are rewritten for browsers that get plain ones anyhow (ui/tokens.css).
    cssTarget: ['chrome123', 'safari18', 'firefox128'],
    // Terser, and the bundler's own minifier over it: 2 % less than that one alone, without any unsafe option.
    minify: 'terser',
    terserOptions: { ecma: 2020, safari10: false, compress: { passes: 3 } },
    // Each page is one script, so there is nothing to load ahead.
    modulePreload: false,
    // Fonts and pictures inlined as data: would need a looser Content-Security-Policy.
    assetsInlineLimit: 0,
    license: false,
  },
  environments: {
    client: {
      build: {
        outDir: clientDir,
        manifest: true,
        // One sheet, which the server writes into the document.
        cssCodeSplit: false,
        rolldownOptions: { input: { index: 'index.html' }, output },
      },
    },
    // Apart from the shopper's, or what both use would become a second script: 2 KB more, and a round trip.
    ...(existsSync(tillEntry) && {
      till: {
        consumer: 'client',
        build: {
          outDir: clientDir,
          emptyOutDir: false,
          copyPublicDir: false,
          manifest: '.vite/till.json',
          rolldownOptions: { input: { till: tillEntry }, output },
        },
      },
    }),
    ssr: {
      // Everything is bundled, so that the server loads one file and React's production build.
      resolve: { noExternal: true },
      define: { 'process.env.NODE_ENV': '"production"' },
      build: {
        ssr: true,
        minify: false,
        outDir: 'dist/render',
        copyPublicDir: false,
        rolldownOptions: { input: { render: 'src/shopper/render.tsx' } },
      },
    },
  },
});

/**
 * Builds src/worker/sw.ts into dist/app/sw.js with the list of files to install. It runs once the shopper's
 * page is written and the till's is not, so that nothing of a till's can get onto the list.
 */
function worker(): Plugin[] {
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
      globPatterns: ['assets/*.{js,css}'],
      // Words of programs other than the shopper's; the worker brings its own.
      globIgnores: ['assets/{mail,offline,pos,scanner,till}-*.js'],
      dontCacheBustURLsMatching: /^assets\//,
    },
  });
  // By itself the plugin would run for each of our builds.
  return plugins.map((plugin) => ({
    ...plugin,
    applyToEnvironment: (environment) => environment.name === 'client',
  }));
}

/**
 * Vite wraps every `import()` to load its sheets and parts ahead: 1 KB, where there are none. What is left of it is made for
 * each importer anew, since what two scripts share becomes a third.
 */
function plainImports(): Plugin {
  const helper = '\0vite/preload-helper.js';
  return {
    name: 'tillpass:plain-imports',
    apply: 'build',
    enforce: 'pre',
    resolveId: (source, importer) => (source === helper ? `${helper}?${importer}` : null),
    load: (id) => (id.startsWith(helper) ? 'export const __vitePreload = (load) => load();' : null),
  };
}

/**
 * Names the app and its sheet in the document, so that both are fetched while the entry still waits for the first frame.
 * What the first frame needs of the sheet is written by the server.
 */
function fetchAppAhead(): Plugin {
  return {
    name: 'tillpass:fetch-app-ahead',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(built, { bundle = {}, chunk }) {
        const app = Object.values(bundle).find(
          (made) => made.type === 'chunk' && made.facadeModuleId?.endsWith('/src/shopper/main.tsx'),
        );
        if (!app || !chunk?.dynamicImports.includes(app.fileName))
          throw new Error('the entry does not load the app');
        const attrs = { rel: 'modulepreload', crossorigin: true, href: `/${app.fileName}` };
        const html = built.replace('rel="stylesheet"', 'rel="preload" as="style"');
        return { html, tags: [{ tag: 'link', attrs, injectTo: 'head' }] };
      },
    },
  };
}

/** One manifest for whoever asks which file an entry became. The files that both pages name are the same. */
function joinManifests(): Plugin {
  const read = async (name: string) =>
    JSON.parse(await readFile(join(clientDir, '.vite', name), 'utf8')) as object; // Vite's own format.
  return {
    name: 'tillpass:join-manifests',
    apply: 'build',
    applyToEnvironment: (environment) => environment.name === 'till',
    async writeBundle() {
      const joined = { ...(await read('till.json')), ...(await read('manifest.json')) };
      await writeFile(join(clientDir, '.vite/manifest.json'), JSON.stringify(joined, null, 2));
    },
  };
}

/** Under this, the header of a compressed answer eats what compression saves. */
const smallestCompressed = 1024;
const compressible = new Set(['.js', '.css', '.svg', '.json', '.wasm', '.webmanifest']);

/** Writes `.br` and `.gz` beside every asset, at the best level, which a server could not afford per request. */
function precompress(): Plugin {
  return {
    name: 'tillpass:precompress',
    apply: 'build',
    applyToEnvironment: (environment) => environment.config.build.outDir === clientDir,
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        const files = await readdir(clientDir, { recursive: true });
        await Promise.all(
          files
            .filter((file) => compressible.has(extname(file)))
            .map((file) => compress(join(clientDir, file))),
        );
      },
    },
  };
}

async function compress(file: string): Promise<void> {
  const bytes = await readFile(file);
  if (bytes.length < smallestCompressed) return;
  const best = { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
  await writeFile(`${file}.br`, await promisify(brotliCompress)(bytes, best));
  await writeFile(`${file}.gz`, await promisify(gzip)(bytes, { level: 9 }));
}

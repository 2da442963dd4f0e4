import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

// One `vite build` makes both halves: dist/app for browsers, with .vite/manifest.json in it, and
// dist/render/render.js, which the server imports to write documents.
const clientDir = 'dist/app';
const tillEntry = 'src/app/till/main.tsx';

export default defineConfig({
  appType: 'custom',
  publicDir: 'public',
  plugins: [react(), precompress()],
  // Present, even when empty: it makes `vite build` build every environment.
  builder: {},
  build: {
    target: 'es2022',
    // Every browser we reach has it; the links stay, the script that imitates them goes.
    modulePreload: { polyfill: false },
    // Fonts and pictures inlined as data: would need a looser Content-Security-Policy.
    assetsInlineLimit: 0,
    license: false,
  },
  environments: {
    client: {
      build: {
        outDir: clientDir,
        manifest: true,
        rolldownOptions: {
          input: { index: 'index.html', ...(existsSync(tillEntry) && { till: tillEntry }) },
          output: { comments: false },
        },
      },
    },
    ssr: {
      // Everything is bundled, so that the server loads one file and React's production build.
      resolve: { noExternal: true },
      define: { 'process.env.NODE_ENV': '"production"' },
      build: {
        ssr: true,
        outDir: 'dist/render',
        copyPublicDir: false,
        rolldownOptions: { input: { render: 'src/app/render.tsx' } },
      },
    },
  },
});

/** Under this, the header of a compressed answer eats what compression saves. */
const smallestCompressed = 1024;
const compressible = new Set(['.js', '.css', '.svg', '.json', '.wasm', '.webmanifest']);

/** Writes `.br` and `.gz` beside every asset, at the best level, which a server could not afford per request. */
function precompress(): Plugin {
  return {
    name: 'tillpass:precompress',
    apply: 'build',
    applyToEnvironment: (environment) => environment.name === 'client',
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

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { clientDir } from './build/vite/places.ts';
import { fetchAppAhead, joinManifests, plainImports, worker } from './build/vite/plugins.ts';
import { precompress } from './build/vite/precompress.ts';

// One `vite build` makes four things: the shopper's page, the till's and the desk's in dist/app, with
// .vite/manifest.json of all, and dist/render/render.js, which the server imports to write documents.
const tillEntry = 'src/till/main.tsx';
const deskEntry = 'src/desk/main.tsx';
const arrivalSheet = 'src/shopper/arrival.css';
const voucherSheet = 'src/shopper/voucher.css';
const wideSheet = 'src/shopper/wide.css';
const output = { comments: false } as const;

/**
 * What a first page and any later one share is one script: chunks of a few lines each would compress badly. Some
 * parts of `ui` belong to one kind of pages, and come with it.
 */
const sharedByPages =
  /rolldown\/runtime|src\/shopper\/(main\.tsx$|ui\/(?!barcode\/|email-form|hello|pass-head|reward-ticket))/;

/** A barcode and what stands at it: the pages that draw one share all of it, and small chunks compress badly. */
const sharedByBarcodes =
  /src\/(domain\/values\/outline|shopper\/(rewards\/use-kept-id|ui\/barcode\/(?!larger|trouble)))/;

export default defineConfig(({ command }) => ({
  appType: 'custom',
  publicDir: 'public',
  plugins: [react(), plainImports(), fetchAppAhead(), joinManifests(), ...worker(), precompress()],
  // Each request of a page says how old its script is (contract/build.ts).
  define: { buildDay: JSON.stringify(new Date().toISOString().slice(0, 10)) },
  // Present, even when empty: it makes `vite build` build every environment, in this order.
  builder: {},
  build: {
    target: 'es2022',
    // Or the colours' functions are rewritten for browsers that get plain ones anyhow (ui/tokens.css).
    cssTarget: ['chrome123', 'safari18', 'firefox128'],
    // `build/vite/plugins.ts` names what is loaded ahead.
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
        rolldownOptions: {
          // The sheets are what the server writes into the document of whoever is not signed in, and of a voucher, and
          // what a member's document links for wide screens and paper.
          input: {
            index: 'index.html',
            arrival: arrivalSheet,
            voucher: voucherSheet,
            wide: wideSheet,
          },
          output: {
            ...output,
            codeSplitting: {
              groups: [
                { name: 'app', test: sharedByPages },
                { name: 'barcode', test: sharedByBarcodes },
              ],
            },
          },
        },
      },
    },
    // Apart from the shopper's, or what both use would become a second script: 2 KB more, and a round trip.
    ...(command === 'build' && {
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
      // For the same reason, and so that nothing of it is installed on anybody's phone.
      desk: {
        consumer: 'client',
        build: {
          outDir: clientDir,
          emptyOutDir: false,
          copyPublicDir: false,
          manifest: '.vite/desk.json',
          rolldownOptions: { input: { desk: deskEntry }, output },
        },
      },
    }),
    ssr: {
      // Everything is bundled, so that the server loads one file and React's production build.
      // In development Node loads them itself, but for one whose modules name each other without an ending.
      resolve: { noExternal: command === 'build' || ['jsbarcode'] },
      ...(command === 'build' && { define: { 'process.env.NODE_ENV': '"production"' } }),
      build: {
        ssr: true,
        minify: false,
        outDir: 'dist/render',
        copyPublicDir: false,
        rolldownOptions: {
          input: { render: 'src/shopper/render.tsx' },
          output: { codeSplitting: false },
        },
      },
    },
  },
}));

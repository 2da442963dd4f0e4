import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import jsonCompiler from '@fastify/fast-json-stringify-compiler';
import type { FastifyInstance } from 'fastify';
import type { ViteDevServer } from 'vite';
import { withSlots } from '#contract/document.ts';
import type { RenderPage } from '#contract/page.ts';
import { systemApi } from '#contract/paths.ts';
import { noSignalShell } from '#server/http/pages/no-signal-page.ts';
import {
  documentWriter,
  shellDrawnBy,
  type WriteDocument,
  wideSheetLink,
} from '#server/http/pages/template.ts';
import type { Front } from '#server/start/serve.ts';

/**
 * Vite writes scripts and styles into the page, uses a socket, and shows its errors as markup. Only this folder has
 * this policy, and nothing that runs in production imports it.
 */
const policy = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self' ws: wss:",
  // Vite's client waits in a worker for a server that starts again.
  "worker-src 'self' blob:",
  "frame-ancestors 'none'",
  "form-action 'self'",
].join('; ');

/**
 * What the pages begin with. Vite prepares the packages of all three before the first page: one found later would make
 * it prepare them anew, and a page that is being opened at that moment stays empty.
 */
const entries = [
  'src/shopper/main.tsx',
  'src/till/main.tsx',
  'src/desk/main.tsx',
  'src/gallery/main.tsx',
] as const;

const galleryPath = '/dev/gallery';
const galleryShell = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Gallery</title></head>
<body><div id="root"></div><script type="module" src="/src/gallery/main.tsx"></script></body></html>`;

/** Removes the worker that `npm start` left at the same address: it would answer with old documents. */
const noWorker = `
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(leave()));
async function leave() {
  for (const name of await caches.keys()) await caches.delete(name);
  await self.registration.unregister();
}
`;

/** Vite, and the documents with its scripts. */
interface Sources {
  readonly vite: ViteDevServer;
  readonly shopper: WriteDocument;
  readonly till: WriteDocument;
  readonly desk: WriteDocument;
  readonly gallery: string;
}

/**
 * Pages from their sources, by Vite inside the server: a change shows without a build and without a reload. Vite starts
 * once the addresses are printed, so that they come sooner; the first visit waits for it.
 */
export function developmentFront(): Front {
  let sources: Promise<Sources> | undefined;
  const loaded = (app: FastifyInstance) => {
    sources ??= startVite(app);
    return sources;
  };
  let ready: Sources;
  const render: RenderPage = async (page) => {
    const source = await ready.vite.ssrLoadModule('/src/shopper/render.tsx');
    return (source as { renderPage: RenderPage }).renderPage(page); // Vite knows no types of what it loads.
  };
  return {
    // Short, because the server restarts at each change.
    finishWithinMs: 500,
    compilers: { buildSerializer: onFirstAnswer },
    announced: (app) => void loaded(app),
    pages: {
      shopper: (parts) => ready.shopper(parts),
      till: (parts) => ready.till(parts),
      desk: (parts) => ready.desk(parts),
      noSignal: documentWriter(noSignalShell),
      render,
    },
    async assets(app) {
      app.addHook('onRequest', (request, reply, done) => {
        // What Vite answers itself, such as a script, goes no further.
        loaded(app).then((started) => {
          ready = started;
          ready.vite.middlewares(request.raw, reply.raw, done);
        }, done);
      });
      // Vite's socket to the browser would keep the server from ending.
      app.addHook('preClose', async () => (await sources)?.vite.close());
      addRoutes(app);
      app.get(galleryPath, (_request, reply) => reply.type('text/html').send(ready.gallery));
    },
  };
}

/**
 * Compiles the schema of an answer when such an answer is sent for the first time: the POS's have hundreds, and most
 * are never sent between two changes.
 */
const onFirstAnswer: typeof buildSerializer = (shared, options) => {
  const compile = buildSerializer(shared, options);
  return (route) => {
    let write: ReturnType<typeof compile> | undefined;
    return (answer) => {
      write ??= compile(route);
      return write(answer);
    };
  };
};

const buildSerializer = jsonCompiler();

async function startVite(app: FastifyInstance): Promise<Sources> {
  const { createServer } = await import('vite');
  const vite = await createServer({
    appType: 'custom',
    // Node reads its settings as they are: a compiled copy would be watched, and deleting it would count as a change.
    configLoader: 'native',
    // Quiet, so that the addresses stay visible.
    logLevel: 'warn',
    optimizeDeps: { entries: [...entries] },
    server: {
      middlewareMode: true,
      hmr: { server: app.server },
      // By default the database is inside the project, and Vite serves files of the project.
      fs: { deny: ['.env', '.env.*', '*.{crt,pem,key}', '**/.git/**', '**/data/**'] },
    },
  });
  compileWordsOnChange(vite);
  const tillSource = { script: '/src/till/main.tsx', sheets: ['/src/till/till.css'] };
  const deskSource = { script: '/src/desk/main.tsx', sheets: ['/src/desk/desk.css'] };
  return {
    vite,
    shopper: documentWriter(await vite.transformIndexHtml('/', await shopperShell())),
    till: documentWriter(await vite.transformIndexHtml('/till', shellDrawnBy(tillSource))),
    desk: documentWriter(await vite.transformIndexHtml('/desk', shellDrawnBy(deskSource))),
    gallery: await vite.transformIndexHtml(galleryPath, galleryShell),
  };
}

/** The built page waits for its sheet and then loads the app; here the document names both. */
async function shopperShell(): Promise<string> {
  const source = await readFile('index.html', 'utf8');
  const sheets = ['shopper', 'voucher'].map(
    (sheet) => `<link rel="stylesheet" href="/src/shopper/${sheet}.css">`,
  );
  sheets.push(wideSheetLink('/src/shopper/wide.css'));
  const shell = source
    .replace('/src/shopper/start.ts', '/src/shopper/main.tsx')
    .replace('</head>', `${sheets.join('')}</head>`);
  return withSlots(shell);
}

function addRoutes(app: FastifyInstance): void {
  app.addHook('onSend', async (_request, reply) => {
    if (!String(reply.getHeader('content-type')).startsWith('text/html')) return;
    reply.header('content-security-policy', policy);
  });
  app.get(systemApi.worker, (_request, reply) => reply.type('text/javascript').send(noWorker));
}

/**
 * Compiles the words when a catalogue changes. Pages import the result, and Vite and Node notice that by themselves.
 */
function compileWordsOnChange(vite: ViteDevServer): void {
  vite.watcher.on('change', (file) => {
    if (!/[/\\]i18n[/\\]catalogues[/\\]/.test(file)) return;
    execFile(process.execPath, ['src/i18n/compile.ts'], (error, _output, problems) => {
      if (error) process.stderr.write(problems);
    });
  });
}

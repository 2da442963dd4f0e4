import { once } from 'node:events';
import { createServer } from 'node:http';
import { brotliCompressSync } from 'node:zlib';

/** The least that a worker can do: keep these pages and answer with them. */
const workerFor = (pages: readonly string[]): string => `
const kept = 'bare';
self.addEventListener('install', (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(kept).then((cache) => cache.addAll(${JSON.stringify(pages)})));
});
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  if (event.request.mode !== 'navigate') return;
  event.respondWith(
    caches.open(kept)
      .then((cache) => cache.match(event.request))
      .then((page) => page ?? fetch(event.request)),
  );
});
`;

/** Serves bare pages by path, compressed beforehand and as small as can be: a server cannot do less. */
export async function startBareServer(pages: ReadonlyMap<string, string>) {
  const html = { 'content-type': 'text/html; charset=utf-8', 'content-encoding': 'br' };
  const answers = new Map([...pages].map(([path, page]) => [path, brotliCompressSync(page)]));
  const server = createServer((request, response) => {
    const page = answers.get(request.url ?? '');
    if (page) response.writeHead(200, html).end(page);
    else if (request.url === '/worker.js')
      response
        .writeHead(200, { 'content-type': 'text/javascript' })
        .end(workerFor([...pages.keys()]));
    else response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port for bare pages');
  return {
    port: address.port,
    url: `http://localhost:${address.port}`,
    bytesOf: (path: string): number => answers.get(path)?.length ?? 0,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

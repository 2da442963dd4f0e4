import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Serves a page of another site that posts a form to an address as soon as it is opened, as anybody can write one.
 * @param use what is done with it; its address ends with the form's own
 */
export async function fromElsewhere(
  use: (pageThatPosts: (action: string) => string) => Promise<void>,
): Promise<void> {
  const server = createServer(({ url = '/' }, answer) => {
    const action = new URL(url, 'http://elsewhere').searchParams.get('to') ?? '';
    answer.setHeader('content-type', 'text/html; charset=utf-8');
    answer.end(`<!doctype html><title>Elsewhere</title><form method="post" action="${action}">
<input name="code" value="000000"></form><script>document.forms[0].submit()</script>`);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo; // `address()` is text only for a server that listens on a pipe.
  try {
    // Not "localhost": browsers call two ports of one host one site.
    await use((action) => `http://127.0.0.1:${port}/?to=${encodeURIComponent(action)}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

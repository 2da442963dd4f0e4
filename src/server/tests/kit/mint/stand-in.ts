import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** What may go wrong with one request to a vendor. */
export type Fault =
  /** Too many requests: nothing was done. */
  | 'throttled'
  /** The server broke before it did anything. */
  | 'broken'
  /** The connection broke before anything was done. */
  | 'reset'
  /** It was done, and then the connection broke: nobody heard. */
  | 'lost'
  /** It was done, and then a gateway between us and the vendor answered instead. */
  | 'gateway'
  /** The connection broke, but the request is on its way: it is done when the test says so. */
  | 'late'
  /** Nothing is done and nothing is answered, until the caller gives up. */
  | 'silent'
  /** The key opens nothing. */
  | 'unauthorised';

export interface VendorRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Whatever the caller sent; who reads it looks first. */
  // biome-ignore lint/suspicious/noExplicitAny: the vendor's own checks say what it is
  readonly body: any;
}

export interface VendorReply {
  readonly status: number;
  readonly body: unknown;
}

/** A vendor's API in this process, with the faults that a test wants. */
export interface StandIn {
  readonly origin: string;
  readonly requests: readonly VendorRequest[];
  /** Called before each request; null: no fault. */
  trouble: (request: VendorRequest) => Fault | null;
  /** The late request arrives now. */
  land(): void;
  close(): Promise<void>;
}

/**
 * @param answer does the work at once
 * @param refuse how this vendor says `throttled` and `unauthorised`
 */
export async function openStandIn(
  answer: (request: VendorRequest) => VendorReply,
  refuse: Readonly<Record<'throttled' | 'unauthorised', VendorReply>>,
): Promise<StandIn> {
  const requests: VendorRequest[] = [];
  const underway: (() => void)[] = [];
  const server = createServer(async (incoming, response) => {
    const { method = '', url: path = '', headers } = incoming;
    const body = method === 'POST' ? await json(incoming) : null;
    const request = { method, path, headers, body };
    requests.push(request);
    const work = () => answer(request);
    switch (standIn.trouble(request)) {
      case null:
        return reply(response, work());
      case 'throttled':
        return reply(response, refuse.throttled, { 'retry-after': '2.0' });
      case 'unauthorised':
        return reply(response, refuse.unauthorised);
      case 'broken':
        return reply(response, { status: 503, body: null });
      case 'reset':
        return void response.destroy();
      case 'lost':
        work();
        return void response.destroy();
      case 'gateway':
        work();
        return reply(response, { status: 504, body: null });
      case 'late':
        underway.push(work);
        return void response.destroy();
      case 'silent':
        return;
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A test that failed before it could close it must end all the same.
  server.unref();
  const { port } = server.address() as AddressInfo; // `address()` is text only for a server that listens on a pipe.
  const standIn: StandIn = {
    origin: `http://127.0.0.1:${port}`,
    requests,
    trouble: () => null,
    land: () => {
      for (const work of underway.splice(0)) work();
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return standIn;
}

function reply(
  response: ServerResponse,
  { status, body }: VendorReply,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body === null ? '<html>not JSON</html>' : JSON.stringify(body));
}

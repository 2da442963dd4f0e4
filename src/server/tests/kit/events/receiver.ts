import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';

/** A webhook as it arrived. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A foreign server in this process, which keeps what it is sent. */
export interface Receiver {
  readonly url: string;
  readonly received: readonly Received[];
  /** Resolves when so many have arrived. */
  count(atLeast: number): Promise<void>;
  /** The last webhook, checked by the official package, which throws if the signature is wrong. */
  verified(secret: string): unknown;
  close(): Promise<void>;
}

/** @param answer answers a request; `turn` counts them from 1. A request that it leaves unanswered waits. */
export async function openReceiver(
  answer: (response: ServerResponse, turn: number, request: Received) => void = take,
): Promise<Receiver> {
  const received: Received[] = [];
  const waiting = new Set<() => void>();
  const server = createServer(async (request, response) => {
    const one = { path: request.url ?? '', headers: request.headers, body: await text(request) };
    received.push(one);
    answer(response, received.length, one);
    for (const look of waiting) look();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // `address()` is text only for a server that listens on a pipe.
  return {
    url: `http://127.0.0.1:${port}/hooks`,
    received,
    count: (atLeast) =>
      new Promise((resolve) => {
        const look = () => {
          if (received.length < atLeast) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    verified: (secret) => verify(secret, received.at(-1)),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function verify(secret: string, one: Received | undefined): unknown {
  if (!one) throw new Error('nothing was received');
  // Node makes a list of a header that came twice; these come once.
  return new Webhook(secret).verify(one.body, one.headers as Record<string, string>);
}

export const take = (response: ServerResponse): void => void response.writeHead(204).end();

export const refuseWith =
  (status: number, headers: Record<string, string> = {}) =>
  (response: ServerResponse): void =>
    void response.writeHead(status, headers).end();

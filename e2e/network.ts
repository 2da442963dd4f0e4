import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * What stands between a phone and the server. `gone`: nothing gets through; `hangs`: everything is accepted
 * and nothing answered; `slow`: everything gets through, after longer than a phone waits at first; `deaf`: what is
 * sent arrives, and no answer comes back; `portal`: a café's network answers everything with its own page;
 * `led-away`: it sends everybody there. Playwright's own `setOffline` reaches a worker that has just been started
 * too late.
 */
export type Weather = 'fair' | 'gone' | 'hangs' | 'slow' | 'deaf' | 'portal' | 'led-away';

const slowMs = 5_000;
/** Where a café's network sends everybody: no page of the server's has this address. */
const portalPath = '/free-wifi';

export interface Network {
  /** What the phone opens in place of the server's own address. */
  readonly url: string;
  weather: Weather;
  /** A new version has been put on the server, as far as the worker can see. */
  newVersion(): void;
  /** Requests for this path wait on their way to the server until it is another one; `heldBack`: their answers do. */
  held: string | null;
  heldBack: string | null;
  /** Requests for files whose paths begin so wait on their way to the server until none of these does. */
  heldFiles: readonly string[];
  /** Requests for files whose paths begin so break off on their way. */
  lostFiles: readonly string[];
  /** A file whose path begins so arrives with something added to it. */
  spoiled: string | null;
  /** Every request that reached this network, written as `POST /api/sign-out`. */
  readonly heard: string[];
  /** Breaks every connection that is open. */
  drop(): void;
  close(): Promise<void>;
}

/** @param tls what the phone gets to see in place of plain HTTP */
export async function openNetwork(
  serverUrl: string,
  tls?: { readonly cert: string; readonly key: string },
): Promise<Network> {
  let version = '';
  const network = {
    weather: 'fair' as Weather,
    held: null as string | null,
    heldBack: null as string | null,
    heldFiles: [] as readonly string[],
    lostFiles: [] as readonly string[],
    spoiled: null as string | null,
    heard: [] as string[],
  };
  const answer = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const path = incoming.url ?? '/';
    if (network.weather === 'gone') {
      incoming.socket.destroy();
      return;
    }
    network.heard.push(`${incoming.method} ${path}`);
    if (network.lostFiles.some((file) => path.startsWith(file))) {
      incoming.socket.destroy();
      return;
    }
    if (network.weather === 'hangs') return;
    if (network.weather === 'led-away' && path !== portalPath) {
      outgoing.writeHead(302, { location: portalPath }).end();
      return;
    }
    if (network.weather === 'portal' || network.weather === 'led-away') {
      outgoing.setHeader('content-type', 'text/html').end('<h1>Welcome to Free Wifi</h1>');
      return;
    }
    const spoiled = network.spoiled !== null && path.startsWith(network.spoiled);
    const more = spoiled ? '\n/* Changed. */' : path === '/sw.js' ? version : '';
    const go = () =>
      pass(serverUrl, {
        incoming,
        outgoing,
        more,
        deaf: network.weather === 'deaf',
        freed: () => until(() => network.heldBack !== path),
      });
    if (network.weather === 'slow') setTimeout(go, slowMs);
    else void until(() => !isHeld(network, path)).then(go);
  };
  const server = tls ? createTlsServer(tls, answer) : createServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // `address()` is text only for a server that listens on a pipe.
  return Object.assign(network, {
    url: `${tls ? 'https' : 'http'}://localhost:${port}`,
    newVersion: () => {
      version += '\n// Newer.';
    },
    drop: () => server.closeAllConnections(),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  });
}

const isHeld = ({ held, heldFiles }: Pick<Network, 'held' | 'heldFiles'>, path: string): boolean =>
  held === path || heldFiles.some((file) => path.startsWith(file));

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await wait(5);
}

interface Passing {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  /** What stands at the end of the answer in addition. */
  readonly more: string;
  /** The answer gets lost on its way. */
  readonly deaf: boolean;
  /** Fulfilled once the answer may be handed back. */
  readonly freed: () => Promise<void>;
}

/** Hands a request on, and its answer back. */
function pass(
  serverUrl: string,
  { incoming: from, outgoing: to, more, deaf, freed }: Passing,
): void {
  const headers = { ...from.headers };
  if (more) {
    // Asks for an uncompressed and whole answer, so that text can be added to it.
    headers['accept-encoding'] = 'identity';
    delete headers['if-none-match'];
    delete headers['if-modified-since'];
  }
  // A connection for each: one that waits for reuse may be closed by the server just then.
  const options = { method: from.method, headers, agent: false };
  const onward = request(`${serverUrl}${from.url}`, options, (answer) => {
    if (deaf) {
      answer.resume();
      return;
    }
    const { 'content-length': length, ...others } = answer.headers;
    void freed().then(() => {
      to.writeHead(answer.statusCode ?? 502, more ? others : answer.headers);
      answer.pipe(to, { end: false });
      answer.on('end', () => to.end(more));
    });
  });
  onward.on('error', () => to.destroy());
  to.on('close', () => onward.destroy());
  from.pipe(onward);
}

import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface Line {
  readonly rttMs: number;
  /** Kilobits of 1,000 bits a second. */
  readonly downKbps: number;
  readonly upKbps: number;
}

/** As Lighthouse and Chromium's own tools have it. */
export const slow4g: Line = { rttMs: 150, downKbps: 1600, upKbps: 750 };

/** What phones have in a town, what the web is usually judged by, and the back of a shop made of concrete. */
export const lines = {
  '9 Mbps': { rttMs: 100, downKbps: 9000, upKbps: 3000 },
  'Slow 4G': slow4g,
  'bad store': { rttMs: 400, downKbps: 400, upKbps: 400 },
} as const satisfies Record<string, Line>;

export type LineName = keyof typeof lines;

/** What Ethernet leaves of 1,500 bytes. Pages arrive in such pieces and are parsed as they come. */
const packetBytes = 1460;

/**
 * A slow line to a port of this machine, for everything that a browser does, its service workers included.
 * All connections share the bandwidth. A new one waits a round trip for TCP's handshake. There is no slow start: all
 * documents here fit into the ten packets that a server may send at once.
 */
export async function startSlowLine(targetPort: number, line: Line) {
  const down = new Lane(line.downKbps);
  const up = new Lane(line.upKbps);
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect({ port: targetPort, host: '127.0.0.1', noDelay: true });
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
    }
    near.setNoDelay();
    const oneWayMs = line.rttMs / 2;
    setTimeout(() => carry(near, far, up, oneWayMs), line.rttMs);
    carry(far, near, down, oneWayMs);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port for the slow line');
  return {
    url: `http://localhost:${address.port}`,
    close: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** One direction of the line. A packet waits for all earlier packets, also for those of other connections. */
class Lane {
  readonly #bytesAMs: number;
  #freeAt = 0;

  constructor(kbps: number) {
    this.#bytesAMs = kbps / 8;
  }

  /** @returns when the last bit of so many bytes has left */
  take(bytes: number): number {
    this.#freeAt = Math.max(performance.now(), this.#freeAt) + bytes / this.#bytesAMs;
    return this.#freeAt;
  }
}

async function carry(from: Socket, to: Socket, lane: Lane, oneWayMs: number): Promise<void> {
  // One after the other, so that no timer overtakes another and swaps two packets.
  let delivered = Promise.resolve();
  const deliver = (at: number, act: () => void) => {
    delivered = delivered.then(() => until(at)).then(() => void (to.destroyed || act()));
  };
  try {
    for await (const chunk of from as AsyncIterable<Buffer>) {
      for (let at = 0; at < chunk.length; at += packetBytes) {
        const packet = chunk.subarray(at, at + packetBytes);
        const leftAt = lane.take(packet.length);
        deliver(leftAt + oneWayMs, () => to.write(packet));
        await until(leftAt);
      }
    }
    deliver(performance.now() + oneWayMs, () => to.end());
  } catch {
    // A browser closes what it no longer needs in the middle of an answer.
    to.destroy();
  }
}

const until = (at: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, at - performance.now())));

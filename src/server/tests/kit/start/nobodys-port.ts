import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Ports below those that a system gives away by itself, Linux from 32,768 on and others from 49,152: between a look and the
 * start of a program, and while a program is stopped, nobody else gets one of these by chance.
 */
const ports = { from: 20_000, count: 12_000 };

/** Each process begins elsewhere. */
let next = randomInt(ports.count);

/** A port where nobody listens. */
export async function nobodysPort(): Promise<number> {
  for (;;) {
    const port = ports.from + next;
    next = (next + 1) % ports.count;
    if (await isFree(port)) return port;
  }
}

/** Whether nobody listens there, at whatever address of this machine. */
const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, () => probe.close(() => resolve(true)));
  });

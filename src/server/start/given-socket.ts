import { once } from 'node:events';
import { createServer } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { SettingFault } from './setting-fault.ts';

/** The first descriptor that systemd hands over: sd_listen_fds(3). */
const descriptor = 3;

/**
 * Says whether somebody, such as systemd, has opened a port for this process. Whoever starts us may have been handed one
 * of its own, so the process is named.
 * @throws SettingFault for more than one
 */
export function isSocketGiven(
  env: Readonly<Record<string, string | undefined>>,
  pid = process.pid,
): boolean {
  if (env.LISTEN_PID !== String(pid)) return false;
  if (env.LISTEN_FDS === '1') return true;
  throw new SettingFault('LISTEN_FDS', `must be 1: name one port in the socket's unit`);
}

export interface GivenSocket {
  /** Takes no more connections. Resolves once those that were taken have ended. */
  close(): Promise<void>;
}

/**
 * Takes connections of a port that is held by somebody else. It stays open when we end, so nobody is refused and nobody
 * who waits in its queue is reset: another process that was given it takes them, or the next one does.
 */
export async function takeGiven(app: FastifyInstance): Promise<GivenSocket> {
  // Both as Node's own HTTP server has it.
  const given = createServer({ allowHalfOpen: true, noDelay: true }, (socket) =>
    app.server.emit('connection', socket),
  );
  given.listen({ fd: descriptor });
  await once(given, 'listening');
  return { close: () => new Promise((resolve) => given.close(() => resolve())) };
}

import type { ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { Server as TlsServer } from 'node:tls';
import type { FastifyInstance } from 'fastify';

/** Longer than any till waits for an answer. */
const finishWithinMs = 10_000;
/** A connection that was just accepted may have its first request on the way. Browsers open others in advance. */
const firstBytesMs = 500;

export interface Ending {
  /** True from the signal to end on, also while requests are still taken. */
  readonly isEnding?: () => boolean;
  /** How long running requests may take once the port is closed. */
  readonly finishWithinMs?: number;
}

/**
 * Closes without breaking off what was begun: nobody new is let in, every request that has arrived is answered, and each
 * connection ends with its answer (`Connection: close`, RFC 9112 §9.6), so that a client sends no other one over it.
 * After a limit the rest is broken off.
 * @returns whether the server ends
 */
export function finishRequests(app: FastifyInstance, ending: Ending): () => boolean {
  const running = new Set<ServerResponse>();
  const silent = new Set<Socket>();
  const over = Promise.withResolvers<void>();
  let closing = false;
  const isEnding = () => closing || ending.isEnding?.() === true;

  const opened = app.server instanceof TlsServer ? 'secureConnection' : 'connection';
  app.server.on(opened, (socket: Socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  app.addHook('onRequest', async ({ raw: { socket } }, { raw }) => {
    silent.delete(socket);
    running.add(raw);
    raw.once('close', () => {
      running.delete(raw);
      if (!closing) return;
      // An answer that had begun before, such as a stream, could not say that its connection ends. Fastify's `inject`
      // has no connection.
      if (socket instanceof Socket) socket.destroySoon();
      if (running.size === 0) over.resolve();
    });
  });
  app.addHook('onSend', async (_request, reply) => {
    if (isEnding()) reply.header('connection', 'close');
  });
  app.addHook('preClose', async () => {
    // Lets in who waits in the system's queue: closing the port would reset their connections.
    await turn();
    await turn();
    closing = true;
    setTimeout(() => turn().then(() => dropSilent(silent)), firstBytesMs).unref();
    setTimeout(breakOff, ending.finishWithinMs ?? finishWithinMs).unref();
  });
  // Where a name stands for two addresses, Fastify waits only for the first one's connections.
  app.addHook('onClose', async () => {
    if (running.size > 0) await over.promise;
  });

  const breakOff = () => {
    app.server.closeAllConnections();
    over.resolve();
  };
  return isEnding;
}

/**
 * Ends connections over which nothing has ever come. What has come is read first: on a busy machine a timer is earlier
 * than bytes that wait in the system, and ending a connection with unread bytes resets it under its sender.
 */
function dropSilent(connections: ReadonlySet<Socket>): void {
  for (const socket of connections) if (socket.bytesRead === 0) socket.destroy();
}

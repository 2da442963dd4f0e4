import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { StreamRight } from './stream-right.ts';

/** Proxies cut a silent connection after half a minute or so. */
const heartbeatMs = 15_000;
/** A phone that lost the stream asks again after this. */
const retryMs = 2_000;
/** More than this at once from one member or one store is a leak or an attack, not people. */
const streamsAtMost = 20;

export interface LiveSource {
  readonly topic: string;
  /** @returns how to stop listening */
  readonly listen: (changed: () => void) => () => void;
  /** What entitles to it: the stream ends with that. */
  readonly right: StreamRight;
}

export type SendLive = (request: FastifyRequest, reply: FastifyReply, source: LiveSource) => void;

/**
 * Server-sent events (WHATWG HTML §9.2) that say only "something changed": the page asks for what it
 * shows, by the routes that it uses anyway. Every stream ends when the server closes.
 */
export function liveStreams(app: FastifyInstance): SendLive {
  const open = new Map<string, Set<() => void>>();
  app.addHook('preClose', async () => {
    for (const streams of open.values()) for (const end of streams) end();
  });

  return (request, reply, { topic, listen, right }) => {
    if (request.method === 'HEAD') {
      reply.type('text/event-stream').header('cache-control', 'no-store').send();
      return;
    }
    const streams = open.get(topic) ?? new Set();
    open.set(topic, streams);
    const [oldest] = streams;
    if (streams.size >= streamsAtMost) oldest?.();

    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>), // Set as strings by our own hook.
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    raw.write(`retry: ${retryMs}\n\n`);
    const heartbeat = setInterval(() => raw.write(': here\n\n'), heartbeatMs);
    const stop = listen(() => raw.write('event: changed\ndata: {}\n\n'));
    const end = () => {
      clearInterval(heartbeat);
      stop();
      forget();
      streams.delete(end);
      if (streams.size === 0) open.delete(topic);
      raw.end();
    };
    const forget = right(end);
    streams.add(end);
    raw.on('close', end);
    raw.on('error', end);
  };
}

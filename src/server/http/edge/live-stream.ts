import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { StreamRight } from './stream-right.ts';

/** Proxies cut a silent connection after half a minute or so. */
const heartbeatMs = 15_000;
/** A phone that lost the stream asks again after this. */
const retryMs = 2_000;
/** More than this at once from one member or one till's device is a leak or an attack, not people. */
const streamsAtMost = 20;

export interface LiveSource {
  /** Whose streams are counted together: a member's, a device's. A store may have sixty tills. */
  readonly holder: string;
  /** @returns how to stop listening */
  readonly listen: (changed: () => void) => () => void;
  /** What entitles to it: the stream ends with that. */
  readonly right: StreamRight;
  /** Where the news stand; absent: nobody counts them, and whoever hears something asks again. */
  readonly news?: () => Promise<number>;
}

export type SendLive = (request: FastifyRequest, reply: FastifyReply, source: LiveSource) => void;

/**
 * Server-sent events (WHATWG HTML §9.2) that say only that something changed, and where the news stand: the page asks
 * for what it shows, by the routes that it uses anyway. `news` is said first, and is read after the stream has begun to
 * listen, so that a change falls either before what it says or into the stream; `changed` follows each change, and `here`
 * says the last number again, so that a page notices a stream that has died without a word. Every stream ends when the
 * server closes.
 */
export function liveStreams(app: FastifyInstance): SendLive {
  const open = new Map<string, Set<() => void>>();
  app.addHook('preClose', async () => {
    for (const streams of open.values()) for (const end of streams) end();
  });

  return (request, reply, { holder, listen, right, news }) => {
    if (request.method === 'HEAD') {
      reply.type('text/event-stream').header('cache-control', 'no-store').send();
      return;
    }
    const streams = open.get(holder) ?? new Set();
    open.set(holder, streams);
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
    let last: number | undefined;
    const say = (event: 'news' | 'changed' | 'here') =>
      raw.write(`event: ${event}\ndata: ${last ?? '{}'}\n\n`);
    const look = async (event: 'news' | 'changed') => {
      // A database that does not answer now may when the page asks.
      last = await news?.().catch(() => undefined);
      if (!raw.writableEnded) say(event);
    };
    const heartbeat = setInterval(say, heartbeatMs, 'here');
    const stop = listen(() => void look('changed'));
    void look('news');
    const end = () => {
      clearInterval(heartbeat);
      stop();
      forget();
      streams.delete(end);
      if (streams.size === 0) open.delete(holder);
      raw.end();
    };
    const forget = right(end);
    streams.add(end);
    raw.on('close', end);
    raw.on('error', end);
  };
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Meters } from '#server/usecases/ground/meters.ts';
import type { StreamRight } from './stream-right.ts';

/** Proxies close a silent connection after about half a minute. */
const heartbeatMs = 15_000;
/** After this time a phone opens a lost stream again. */
const retryMs = 2_000;
/** More streams at once from one member or device are a leak or an attack. */
const streamsAtMost = 20;

export interface LiveSource {
  /** Streams are counted together for one holder: a member or a device. A store may have sixty tills. */
  readonly holder: string;
  /** @returns how to stop listening */
  readonly listen: (changed: () => void) => () => void;
  /** The right to the stream: the stream ends with it. */
  readonly right: StreamRight;
  /** The count of the member's changes; absent: nobody counts, and whoever hears "changed" asks again. */
  readonly news?: () => Promise<number>;
}

const begun = new WeakSet<FastifyRequest>();

/** Says that a request is answered little by little, so that its time says nothing of how fast we are. */
export const keepsStream = (request: FastifyRequest): void => void begun.add(request);

/** Whether a request was answered with a stream. */
export const isStream = (request: FastifyRequest): boolean => begun.has(request);

export type SendLive = (request: FastifyRequest, reply: FastifyReply, source: LiveSource) => void;

/**
 * Sends server-sent events (WHATWG HTML §9.2). They only say that something changed, and the count of changes; the page
 * then asks for its data as usual. `news` comes first and is read after listening has begun, so every change is either
 * in it or in the stream. `changed` follows each change that was not counted in what was said before. `here` repeats
 * the last number, so that a page notices a stream that died silently. Every stream ends when the server closes.
 */
export function liveStreams(app: FastifyInstance, meters: Meters): SendLive {
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
    keepsStream(request);
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
      // A database that does not answer now may answer when the page asks.
      const count = await news?.().catch(() => undefined);
      // Told of late: what was said before has it already.
      if (event === 'changed' && count !== undefined && count === last) return;
      last = count;
      if (!raw.writableEnded) say(event);
    };
    // One after the other: `news` is said first whatever changes meanwhile, and no count after a higher one.
    let looked = Promise.resolve();
    const lookNext = (event: 'news' | 'changed') => {
      looked = looked.then(() => look(event));
    };
    const heartbeat = setInterval(say, heartbeatMs, 'here');
    lookNext('news'); // Looks after this turn of the event loop, when listening has begun.
    const stop = listen(() => lookNext('changed'));
    const end = () => {
      clearInterval(heartbeat);
      stop();
      forget();
      if (streams.delete(end)) meters.stream(-1);
      if (streams.size === 0) open.delete(holder);
      raw.end();
    };
    const forget = right(end);
    streams.add(end);
    meters.stream(1);
    raw.on('close', end);
    raw.on('error', end);
  };
}

import type { FastifyReply, FastifyRequest } from 'fastify';
import { keepsStream } from './live-stream.ts';

/**
 * Answers with lines of JSON, each as soon as it is known (NDJSON, `application/x-ndjson`): for what takes long and
 * whose asker wants to see how far it is.
 * @param tell does it; `cancelled` is aborted when the asker has gone away. What it throws is for the caller to say
 */
export async function sendLines<Line>(
  request: FastifyRequest,
  reply: FastifyReply,
  tell: (say: (line: Line) => void, cancelled: AbortSignal) => Promise<void>,
): Promise<void> {
  const { raw } = reply;
  let begun = false;
  const say = (line: Line) => {
    if (raw.destroyed || raw.writableEnded) return;
    if (!begun) {
      begun = true;
      reply.hijack();
      keepsStream(request);
      raw.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>), // Set as strings by our own hook.
        'content-type': 'application/x-ndjson; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
    }
    raw.write(`${JSON.stringify(line)}\n`);
  };
  try {
    await whileAsked(reply, (cancelled) => tell(say, cancelled));
  } finally {
    if (begun) raw.end();
  }
}

/** Does what takes long; `cancelled` is aborted when the asker has gone away. */
export async function whileAsked<T>(
  { raw }: FastifyReply,
  act: (cancelled: AbortSignal) => Promise<T>,
): Promise<T> {
  const left = new AbortController();
  const leave = () => left.abort();
  raw.once('close', leave);
  try {
    return await act(left.signal);
  } finally {
    raw.removeListener('close', leave);
  }
}

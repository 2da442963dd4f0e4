import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import type { FastifyInstance } from 'fastify';

/** A smaller answer fits into one packet anyway. */
const smallestBytes = 1200;

/** Level 5 takes a millisecond and comes within a tenth of the best level, which takes thirty. */
const brotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

/** Compresses pages and JSON when they are sent. Assets were compressed by the build. */
export async function compressAnswers(app: FastifyInstance): Promise<void> {
  await app.register(compress, {
    encodings: ['br', 'gzip'],
    threshold: smallestBytes,
    brotliOptions,
    // Bodies must not be compressed: unpacked, one could be larger than its limit.
    globalDecompression: false,
  });
  // The plugin sets `vary` only on what it compresses. A cache needs it on both forms.
  app.addHook('onSend', async (_request, reply, payload) => {
    if (typeof payload === 'string' && payload.length >= smallestBytes && !reply.hasHeader('vary'))
      reply.header('vary', 'accept-encoding');
  });
}

import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import type { FastifyInstance } from 'fastify';

/** Under this, one packet carries it either way. */
const smallestBytes = 1200;

/** Level 5 costs a millisecond and comes within a tenth of the best, which costs thirty. */
const brotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

/** Compresses pages and JSON as they are sent; assets were compressed when they were built. */
export async function compressAnswers(app: FastifyInstance): Promise<void> {
  await app.register(compress, {
    encodings: ['br', 'gzip'],
    threshold: smallestBytes,
    brotliOptions,
    // Bodies come as they are: one that unfolds would be larger than its limit.
    globalDecompression: false,
  });
  // The plugin says so of what it compresses only; a cache must know it of both forms.
  app.addHook('onSend', async (_request, reply, payload) => {
    if (typeof payload === 'string' && payload.length >= smallestBytes && !reply.hasHeader('vary'))
      reply.header('vary', 'accept-encoding');
  });
}

import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

/** Under this, one packet carries it either way. */
const smallestBytes = 1200;

/** Level 5 costs a millisecond and comes within a tenth of the best, which costs thirty. */
const brotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

/** Compresses pages and JSON as they are sent; assets were compressed when they were built. */
export function compressAnswers(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload !== 'string' || payload.length < smallestBytes) return payload;
    if (reply.hasHeader('content-encoding')) return payload;
    const vary = reply.getHeader('vary');
    reply.header('vary', vary ? `${vary}, accept-encoding` : 'accept-encoding');
    const encoding = bestOf(request.headers['accept-encoding']);
    if (!encoding) return payload;
    reply.header('content-encoding', encoding).removeHeader('content-length');
    return encoding === 'br'
      ? promisify(brotliCompress)(payload, brotliOptions)
      : promisify(gzip)(payload);
  });
}

/** RFC 9110 §12.5.3, as far as browsers use it: what is named and not weighed with nothing is welcome. */
function bestOf(accepted = ''): 'br' | 'gzip' | null {
  const welcome = (coding: string) =>
    accepted
      .toLowerCase()
      .split(',')
      .some((range) => {
        const [name, ...parameters] = range.split(';').map((part) => part.trim());
        return name === coding && !parameters.some((one) => /^q=0(\.0*)?$/.test(one));
      });
  return welcome('br') ? 'br' : welcome('gzip') ? 'gzip' : null;
}

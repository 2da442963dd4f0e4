import { PassThrough, pipeline, Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { codeFileBytesAtMost } from '#domain/pool/pool.ts';
import { Refused } from '#domain/refusal.ts';

/**
 * The file in a request's body, piece by piece. It is read from the network as fast as it comes: a request must arrive
 * within half a minute, and a million codes take longer to load.
 * @param types the kinds of file that are taken
 * @throws Refused `request-invalid` when it is of another kind or breaks off, `request-too-large`
 */
export function fileIn(
  request: FastifyRequest,
  types: readonly string[] = ['text/csv'],
): AsyncIterable<Uint8Array> {
  const [type = ''] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
  if (!types.includes(type.trim())) {
    throw new Refused({
      key: 'request-invalid',
      pointer: '/headers/content-type',
      detail: `must be ${types.join(' or ')}`,
    });
  }
  const arrived = new PassThrough({ highWaterMark: codeFileBytesAtMost });
  // When the source fails, the pipeline destroys its end, and the reader throws the error.
  pipeline(request.raw, arrived, () => {});
  return counted(arrived);
}

/** The same file, read whole, so that it can be read more than once. */
export async function wholeFileIn(
  request: FastifyRequest,
  types?: readonly string[],
): Promise<() => AsyncIterable<Uint8Array>> {
  const pieces: Uint8Array[] = [];
  for await (const piece of fileIn(request, types)) pieces.push(piece);
  return () => Readable.from(pieces);
}

async function* counted(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  try {
    for await (const piece of pieces) {
      bytes += piece.length;
      if (bytes > codeFileBytesAtMost) throw new Refused({ key: 'request-too-large' });
      yield piece;
    }
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused({ key: 'request-invalid', pointer: null, detail: 'the file broke off' });
  }
}

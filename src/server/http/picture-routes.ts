import type { FastifyInstance } from 'fastify';
import { systemApi } from '#contract/paths.ts';
import { type ServedKind, servedKinds } from '#domain/program/picture.ts';
import { Refused } from '#domain/refusal.ts';
import { pictureBytes } from '#server/storage/program/pictures.ts';
import type { Context } from '#server/usecases/ground/context.ts';

const name = new RegExp(`^([0-9a-f]{16})-(\\d{3})\\.(${servedKinds.join('|')})$`);

/** A webmail shows the pictures of its mails from our address. */
export const foreverForAnyone = {
  'cache-control': 'public, max-age=31536000, immutable',
  'cross-origin-resource-policy': 'cross-origin',
};

/** Serves the pictures of programs out of the database. A name has a hash of the content in it, so it never changes. */
export function pictureRoutes(app: FastifyInstance, { store }: Context): void {
  app.get<{ Params: { file: string } }>(systemApi.picture, async (request, reply) => {
    const [, hash = '', width = '', kind = ''] = name.exec(request.params.file) ?? [];
    const wanted = kind as ServedKind; // One of those that the name may end with; an empty one finds nothing.
    const bytes = await pictureBytes(store.read, {
      hash,
      width: Number(width),
      kind: wanted === 'jpeg' ? 'webp' : wanted,
    });
    if (!bytes) throw new Refused({ key: 'not-found' });
    reply.type(`image/${kind}`).headers(foreverForAnyone);
    return wanted === 'jpeg' ? jpegOf(bytes) : bytes;
  });
}

/** Loads the image library at the first one: a server's start does without it. */
async function jpegOf(bytes: Uint8Array): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  return sharp(bytes).jpeg({ quality: 85 }).toBuffer();
}

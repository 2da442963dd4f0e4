import type { FastifyInstance } from 'fastify';
import { systemApi } from '#contract/paths.ts';
import { type PictureKind, pictureKinds } from '#domain/program/picture.ts';
import { Refused } from '#domain/refusal.ts';
import { pictureBytes } from '#server/storage/program/pictures.ts';
import type { Context } from '#server/usecases/ground/context.ts';

const name = new RegExp(`^([0-9a-f]{16})-(\\d{3})\\.(${pictureKinds.join('|')})$`);

/** Serves the pictures of programs out of the database. A name has a hash of the content in it, so it never changes. */
export function pictureRoutes(app: FastifyInstance, { store }: Context): void {
  app.get<{ Params: { file: string } }>(systemApi.picture, async (request, reply) => {
    const [, hash = '', width = '', kind = ''] = name.exec(request.params.file) ?? [];
    const bytes = await pictureBytes(store.read, {
      hash,
      width: Number(width),
      kind: kind as PictureKind, // One of those that the name may end with; an empty one finds nothing.
    });
    if (!bytes) throw new Refused({ key: 'not-found' });
    return reply
      .type(`image/${kind}`)
      .header('cache-control', 'public, max-age=31536000, immutable')
      .send(bytes);
  });
}

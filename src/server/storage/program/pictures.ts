import type { Kysely } from 'kysely';
import type { PictureKind } from '#domain/program/picture.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** One file of a picture. */
export interface PictureFile {
  readonly hash: string;
  readonly width: number;
  readonly kind: PictureKind;
  readonly bytes: Uint8Array;
}

/** Which of these pictures are stored. */
export async function storedPictures(
  db: Kysely<Tables>,
  hashes: readonly string[],
): Promise<Set<string>> {
  if (hashes.length === 0) return new Set();
  const rows = await db
    .selectFrom('pictures')
    .select('hash')
    .distinct()
    .where('hash', 'in', hashes)
    .execute();
  return new Set(rows.map(({ hash }) => hash));
}

/** Stores files; what another process has stored meanwhile is the same. They stay, since vouchers keep their reward. */
export async function putPictures(
  tx: Tx,
  files: readonly PictureFile[],
  storedAt: number,
): Promise<void> {
  for (const { bytes, ...key } of files) {
    await tx.db
      .insertInto('pictures')
      // As text, which both databases store alike; a file is small.
      .values({ ...key, content: Buffer.from(bytes).toString('base64'), stored_at: storedAt })
      .onConflict((conflict) => conflict.columns(['hash', 'width', 'kind']).doNothing())
      .execute();
  }
}

export async function pictureBytes(
  db: Kysely<Tables>,
  { hash, width, kind }: Omit<PictureFile, 'bytes'>,
): Promise<Buffer | null> {
  const row = await db
    .selectFrom('pictures')
    .select('content')
    .where('hash', '=', hash)
    .where('width', '=', width)
    .where('kind', '=', kind)
    .executeTakeFirst();
  return row ? Buffer.from(row.content, 'base64') : null;
}

import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogoPicture, Picture } from '#domain/program/picture.ts';
import type { PictureFile } from '#server/storage/program/pictures.ts';
import { pictureHash } from '#server/usecases/program/encode-picture.ts';
import { pictureBeside } from '#server/usecases/program/picture-beside.ts';
import type { TakePicture } from '#server/usecases/program/read-pictures.ts';

/** A picture as the build leaves it, its bytes in Base64. */
interface MadePicture extends Picture, LogoPicture {
  readonly files: readonly (Omit<PictureFile, 'hash' | 'bytes'> & { readonly bytes: string })[];
}

/** What the build has made of the pictures: encoding takes seconds, and each first start would wait for it. */
const made = join(import.meta.dirname, '../../../dist/pictures.json');

const take = pictureBeside(import.meta.dirname);

/** Takes a picture of the demonstration: made by the build, or, where there is none of this source, now. */
export const demonstrationPicture: TakePicture = async (file, use) => {
  const hash = pictureHash(await readFile(join(import.meta.dirname, file)), use);
  const found = readMade().find((one) => one.hash === hash);
  if (!found) return take(file, use);
  const files = found.files.map((one) => ({
    ...one,
    hash,
    bytes: Buffer.from(one.bytes, 'base64'),
  }));
  const { color, ratio } = found;
  return { hash, color, ratio, files: async () => files };
};

const readMade = (): readonly MadePicture[] =>
  existsSync(made) ? (JSON.parse(readFileSync(made, 'utf8')) as MadePicture[]) : []; // Our own build's.

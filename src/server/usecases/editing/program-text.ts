import type { FileContents } from '#contract/desk/desk-program.ts';
import { pictureKey } from '#domain/program/picture.ts';
import type { Program } from '#domain/program/program.ts';
import { programTextOf } from '#server/storage/program/program-texts.ts';
import { programAsLoaded } from '#server/storage/program/programs.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';
import type { ProgramSource } from '#server/usecases/program/loading-wish.ts';
import { PictureFault } from '#server/usecases/program/picture-fault.ts';
import { readProgramFile } from '#server/usecases/program/program-file.ts';
import type { FileFault } from '#server/usecases/program/program-file-faults.ts';
import { type PicturedProgram, readPictures } from '#server/usecases/program/read-pictures.ts';
import { fileOf, picturesOf } from './file-of.ts';
import { yamlOf } from './yaml-content.ts';

/**
 * The file of a version: as it was written, with its comments, or made of the program where it was loaded without a
 * file.
 */
export async function sourceOfVersion(
  { db }: Pick<ReadWork, 'db'>,
  version: number,
): Promise<ProgramSource> {
  const kept = await programTextOf(db, version);
  if (kept) return { text: kept.text, pictures: JSON.parse(kept.pictures) };
  return sourceOf(await programAsLoaded(db, version)); // Checked when it was loaded.
}

/** A file for a program that has none. */
const sourceOf = (program: Program): ProgramSource => ({
  text: yamlOf(fileOf(program) as unknown as FileContents), // Texts, lists and keys, as its schema says.
  pictures: picturesOf(program),
});

/** Reads a file with the pictures that are stored here under their names. */
export async function readSource({
  text,
  pictures,
}: ProgramSource): Promise<PicturedProgram | { readonly faults: readonly FileFault[] }> {
  const read = readProgramFile(text);
  if ('faults' in read) return read;
  return readPictures(read.program, read.pictures, async (file, use) => {
    const known = pictures[pictureKey(use, file)];
    if (!known)
      throw new PictureFault('missing', 'is not stored here: upload it, or leave the picture out');
    return { ...known, files: async () => [] };
  });
}

import type { Picture } from '#domain/program/picture.ts';
import type { Program } from '#domain/program/program.ts';
import { type PictureFile, storedPictures } from '#server/storage/program/pictures.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { PictureFault } from './picture-fault.ts';
import type { FileFault } from './program-file-faults.ts';

/** A picture that a program's file names, and where it names it. */
export interface NamedPicture {
  readonly file: string;
  readonly at: Omit<FileFault, 'reason'>;
}

/** A picture that was read, and how its files are made. */
export interface GivenPicture extends Picture {
  readonly files: () => Promise<readonly PictureFile[]>;
}

/** Reads the file beside the program's. @throws PictureFault */
export type TakePicture = (file: string) => Promise<GivenPicture>;

/**
 * Reads the pictures that a program's file names, each file once.
 * @returns the program with its pictures, or the faults from the top down
 */
export async function readPictures(
  program: Program,
  named: readonly NamedPicture[],
  take: TakePicture,
): Promise<{ program: Program; pictures: readonly GivenPicture[] } | { faults: FileFault[] }> {
  const given = new Map<string, GivenPicture>();
  const faults: FileFault[] = [];
  for (const { file, at } of named) {
    try {
      if (!given.has(file)) given.set(file, placed(await take(file), { file, at }));
    } catch (error) {
      if (!(error instanceof PictureFault)) throw error;
      faults.push({ ...at, reason: `"${file}" ${error.message}` });
    }
  }
  if (faults.length > 0) return { faults };
  const pictureAt = (place: string): Picture | undefined => {
    const found = given.get(named.find(({ at }) => at.path === place)?.file ?? '');
    return found && { hash: found.hash, color: found.color };
  };
  const rewards = program.rewards.map((reward, index) => {
    const picture = pictureAt(`rewards[${index}].picture`);
    return picture ? { ...reward, picture } : reward;
  });
  return { program: { ...program, rewards }, pictures: [...given.values()] };
}

/** The same picture, which says its place in the program's file also where only encoding shows what is wrong with it. */
const placed = (picture: GivenPicture, { file, at }: NamedPicture): GivenPicture => ({
  ...picture,
  files: () =>
    picture.files().catch((error) => {
      if (!(error instanceof PictureFault)) throw error;
      throw new PictureFault(error.message, { ...at, reason: `"${file}" ${error.message}` });
    }),
});

/** The files of those pictures that are not stored yet. */
export async function newPictureFiles(
  { store }: Pick<Context, 'store'>,
  pictures: readonly GivenPicture[],
): Promise<readonly PictureFile[]> {
  const stored = await storedPictures(
    store.read,
    pictures.map(({ hash }) => hash),
  );
  const files: PictureFile[] = [];
  for (const picture of pictures)
    if (!stored.has(picture.hash)) files.push(...(await picture.files()));
  return files;
}

import {
  type LogoPicture,
  type Picture,
  type PictureUse,
  pictureKey,
} from '#domain/program/picture.ts';
import type { Program } from '#domain/program/program.ts';
import { type PictureFile, storedPictures } from '#server/storage/program/pictures.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { PictureFault } from './picture-fault.ts';
import type { FileFault } from './program-file-faults.ts';

/** A picture that a program's file names, what it is for, and where it names it. */
export interface NamedPicture {
  readonly file: string;
  readonly use: PictureUse;
  readonly at: Omit<FileFault, 'reason'>;
}

/** A picture that was read, and how its files are made. */
export interface GivenPicture extends Picture, LogoPicture {
  readonly files: () => Promise<readonly PictureFile[]>;
}

/** Pictures by their use and the name of their file, as in `reward pictures/mug.png`. */
export type PicturesByName = Readonly<Record<string, Picture & LogoPicture>>;

/** Reads the file beside the program's. @throws PictureFault */
export type TakePicture = (file: string, use: PictureUse) => Promise<GivenPicture>;

export interface PicturedProgram {
  readonly program: Program;
  readonly pictures: readonly GivenPicture[];
  readonly byName: PicturesByName;
}

/**
 * Reads the pictures that a program's file names, each file once.
 * @returns the program with its pictures, those pictures by name, or the faults from the top down
 */
export async function readPictures(
  program: Program,
  named: readonly NamedPicture[],
  take: TakePicture,
): Promise<PicturedProgram | { faults: FileFault[] }> {
  const given = new Map<string, GivenPicture>();
  const places = new Map<string, GivenPicture>();
  const faults: FileFault[] = [];
  for (const { file, use, at } of named) {
    try {
      const found = given.get(pictureKey(use, file)) ?? placed(await take(file, use), { file, at });
      given.set(pictureKey(use, file), found);
      places.set(at.path, found);
    } catch (error) {
      if (!(error instanceof PictureFault)) throw error;
      faults.push({ ...at, reason: `"${file}" ${error.message}` });
    }
  }
  if (faults.length > 0) return { faults };
  const byName = Object.fromEntries(
    [...given].map(([key, { hash, color, ratio }]) => [key, { hash, color, ratio }]),
  );
  return { program: withPictures(program, places), pictures: [...given.values()], byName };
}

/** The same picture, which says its place in the program's file also where only encoding shows what is wrong with it. */
const placed = (
  picture: GivenPicture,
  { file, at }: Pick<NamedPicture, 'file' | 'at'>,
): GivenPicture => ({
  ...picture,
  files: () =>
    picture.files().catch((error) => {
      if (!(error instanceof PictureFault)) throw error;
      throw new PictureFault(error.kind, error.message, {
        ...at,
        reason: `"${file}" ${error.message}`,
      });
    }),
});

function withPictures(program: Program, places: ReadonlyMap<string, GivenPicture>): Program {
  const pictured = <T extends object>(thing: T, place: string): T & { picture?: Picture } => {
    const found = places.get(`${place}.picture`);
    return found ? { ...thing, picture: shown(found) } : thing;
  };
  const cover = places.get('brand.cover');
  const logo = places.get('brand.logo');
  const brand = {
    ...program.brand,
    ...(logo && { logoPicture: { hash: logo.hash, ratio: logo.ratio } }),
    ...(cover && { cover: shown(cover) }),
  };
  const tiers = program.tiers.map((tier, index) => pictured(tier, `tiers[${index}]`));
  const rewards = program.rewards.map((reward, index) => pictured(reward, `rewards[${index}]`));
  return { ...program, brand, tiers, rewards };
}

const shown = ({ hash, color }: Picture): Picture => ({ hash, color });

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

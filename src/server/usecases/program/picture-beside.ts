import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodePicture, readPicture } from './encode-picture.ts';
import { PictureFault } from './picture-fault.ts';
import type { TakePicture } from './read-pictures.ts';

/** Takes pictures from files in the folder of a program's file. */
export const pictureBeside =
  (folder: string): TakePicture =>
  async (file, use) => {
    const source = await readFile(join(folder, file)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === undefined) throw error;
      const why = error.code === 'ENOENT' ? 'is not there' : `can't be read (${error.code})`;
      throw new PictureFault('missing', `${why}: its place is seen from this file`);
    });
    return { ...(await readPicture(source, use)), files: () => encodePicture(source, use) };
  };
